"""One budget of contacts per person, across all surveys and reminders; and who does not want to be asked."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.models import Contact


class Budget(models.Model):
    """How often one person may be asked, from a moment on. Never changed: a newer one follows it."""

    since = models.DateTimeField(_("since"), default=clock.now)
    cool_down_days = models.PositiveSmallIntegerField(_("days between two surveys"), default=30)
    yearly_most = models.PositiveSmallIntegerField(_("surveys a year at most"), default=6)
    complaint_hold = models.BooleanField(_("nobody is asked while a complaint of theirs is open"), default=True)
    hold_days = models.PositiveSmallIntegerField(_("wait at most (days), then leave out"), default=7)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("budget of contacts")
        verbose_name_plural = _("budgets of contacts")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cool_down_days__lte=365, yearly_most__range=(1, 52), hold_days__lte=60),
                name="a_budget_stays_within_a_year",
                violation_error_message=_(
                    "At most 365 days apart, 1 to 52 surveys a year, at most 60 days of waiting."
                ),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="a_budget_is_followed_not_changed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}"


class OptOut(models.Model):
    """Somebody does not want to be asked; ends when they say so."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="survey_opt_outs")
    at = models.DateTimeField(_("since"), default=clock.now)
    reason = models.CharField(_("what they said"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish not to be asked")
        verbose_name_plural = _("wishes not to be asked")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at=None), name="somebody_opts_out_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.contact)
