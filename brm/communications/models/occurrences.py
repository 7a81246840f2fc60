"""The meetings of a plan: one row per period, from planned to held, missed or cancelled (INV-27)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Answer, CancelBasis, OccurrenceStatus
from brm.communications.models.plans import Plan
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Contact, Relationship

UNDONE = (OccurrenceStatus.PLANNED, OccurrenceStatus.DUE)
HELD = (OccurrenceStatus.HELD, OccurrenceStatus.HELD_LATE)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def undone(self) -> "OccurrenceQuerySet":
        """Still to be held in their period."""
        return self.filter(status__in=UNDONE)


class Occurrence(Versioned):
    """One planned meeting: due on a day of the relationship's calendar, within its period (C-07, ruling 12).

    Moments are stored so that sweeps ask ``<=`` and nothing depends on a process being awake: ``desk_at`` when it
    comes to the desk, ``remind_at`` when people are reminded (both empty once done), ``miss_at`` when the period is
    over.
    """

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="occurrences",
        db_index=False,
        db_constraint=False,  # see relationship
        verbose_name=_("plan"),
    )
    relationship = models.ForeignKey(
        Relationship,
        models.PROTECT,
        related_name="occurrences",
        db_index=False,
        db_constraint=False,  # both together point at the plan, which has this relationship
        verbose_name=_("relationship"),
    )
    period_key = models.CharField(max_length=16, editable=False)
    period_start = models.DateField(_("period from"), editable=False)
    period_end = models.DateField(_("period until"), editable=False)
    nominal_on = models.DateField(_("by the rhythm"), editable=False)
    due_on = models.DateField(_("due"))
    starts_at = models.DateTimeField(_("starts"))
    desk_at = models.DateTimeField(null=True, blank=True, editable=False)
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    miss_at = models.DateTimeField(_("period over"), editable=False)
    status = models.CharField(
        _("state"), max_length=12, choices=OccurrenceStatus.choices, default=OccurrenceStatus.PLANNED
    )
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    objective = models.TextField(_("objective"), blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    make_up_on = models.DateField(_("to be made up on"), null=True, blank=True)
    moved = models.PositiveSmallIntegerField(_("times moved"), default=0)
    cancel_basis = models.CharField(max_length=12, choices=CancelBasis.choices, blank=True)
    agreed_with = models.CharField(_("agreed with"), max_length=200, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "period_key"], name="one_meeting_per_plan_and_period"),
            models.CheckConstraint(condition=Q(status__in=OccurrenceStatus.values), name="meeting_status_is_known"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="a_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=(Q(status__in=HELD) & Q(held_at__isnull=False))
                | (~Q(status__in=HELD) & Q(held_at__isnull=True)),
                name="a_held_meeting_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=OccurrenceStatus.CANCELLED)
                | (~Q(reason="") & ~Q(cancel_basis="") & (~Q(cancel_basis=CancelBasis.CONSENT) | ~Q(agreed_with=""))),
                name="a_cancelled_meeting_says_why_and_who_agreed",
                violation_error_message=_("Say why the meeting is cancelled and who on the other side agreed."),
            ),
            models.CheckConstraint(
                condition=~Q(status=OccurrenceStatus.PLANNED) | Q(desk_at__isnull=False),
                name="a_planned_meeting_will_come_to_the_desk",
            ),
            models.CheckConstraint(
                condition=Q(make_up_on=None) | ~Q(reason=""),
                name="a_made_up_meeting_says_why_it_was_missed",
                violation_error_message=_("Say why the meeting was not held."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "starts_at", "id"], name="meeting_of_relationship_idx"),
            models.Index(fields=["starts_at", "id"], name="meeting_calendar_idx"),
            # read by the sweep that brings meetings to the desk
            models.Index(fields=["desk_at"], condition=Q(desk_at__isnull=False), name="meeting_desk_idx"),
            # read by the reminder sweep
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="meeting_remind_idx"),
            # read by the sweep that counts what was missed
            models.Index(fields=["miss_at"], condition=Q(status__in=UNDONE), name="meeting_miss_idx"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="only_future_meetings_are_removed",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status="planned"),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:meeting", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.plan_id} {self.period_key}"

    @property
    def is_over(self) -> bool:
        """Nothing more can happen to it in its period."""
        return self.status not in UNDONE

    @property
    def counts_as_missed(self) -> bool:
        """Missed stays missed, also when held late (4.8)."""
        return self.status in (OccurrenceStatus.MISSED, OccurrenceStatus.HELD_LATE)


class OccurrenceAttendee(Timestamped):
    """One of us or of them at one meeting, and where they stand with the invitation (C-11)."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="attendees")
    user: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("contact")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.INVITED)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact__isnull=True) | Q(user__isnull=True, contact__isnull=False),
                name="an_attendee_is_one_of_us_or_of_them",
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="attendee_answer_is_known"),
            models.UniqueConstraint(
                fields=["occurrence", "user"], condition=Q(user__isnull=False), name="a_colleague_attends_once"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "contact"], condition=Q(contact__isnull=False), name="a_contact_attends_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.contact)
