"""The eight critical success factors, scored once a half-year (C-23)."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Versioned
from brm.parties.models import Relationship
from customers.insight.enums import Factor


class FactorScoring(Versioned):
    """One customer scored on the eight factors for one half-year (C-23)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="factor_scorings", db_index=False, verbose_name=_("customer")
    )
    period_start = models.DateField(_("half-year from"))
    comment = models.TextField(_("comment"), blank=True)
    scored_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("scored by")
    )
    scored_at = models.DateTimeField(_("scored"))

    class Meta:
        verbose_name = _("scoring of the success factors")
        verbose_name_plural = _("scorings of the success factors")
        ordering = ["-period_start", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "period_start"], name="one_scoring_per_customer_and_half_year",
                violation_error_message=_("This half-year is scored already; change the scores."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__month__in=[1, 7], period_start__day=1),
                name="a_half_year_begins_in_january_or_july",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return half_year_name(self.period_start)


class FactorScore(models.Model):
    """The score of one factor, 1 to 5, with what it rests on."""

    scoring = models.ForeignKey(FactorScoring, models.CASCADE, related_name="scores", db_index=False)
    factor = models.CharField(_("factor"), max_length=16, choices=Factor.choices)
    score = models.PositiveSmallIntegerField(_("score"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    evidence = models.CharField(_("what it rests on"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("score of a factor")
        verbose_name_plural = _("scores of factors")
        constraints = [
            models.UniqueConstraint(fields=["scoring", "factor"], name="a_factor_is_scored_once"),
            models.CheckConstraint(condition=Q(factor__in=Factor.values), name="factor_is_known"),
            models.CheckConstraint(
                condition=Q(score__range=(1, 5)), name="a_factor_is_scored_one_to_five",
                violation_error_message=_("Scores are from 1 to 5."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_factor_display()}: {self.score}"


def half_year_of(day: date) -> date:
    """The first day of the half-year a day lies in."""
    return day.replace(month=1 if day.month < 7 else 7, day=1)


def half_year_name(start: date) -> str:
    """2026 H1."""
    return f"{start.year} H{1 if start.month == 1 else 2}"
