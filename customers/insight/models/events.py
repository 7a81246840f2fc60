"""Major events: what shook the relationship, how it was handled, how their executives saw it (R-18, C-10, C-36)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Perception
from brm.communications.models import ExecutiveVisit
from brm.core.models import Versioned
from brm.matters.models import Matter
from customers.insight.enums import EventStatus, Grade, tone_of

OPEN_EVENT = (EventStatus.REPORTED, EventStatus.IN_HAND, EventStatus.SOLVED, EventStatus.REVIEWED)


class MajorEvent(Versioned):
    """An incident with serious effect on a customer. 1-1 with its matter, which carries the links (R-18)."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="major_event")
    grade = models.CharField(_("grade"), max_length=8, choices=Grade.choices, default=Grade.ONE)
    status = models.CharField(_("state"), max_length=12, choices=EventStatus.choices, default=EventStatus.REPORTED)
    occurred_at = models.DateTimeField(_("occurred"))
    ended_at = models.DateTimeField(_("over"), null=True, blank=True)
    summary = models.TextField(_("what happened"))
    solution = models.TextField(_("how it was solved"), blank=True)
    lessons = models.TextField(_("what we learned"), blank=True)
    owner: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="major_events", verbose_name=_("responsible")
    )
    visit = models.ForeignKey(
        ExecutiveVisit, models.PROTECT, null=True, blank=True, related_name="major_events", editable=False,
        verbose_name=_("executive visit"),
    )  # fmt: skip
    executive_feeling = models.SmallIntegerField(
        _("how their executives see it"), choices=Perception.choices, null=True, blank=True
    )
    executive_view = models.TextField(_("what their executives said"), blank=True)
    conflict = models.BooleanField(_("conflict"), default=False)
    mediator: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mediator")
    )
    agreed_facts = models.TextField(_("facts both sides agree on"), blank=True)
    conflict_outcome = models.TextField(_("outcome of the conflict"), blank=True)

    class Meta:
        verbose_name = _("major event")
        verbose_name_plural = _("major events")
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="major_event_grade_is_known"),
            models.CheckConstraint(condition=Q(status__in=EventStatus.values), name="major_event_status_is_known"),
            models.CheckConstraint(condition=~Q(summary=""), name="a_major_event_says_what_happened"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("occurred_at")),
                name="a_major_event_is_over_after_it_began",
                violation_error_message=_("It cannot be over before it began."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[EventStatus.REPORTED, EventStatus.IN_HAND])
                | (Q(ended_at__isnull=False) & ~Q(solution="")),
                name="a_solved_major_event_says_when_and_how",
                violation_error_message=_("Say when it was over and how it was solved."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[EventStatus.REVIEWED, EventStatus.CLOSED]) | ~Q(lessons=""),
                name="a_reviewed_major_event_says_what_was_learned",
                violation_error_message=_("Say what we learned."),
            ),
            models.CheckConstraint(
                condition=Q(conflict=False) | Q(mediator__isnull=False),
                name="a_conflict_has_a_mediator",
                violation_error_message=_("A conflict needs a mediator: name one."),
            ),
            models.CheckConstraint(
                condition=~Q(status=EventStatus.CLOSED, conflict=True) | ~Q(conflict_outcome=""),
                name="a_major_event_closes_with_its_conflict_settled",
                violation_error_message=_("Say how the conflict ended before the event is closed."),
            ),
            models.CheckConstraint(
                condition=Q(executive_feeling=None) | Q(executive_feeling__range=(-2, 2)),
                name="executive_feeling_is_minus_two_to_two",
            ),
        ]
        indexes = [models.Index(fields=["-occurred_at", "-matter"], name="major_event_occurred_idx")]

    def get_absolute_url(self) -> str:
        return reverse("insight:event", args=[self.pk])

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def tone(self) -> str:
        return tone_of(self.status)

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.matter.relationship_id
