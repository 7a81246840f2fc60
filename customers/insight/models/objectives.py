"""What we want to reach with a customer, and which group it belongs to (C-02, C-29, C-38)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.models import Versioned
from brm.parties.models import Relationship
from customers.insight.enums import Goal, ObjectiveStatus, Segment, tone_of

LIVE_OBJECTIVE = (ObjectiveStatus.NEW, ObjectiveStatus.ON_TRACK, ObjectiveStatus.BEHIND)


class Objective(Versioned):
    """What is to be reached in a relationship, tied to one of its three goals, reviewed at meetings (C-02)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="objectives", db_index=False, verbose_name=_("customer")
    )
    goal = models.CharField(_("goal it serves"), max_length=12, choices=Goal.choices)
    text = models.CharField(_("objective"), max_length=200)
    measure = models.CharField(_("how we see that it is reached"), max_length=200, blank=True)
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=ObjectiveStatus.choices, default=ObjectiveStatus.NEW)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(goal__in=Goal.values), name="goal_is_known"),
            models.CheckConstraint(condition=Q(status__in=ObjectiveStatus.values), name="objective_status_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="an_objective_says_something"),
        ]
        indexes = [models.Index(fields=["relationship", "id"], name="objective_of_rel_idx")]

    def get_absolute_url(self) -> str:
        return reverse("insight:objectives", args=[self.relationship_id])

    def __str__(self) -> str:
        return self.text

    @property
    def tone(self) -> str:
        return tone_of(self.status)


class ObjectiveReview(models.Model):
    """How an objective stood when it was looked at, in a meeting or between them (C-02)."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="reviews", db_index=False)
    occurrence = models.ForeignKey(Occurrence, models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(_("state"), max_length=12, choices=ObjectiveStatus.choices)
    note = models.TextField(_("note"), blank=True)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("review of an objective")
        verbose_name_plural = _("reviews of objectives")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ObjectiveStatus.values), name="objective_review_status_is_known"
            )
        ]
        indexes = [models.Index(fields=["objective", "-at", "-id"], name="objective_review_idx")]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def tone(self) -> str:
        return tone_of(self.status)


class Profile(Versioned):
    """Which group a customer belongs to: captive or free to leave, how long it stays, when it is busy (C-29, C-38)."""

    relationship = models.OneToOneField(Relationship, models.CASCADE, primary_key=True, related_name="insight_profile")
    captive = models.BooleanField(
        _("captive market"), default=False,
        help_text=_("The users cannot go elsewhere, so that they stay even when unhappy: retention proves nothing."),
    )  # fmt: skip
    captive_reason = models.CharField(_("why they cannot leave"), max_length=200, blank=True)
    segment = models.CharField(_("segment"), max_length=8, choices=Segment.choices, blank=True)
    peak_months: "ArrayField[list[int], list[int]]" = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("busy months"), default=list, blank=True
    )
    season_note = models.CharField(_("what to prepare for"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("group of a customer")
        verbose_name_plural = _("groups of customers")
        constraints = [
            models.CheckConstraint(condition=Q(segment="") | Q(segment__in=Segment.values), name="segment_is_known"),
            models.CheckConstraint(
                condition=Q(captive=False) | ~Q(captive_reason=""), name="a_captive_market_has_its_reason",
                violation_error_message=_("Say why they cannot leave."),
            ),
            models.CheckConstraint(
                condition=Q(peak_months__contained_by=list(range(1, 13))), name="busy_months_are_months"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["relationship"], condition=Q(captive=True), name="captive_market_idx")]

    def __str__(self) -> str:
        return str(self.relationship)
