"""Closed periods, frozen: the same figures a year later."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock


class ClosedPeriod(models.Model):
    """A period nobody changes any more; reckoned again, its results are the same (INV-30)."""

    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    closed_at = models.DateTimeField(_("closed"), default=clock.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ["-first_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="a_closed_period_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["first_on", "last_on"], name="a_period_is_closed_once",
                violation_error_message=_("This period is closed already."),
            ),
        ]  # fmt: skip
        triggers = [pgtrigger.Protect(name="a_closed_period_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


class PeriodResult(models.Model):
    """One cell of a closed period: service, account, kind of respondent, factor; sums, so that cells add up.

    ``factor`` is empty for satisfaction as a whole. ``relationship_id`` is 0 for anonymous answers of several customers
    that are too few at each of them to be shown there (ruling 32).
    """

    period = models.ForeignKey(ClosedPeriod, models.CASCADE, related_name="results", db_index=False)
    relationship_id = models.BigIntegerField()
    service_id = models.BigIntegerField(null=True)
    respondent_kind = models.CharField(max_length=8)
    factor = models.CharField(max_length=14, blank=True)
    n = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    squares = models.DecimalField(max_digits=18, decimal_places=4)
    completed = models.PositiveIntegerField(default=0)
    csat_n = models.PositiveIntegerField(default=0)
    csat_top = models.PositiveIntegerField(default=0)
    promoters = models.PositiveIntegerField(default=0)
    detractors = models.PositiveIntegerField(default=0)
    nps_n = models.PositiveIntegerField(default=0)
    ces_n = models.PositiveIntegerField(default=0)
    ces_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    ces_squares = models.DecimalField(max_digits=18, decimal_places=4, default=0)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("result of a period")
        verbose_name_plural = _("results of periods")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "relationship_id", "service_id", "respondent_kind", "factor"],
                name="a_cell_of_a_period_stands_once", nulls_distinct=False,
            ),
        ]  # fmt: skip
        triggers = [pgtrigger.Protect(name="a_frozen_result_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.period_id} {self.relationship_id}"
