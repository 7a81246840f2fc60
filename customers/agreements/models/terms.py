"""Clauses, measured terms, results per period, and the plans that a clause lays down."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.models import Term
from brm.communications.models import Plan
from brm.core.models import Timestamped, Versioned
from customers.agreements.enums import ClauseKind
from customers.agreements.models.agreements import ServiceAgreement


class AgreementClause(Versioned):
    """A numbered clause: regular communication, a penalty (of one side or of both), anything else."""

    agreement = models.ForeignKey(ServiceAgreement, models.CASCADE, related_name="clauses", db_index=False)
    number = models.CharField(_("clause"), max_length=20)
    kind = models.CharField(_("kind"), max_length=16, choices=ClauseKind.choices, default=ClauseKind.OTHER)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("wording"), blank=True)
    is_reciprocal = models.BooleanField(
        _("reciprocal"), default=False, help_text=_("A penalty that binds both sides alike.")
    )
    edition = models.PositiveSmallIntegerField(_("of version"), default=1, editable=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="a_clause_number_is_used_once",
                violation_error_message=_("There is a clause with this number already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=ClauseKind.values), name="clause_kind_is_known"),
            models.CheckConstraint(
                condition=Q(is_reciprocal=False) | Q(kind=ClauseKind.PENALTY),
                name="only_a_penalty_is_reciprocal",
                violation_error_message=_("Only a penalty clause can be reciprocal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class AgreementTerm(models.Model):
    """A promise of an agreement, 1-1 to its term in the kernel, with its clause and what breaking it costs."""

    term = models.OneToOneField(Term, models.CASCADE, primary_key=True, related_name="agreement_term")
    agreement = models.ForeignKey(ServiceAgreement, models.CASCADE, related_name="terms")
    clause = models.ForeignKey(
        AgreementClause, models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("clause")
    )
    penalty = models.DecimalField(_("penalty for each miss"), max_digits=14, decimal_places=2, null=True, blank=True)
    penalty_text = models.CharField(_("penalty in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("term of an agreement")
        verbose_name_plural = _("terms of agreements")
        ordering = ["term_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(penalty=None) | Q(penalty__gte=0),
                name="a_penalty_is_not_negative",
                violation_error_message=_("A penalty cannot be negative."),
            )
        ]

    def __str__(self) -> str:
        return str(self.term)


class TermResult(Versioned):
    """What was reached in one period, against the target of that time: kept, missed, or not known (R-19)."""

    term = models.ForeignKey(AgreementTerm, models.PROTECT, related_name="results", db_index=False)
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    value = models.DecimalField(_("reached"), max_digits=12, decimal_places=3, null=True, blank=True)
    cases = models.PositiveIntegerField(_("cases counted"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=3)
    is_kept = models.BooleanField(_("kept"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("service level result")
        verbose_name_plural = _("service level results")
        ordering = ["-period_from", "id"]
        constraints = [
            models.UniqueConstraint(fields=["term", "period_from"], name="one_result_per_term_and_period"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="a_period_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, is_kept__isnull=True) | Q(value__isnull=False, is_kept__isnull=False),
                name="kept_is_known_when_the_value_is",
            ),
        ]
        indexes = [models.Index(fields=["period_from"], condition=Q(is_kept=False), name="result_missed_idx")]

    def __str__(self) -> str:
        return f"{self.term} {self.period_from}"


class PlanClause(Timestamped):
    """That a communication plan fulfils a clause, and with which version of the agreement it agrees (C-05, INV-29)."""

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="clause")
    clause = models.ForeignKey(AgreementClause, models.PROTECT, related_name="plans", verbose_name=_("clause"))
    edition = models.PositiveSmallIntegerField(_("of version"))

    class Meta:
        verbose_name = _("plan of an agreement")
        verbose_name_plural = _("plans of agreements")
        ordering = ["plan_id"]

    def __str__(self) -> str:
        return f"{self.plan} · {self.clause}"
