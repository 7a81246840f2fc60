"""How each relationship stands now and stood before, and what each signal weighed at the time."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.enums import Standing as Word
from brm.parties.models import Relationship


class Weighting(models.Model):
    """What each signal weighs and where the bands begin, from a moment on. Never changed: a newer one follows it."""

    since = models.DateTimeField(_("since"), default=clock.now)
    weights = models.JSONField(_("weights"), default=dict)
    well_from = models.PositiveSmallIntegerField(_("well from"), default=75)
    fair_from = models.PositiveSmallIntegerField(_("to be watched from"), default=50)
    coverage_from = models.PositiveSmallIntegerField(_("say nothing below a coverage of"), default=40)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("weighting of health")
        verbose_name_plural = _("weightings of health")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fair_from__lt=F("well_from"), well_from__lte=100, coverage_from__lte=100),
                name="bands_of_health_follow_one_another",
                violation_error_message=_("“Well” begins above “watch”, and nothing goes beyond 100."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="a_weighting_is_followed_not_changed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}"

    def band(self, score: int | None) -> Word:
        """The word for a score."""
        if score is None:
            return Word.UNKNOWN
        return Word.WELL if score >= self.well_from else Word.FAIR if score >= self.fair_from else Word.POOR


class Standing(models.Model):
    """How a relationship stands: a score out of what is known, how much of it is known, and how old that is.

    ``readings`` keeps what each signal said: name, value, n, as_of, reason and its figures.
    """

    relationship = models.OneToOneField(Relationship, models.CASCADE, primary_key=True, related_name="standing")
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    coverage = models.PositiveSmallIntegerField(_("coverage"), default=0)
    oldest_at = models.DateTimeField(_("oldest reading"), null=True)
    readings = models.JSONField(default=list)
    reckoned_at = models.DateTimeField(_("reckoned"))
    weighting = models.ForeignKey(Weighting, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.CheckConstraint(
                condition=(Q(score=None) | Q(score__range=(0, 100))) & Q(coverage__range=(0, 100)),
                name="a_standing_is_zero_to_a_hundred",
            )
        ]

    def __str__(self) -> str:
        return f"{self.relationship_id}: {self.score}"


class StandingDay(models.Model):
    """How a relationship stood from a day on, kept for each day on which it changed."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="standing_days", db_index=False)
    on = models.DateField(_("day"))
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    coverage = models.PositiveSmallIntegerField(_("coverage"), default=0)
    readings = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("standing of a day")
        verbose_name_plural = _("standings of days")
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["relationship", "on"], name="a_relationship_stands_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.relationship_id} {self.on}: {self.score}"


class Mark(models.Model):
    """Up to which line of history the changes were reckoned in."""

    name = models.CharField(max_length=20, primary_key=True)
    event = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("mark in the history")
        verbose_name_plural = _("marks in the history")

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"
