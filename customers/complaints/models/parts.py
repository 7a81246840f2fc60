"""What hangs on a complaint: messages, waiting times, rises, watchers, conflict, satisfaction."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.core.models import Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from customers.complaints.enums import Channel, ClockKind, MessageKind, RiseCause, WaitEnd
from customers.complaints.models.complaints import TOP_LEVEL, Complaint


class ComplaintMessage(models.Model):
    """What was said on a complaint, between us or with the complainant, by one of us, by them, or by the portal."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="messages", db_index=False)
    kind = models.CharField(max_length=12, choices=MessageKind.choices, default=MessageKind.MESSAGE)
    at = models.DateTimeField(_("when"), default=clock.now)
    user: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"))
    is_visible = models.BooleanField(_("shown to the complainant"), default=False)
    channel = models.CharField(_("by"), max_length=8, choices=Channel.choices, blank=True)
    key = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("message of a complaint")
        verbose_name_plural = _("messages of complaints")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_complaint_message_says_something"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="complaint_message_kind_is_known"),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(is_visible=True), name="what_a_complainant_writes_is_visible_to_them"
            ),
            models.UniqueConstraint(
                fields=["complaint", "key"], condition=~Q(key=""), name="a_complaint_message_comes_once"
            ),
        ]
        indexes = [models.Index(fields=["complaint", "at", "id"], name="complaint_message_idx")]

    def __str__(self) -> str:
        return self.text[:60]


class ComplaintWait(models.Model):
    """A time in which we waited for the complainant: the only time in which clocks rest (INV-13)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="waits")
    since_at = models.DateTimeField(_("from"))
    expires_at = models.DateTimeField(_("at most until"))
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    ended_by = models.CharField(max_length=8, choices=WaitEnd.choices, blank=True)

    class Meta:
        verbose_name = _("waiting time")
        verbose_name_plural = _("waiting times")
        ordering = ["since_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(until_at=None), name="a_complaint_waits_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("since_at")), name="waiting_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since_at:%Y-%m-%d}"


class ComplaintRise(models.Model):
    """That a complaint rose by one level, why, and to whom: somebody of higher rank each time (INV-14)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="rises", db_index=False)
    opening = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(_("level"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("escalated to")
    )
    rank = models.PositiveSmallIntegerField()
    rank_before = models.PositiveSmallIntegerField(default=0)
    cause = models.CharField(max_length=8, choices=RiseCause.choices)
    clock_kind = models.CharField(max_length=12, choices=ClockKind.choices, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("escalation of a complaint")
        verbose_name_plural = _("escalations of complaints")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "opening", "level"], name="a_complaint_rises_to_a_level_once"),
            models.CheckConstraint(
                condition=Q(rank__gt=F("rank_before")), name="each_rise_names_a_person_of_higher_rank"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, TOP_LEVEL)), name="a_rise_is_to_level_1_2_or_3"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="complaint_rise_person_idx")]

    def __str__(self) -> str:
        return f"{self.level}: {self.person}"


class ComplaintWatcher(models.Model):
    """Who wants to hear how a complaint goes on, besides those responsible."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="watchers")
    user: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("watcher of a complaint")
        verbose_name_plural = _("watchers of complaints")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact=None) | Q(user=None, contact__isnull=False),
                name="a_watcher_is_one_of_us_or_of_them",
            ),
            models.UniqueConstraint(
                fields=["complaint", "user"], condition=Q(user__isnull=False), name="a_colleague_watches_once"
            ),
            models.UniqueConstraint(
                fields=["complaint", "contact"], condition=Q(contact__isnull=False), name="a_contact_watches_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.contact)


class Conflict(Versioned):
    """That a complaint set the two sides against each other: who mediates, what both agree on, how it ended (C-36)."""

    complaint = models.OneToOneField(Complaint, models.CASCADE, related_name="conflict")
    reason = models.TextField(_("what the sides blame each other for"))
    mediator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("mediator"))
    agreed_facts = models.TextField(_("facts both sides agree on"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    flagged_at = models.DateTimeField(_("flagged"), default=clock.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_conflict_says_what_it_is_about",
                violation_error_message=_("Say what the conflict is about."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | (~Q(outcome="") & ~Q(agreed_facts="")),
                name="a_settled_conflict_has_facts_and_outcome",
                violation_error_message=_("Write down the facts both sides agree on, and the outcome."),
            ),
        ]

    @property
    def relationship_id(self) -> int:
        return self.complaint.relationship_id

    def __str__(self) -> str:
        return self.reason[:60]


class SatisfactionCheck(models.Model):
    """How content the complainant is with the handling, asked shortly after closing (C-13, K-13)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="checks")
    due_at = models.DateTimeField(_("to be asked"))
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    score = models.DecimalField(
        _("score"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    comment = models.TextField(_("in their words"), blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("satisfaction check")
        verbose_name_plural = _("satisfaction checks")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="a_satisfaction_score_is_0_to_100"
            ),
            models.CheckConstraint(
                condition=(Q(answered_at=None) & Q(score=None)) | Q(answered_at__isnull=False, score__isnull=False),
                name="an_answered_check_has_its_score",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(answered_at=None, dropped_at=None),
                name="one_satisfaction_check_is_open_per_complaint",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(asked_at=None, answered_at=None, dropped_at=None),
                name="satisfaction_check_due_idx",
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.due_at:%Y-%m-%d}"


class WatchEntry(Versioned):
    """An escalated matter the manager follows until it is solved: its next step and day (C-17).

    It leaves the list only when the matter is over.
    """

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="watched_matters")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="watch_entries")
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)
    added_at = models.DateTimeField(_("since"), default=clock.now)
    added_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    removed_at = models.DateTimeField(_("taken off"), null=True, blank=True)

    class Meta:
        verbose_name = _("watched matter")
        verbose_name_plural = _("watch list")
        ordering = [F("next_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(removed_at=None), name="a_matter_is_watched_once"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(solved_at__isnull=False),
                name="a_watched_matter_stays_until_it_is_solved",
                violation_error_message=_("It stays on the watch list until it is solved."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "next_on"], condition=Q(removed_at=None), name="watch_entry_rel_idx")
        ]

    def __str__(self) -> str:
        return str(self.matter)
