"""What the two sides agreed: how often, how, with whom, about what (C-05, C-07)."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.calendars.models import WorkingCalendar
from brm.communications.enums import Channel, Origin, PlanEnd, PlanStatus
from brm.communications.models.templates import PlanTemplate
from brm.core import clock
from brm.core.models import Versioned
from brm.parties.models import Contact, Relationship

LIVING = (PlanStatus.DRAFT, PlanStatus.AGREED, PlanStatus.ACTIVE, PlanStatus.SUSPENDED)


class Plan(Versioned):
    """A communication plan: a rhythm both sides stand behind, whatever else is going on (C-05, C-08)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="plans", db_index=False, verbose_name=_("relationship")
    )
    template = models.ForeignKey(
        PlanTemplate, models.PROTECT, null=True, blank=True, related_name="plans", editable=False
    )
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, default=Origin.OPERATION)
    agreement_clause = models.CharField(_("clause of the agreement"), max_length=200, blank=True)
    rule = models.JSONField(_("rhythm"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.VISIT)
    meet_at = models.TimeField(_("time"), default=time(10, 0))
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration (minutes)"), default=60, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    ours: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("our attendees")
    )
    theirs: "models.ManyToManyField[Contact, models.Model]" = models.ManyToManyField(
        Contact, blank=True, related_name="plans", verbose_name=_("their attendees")
    )
    late_moves_next = models.BooleanField(_("a late one moves the next"), default=False)
    reminder_days = models.PositiveSmallIntegerField(
        _("remind days before"), default=2, validators=[MaxValueValidator(60)]
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    status_since = models.DateTimeField(_("since"), default=clock.now, editable=False)
    consent_contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed with")
    )
    consent_note = models.CharField(_("agreed with (name or arrangement)"), max_length=200, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    suspended_until = models.DateField(_("suspended until"), null=True, blank=True)
    suspend_reason = models.TextField(_("why suspended"), blank=True)
    end_reason = models.CharField(_("why ended"), max_length=24, choices=PlanEnd.choices, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    step_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("communication plan")
        verbose_name_plural = _("communication plans")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PlanStatus.values), name="plan_status_is_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="plan_origin_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="plan_channel_is_known"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.AGREEMENT) | ~Q(agreement_clause=""),
                name="a_plan_of_an_agreement_names_its_clause",
                violation_error_message=_("Name the clause of the agreement this plan comes from."),
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="a_plan_ends_after_it_starts",
                violation_error_message=_("A plan cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.DRAFT)
                | (Q(consent_on__isnull=False) & (Q(consent_contact__isnull=False) | ~Q(consent_note=""))),
                name="an_agreed_plan_says_who_agreed_and_when",
                violation_error_message=_("Say who agreed to the plan, and when."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.SUSPENDED) | (Q(suspended_until__isnull=False) & ~Q(suspend_reason="")),
                name="a_suspended_plan_says_why_and_until_when",
                violation_error_message=_("Say why the plan is suspended, and until when."),
            ),
            models.CheckConstraint(
                condition=(Q(status=PlanStatus.ENDED) & ~Q(end_reason=""))
                | (~Q(status=PlanStatus.ENDED) & Q(end_reason="")),
                name="an_ended_plan_has_a_reason",
            ),
            models.UniqueConstraint(fields=["id", "relationship"], name="plan_and_its_relationship"),
            models.UniqueConstraint(
                fields=["template", "relationship"],
                condition=Q(template__isnull=False) & ~Q(status=PlanStatus.ENDED),
                name="a_template_is_applied_once_per_relationship",
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "status", "id"], name="plan_of_relationship_idx"),
            # read by the sweep that activates, resumes and ends plans
            models.Index(fields=["step_at"], condition=Q(step_at__isnull=False), name="plan_step_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:plan", args=[self.pk])

    def __str__(self) -> str:
        return self.title


class PlanHorizon(models.Model):
    """Up to which day an active plan's meetings are made, and when the sweep must make more.

    A slim row of its own, there only while the plan is active: a million of them are moved on in one go (ruling 7).
    """

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="horizon")
    made_until = models.DateField()
    extend_at = models.DateTimeField()

    class Meta:
        verbose_name = _("horizon")
        verbose_name_plural = _("horizons")
        # read by the sweep that extends horizons
        indexes = [models.Index(fields=["extend_at", "plan"], name="plan_extend_idx")]

    def __str__(self) -> str:
        return f"{self.plan_id} → {self.made_until}"


class Replacing(models.Model):
    """Days of a calendar, or the calendar or zone of one relationship, changed: its undone meetings are placed anew.

    A sweep works through the plans by id and remembers how far it is (ruling 10).
    """

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, null=True, blank=True, related_name="+")
    is_ours = models.BooleanField(default=False)
    relationship = models.ForeignKey(Relationship, models.CASCADE, null=True, blank=True, related_name="+")
    days = ArrayField(models.DateField(), default=list)
    after_plan = models.BigIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("re-placing of meetings")
        verbose_name_plural = _("re-placings of meetings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(calendar__isnull=False) | Q(relationship__isnull=False),
                name="a_replacing_is_about_a_calendar_or_a_relationship",
            )
        ]
        # read by the sweep that places meetings anew
        indexes = [models.Index(fields=["id"], condition=Q(finished_at=None), name="replacing_open_idx")]

    def __str__(self) -> str:
        return f"{self.calendar_id or self.relationship_id}"
