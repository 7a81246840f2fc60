"""Clocks that run while a complaint is open, and the limits they start with (4.6, INV-13, ruling 11)."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.calendars.models import WorkingCalendar
from brm.core.models import Worded
from customers.complaints.enums import ClockKind, Severity
from customers.complaints.models.complaints import Complaint
from customers.complaints.models.triggers import refusing
from customers.models import LimitInForce


class ComplaintClock(Worded):
    """One limit that runs: with what it started, how much of it is spent, when its next threshold falls.

    It is spent in stretches: another calendar or zone begins a new one (``since_at``) and keeps what was spent before.
    """

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="clocks", db_index=False)
    round = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices)
    limit = models.JSONField()
    started_at = models.DateTimeField(_("started"))
    since_at = models.DateTimeField()
    spent_before = models.DurationField(default=timedelta(0))
    budget = models.DurationField()
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, null=True, blank=True, related_name="+")
    time_zone = models.CharField(max_length=64, blank=True)
    base_level = models.PositiveSmallIntegerField(default=0)
    passed = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    in_time = models.BooleanField(_("in time"), null=True, blank=True)

    class Meta:
        verbose_name = _("clock of a complaint")
        verbose_name_plural = _("clocks of complaints")
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round", "kind"], name="a_clock_of_a_kind_runs_once"),
            models.CheckConstraint(condition=Q(kind__in=ClockKind.values), name="complaint_clock_kind_is_known"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                name="a_clock_never_runs_backwards",
                violation_error_message=_("This lies before the clock was started."),
            ),
            models.CheckConstraint(
                condition=Q(since_at__gte=F("started_at"), spent_before__gte=timedelta(0), budget__gt=timedelta(0)),
                name="a_clock_counts_forward",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(next_at=None, in_time__isnull=False),
                name="a_stopped_clock_escalates_no_more",
            ),
            models.CheckConstraint(condition=Q(passed__range=(0, 3)), name="a_clock_has_three_thresholds"),
        ]
        triggers = [
            refusing(
                "a_stopped_clock_stays_stopped",
                "OLD.stopped_at IS NOT NULL AND NEW.stopped_at IS DISTINCT FROM OLD.stopped_at"
                " OR NEW.started_at <> OLD.started_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.complaint_id}"


class LimitName(models.TextChoices):
    """Everything about complaints that has a limit (4.6; all of them settings with a history)."""

    ACKNOWLEDGE_1 = "acknowledge_1", _("Severity 1: acknowledge")
    ANSWER_1 = "answer_1", _("Severity 1: answer")
    RESOLVE_1 = "resolve_1", _("Severity 1: resolve")
    ACKNOWLEDGE_2 = "acknowledge_2", _("Severity 2: acknowledge")
    ANSWER_2 = "answer_2", _("Severity 2: answer")
    RESOLVE_2 = "resolve_2", _("Severity 2: resolve")
    ACKNOWLEDGE_3 = "acknowledge_3", _("Severity 3: acknowledge")
    ANSWER_3 = "answer_3", _("Severity 3: answer")
    RESOLVE_3 = "resolve_3", _("Severity 3: resolve")
    ACKNOWLEDGE_4 = "acknowledge_4", _("Severity 4: acknowledge")
    ANSWER_4 = "answer_4", _("Severity 4: answer")
    RESOLVE_4 = "resolve_4", _("Severity 4: resolve")
    WAITING = "waiting", _("Waiting for the complainant")
    REOPEN = "reopen", _("Reopening after closing")
    FOLLOW_UP = "follow_up", _("Follow-up contact after closing")
    CHECK = "check", _("Satisfaction check after closing")


class ComplaintLimit(LimitInForce):
    """A limit of complaints as it is from a moment on."""

    name = models.CharField(_("limit"), max_length=16, choices=LimitName.choices)

    class Meta(LimitInForce.Meta):
        abstract = False
        verbose_name = _("time limit of complaints")
        verbose_name_plural = _("time limits of complaints")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                name="a_limit_changes_once_at_a_moment",
                violation_error_message=_("This limit already changes at that moment."),
            ),
            models.CheckConstraint(condition=Q(name__in=LimitName.values), name="complaint_limit_is_known"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="a_limit_is_above_zero"),
        ]
