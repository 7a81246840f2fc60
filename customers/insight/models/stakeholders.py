"""Stakeholders: how each is engaged, which of their concerns were addressed, what their changing needs mean."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Channel
from brm.communications.models import NeedHeard, Occurrence
from brm.core import clock
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Contact, Relationship
from customers.insight.enums import Concern, SignalImpact, Stance, tone_of
from customers.insight.models.points import ContactPoint


class Engagement(Versioned):
    """The communication plan for one stakeholder: stance, who of us, how, how often, where to complain (G-42, G-44)."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="engagements", db_index=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="engagements", verbose_name=_("stakeholder"))
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, default=Stance.NEUTRAL)
    aim = models.TextField(_("what we want to reach with them"), blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, blank=True)
    every_days = models.PositiveSmallIntegerField(
        _("at least every (days)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    keeper: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="engagements",
        verbose_name=_("who of us"),
    )  # fmt: skip
    complaint_point = models.ForeignKey(
        ContactPoint, models.PROTECT, null=True, blank=True, related_name="engagements",
        verbose_name=_("where they complain"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("planned engagement")
        verbose_name_plural = _("planned engagements")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="stance_is_known"),
            models.CheckConstraint(
                condition=Q(channel="") | Q(channel__in=Channel.values), name="engagement_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(every_days=None) | Q(every_days__range=(1, 366)),
                name="a_stakeholder_is_spoken_with_within_a_year",
            ),
            models.UniqueConstraint(
                fields=["relationship", "contact"], name="a_stakeholder_has_one_plan_per_relationship"
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)

    @property
    def tone(self) -> str:
        return tone_of(self.stance)


class ConcernAddressed(models.Model):
    """That a concern of a person's persona was spoken about: in which meeting, or between them (C-31)."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="concerns", db_index=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="concerns")
    concern = models.CharField(_("concern"), max_length=16, choices=Concern.choices)
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, null=True, blank=True, related_name="concerns")
    note = models.CharField(_("what was said"), max_length=300, blank=True)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("concern addressed")
        verbose_name_plural = _("concerns addressed")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(concern__in=Concern.values), name="concern_is_known"),
            models.UniqueConstraint(
                fields=["occurrence", "contact", "concern"], condition=Q(occurrence__isnull=False),
                name="a_concern_is_addressed_once_per_meeting_and_person",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["relationship", "contact", "concern", "-at"], name="concern_of_person_idx")]

    def __str__(self) -> str:
        return str(self.get_concern_display())


class SignalReview(Timestamped):
    """What a changed need means for us, judged by somebody who looked at it (C-30)."""

    need = models.OneToOneField(NeedHeard, models.CASCADE, primary_key=True, related_name="review")
    impact = models.CharField(_("impact"), max_length=8, choices=SignalImpact.choices)
    consequence = models.TextField(_("what we do about it"), blank=True)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("judged signal")
        verbose_name_plural = _("judged signals")
        constraints = [
            models.CheckConstraint(condition=Q(impact__in=SignalImpact.values), name="signal_impact_is_known"),
            models.CheckConstraint(
                condition=~Q(impact=SignalImpact.HIGH) | ~Q(consequence=""),
                name="a_signal_of_high_impact_has_a_consequence",
                violation_error_message=_("A signal of high impact needs an answer: say what we do about it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_impact_display())

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.need.relationship_id
