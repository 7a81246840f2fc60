"""Executive visits: timed around what matters, prepared, and followed up (C-10, C-11)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Answer, VisitReason, VisitStatus
from brm.core.models import Timestamped, Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship

OPEN_VISIT = (VisitStatus.PROPOSED, VisitStatus.APPROVED, VisitStatus.SCHEDULED, VisitStatus.HELD)


class ExecutiveVisit(Versioned):
    """Executives of both sides meet: why, with which message, what was expected of us, what followed."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="visits", db_index=False, verbose_name=_("relationship")
    )
    reason = models.CharField(_("occasion"), max_length=12, choices=VisitReason.choices, default=VisitReason.ROUTINE)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("occasioned by")
    )
    purpose = models.CharField(_("purpose"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits", verbose_name=_("responsible")
    )
    proposed_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    wanted_by = models.DateField(_("to take place by"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration (minutes)"), default=90, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    briefing = models.TextField(_("briefing for our executive"), blank=True)
    value_message = models.TextField(_("value to be shown"), blank=True)
    expectations = models.TextField(_("expectations heard"), blank=True)
    follow_up = models.TextField(_("follow-up"), blank=True)
    status = models.CharField(_("state"), max_length=12, choices=VisitStatus.choices, default=VisitStatus.PROPOSED)
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    cancel_reason = models.TextField(_("why cancelled"), blank=True)

    class Meta:
        verbose_name = _("executive visit")
        verbose_name_plural = _("executive visits")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=VisitStatus.values), name="visit_status_is_known"),
            models.CheckConstraint(condition=Q(reason__in=VisitReason.values), name="visit_reason_is_known"),
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.SCHEDULED) | Q(starts_at__isnull=False),
                name="a_scheduled_visit_has_its_moment",
                violation_error_message=_("Say when the visit takes place."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[VisitStatus.HELD, VisitStatus.FOLLOWED_UP])
                | (Q(held_at__isnull=False) & ~Q(expectations="")),
                name="a_held_visit_says_when_and_what_was_expected",
                violation_error_message=_("Record when the visit was held and which expectations were heard."),
            ),
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.FOLLOWED_UP) | ~Q(follow_up=""),
                name="a_followed_up_visit_says_how",
                violation_error_message=_("Say what followed from the visit."),
            ),
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.CANCELLED) | ~Q(cancel_reason=""),
                name="a_cancelled_visit_has_a_reason",
                violation_error_message=_("Say why the visit is cancelled."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-id"], name="visit_of_relationship_idx"),
            models.Index(fields=["starts_at"], condition=Q(starts_at__isnull=False), name="visit_calendar_idx"),
            models.Index(fields=["owner", "-id"], condition=Q(status__in=OPEN_VISIT), name="visit_open_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:visit", args=[self.pk])

    def __str__(self) -> str:
        return self.purpose


class VisitAttendee(Timestamped):
    """An executive of ours or of theirs who is to join a visit, and their answer (C-11)."""

    visit = models.ForeignKey(ExecutiveVisit, models.CASCADE, related_name="attendees")
    user: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("contact")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.INVITED)

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact__isnull=True) | Q(user__isnull=True, contact__isnull=False),
                name="a_visitor_is_one_of_us_or_of_them",
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="visitor_answer_is_known"),
            models.UniqueConstraint(
                fields=["visit", "user"], condition=Q(user__isnull=False), name="a_colleague_visits_once"
            ),
            models.UniqueConstraint(
                fields=["visit", "contact"], condition=Q(contact__isnull=False), name="a_contact_is_visited_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.contact)
