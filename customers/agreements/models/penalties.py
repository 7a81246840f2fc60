"""Penalties claimed under an agreement, by either side (R-19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Versioned
from customers.agreements.enums import PenaltySide, PenaltyStatus
from customers.agreements.models.agreements import ServiceAgreement
from customers.agreements.models.terms import AgreementClause, TermResult


class PenaltyEvent(Versioned):
    """A penalty clause was triggered: who pays how much, why, and how it ended (4.5)."""

    agreement = models.ForeignKey(
        ServiceAgreement, models.PROTECT, related_name="penalties", verbose_name=_("agreement")
    )
    clause = models.ForeignKey(
        AgreementClause, models.PROTECT, related_name="penalties", verbose_name=_("penalty clause")
    )
    result = models.ForeignKey(
        TermResult, models.PROTECT, null=True, blank=True, related_name="penalties", verbose_name=_("missed result")
    )
    side = models.CharField(_("who pays"), max_length=8, choices=PenaltySide.choices, default=PenaltySide.OURS)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    cause = models.TextField(_("cause"))
    occurred_on = models.DateField(_("occurred on"))
    status = models.CharField(_("state"), max_length=12, choices=PenaltyStatus.choices, default=PenaltyStatus.CLAIMED)
    contest_reason = models.TextField(_("why contested"), blank=True)
    settled_amount = models.DecimalField(_("settled at"), max_digits=14, decimal_places=2, null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("penalty event")
        verbose_name_plural = _("penalty events")
        ordering = ["-occurred_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PenaltyStatus.values), name="penalty_status_is_known"),
            models.CheckConstraint(condition=Q(side__in=PenaltySide.values), name="penalty_side_is_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_penalty_has_an_amount",
                violation_error_message=_("Give an amount above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(cause=""),
                name="a_penalty_has_a_cause",
                violation_error_message=_("Say what caused the penalty."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PenaltyStatus.CONTESTED) | ~Q(contest_reason=""),
                name="a_contested_penalty_says_why",
                violation_error_message=_("Say why the penalty is contested."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PenaltyStatus.SETTLED)
                | Q(settled_amount__gte=0, settled_on__isnull=False, settled_amount__isnull=False),
                name="a_settled_penalty_says_at_how_much_and_when",
                violation_error_message=_("Say at how much the penalty was settled, and when."),
            ),
        ]
        indexes = [
            models.Index(fields=["occurred_on", "id"], name="penalty_sort_idx"),
            models.Index(fields=["agreement"], condition=Q(status=PenaltyStatus.CLAIMED), name="penalty_claimed_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} · {self.cause[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:penalty", args=[self.pk])
