"""One customer judged for one half-year by seven questions (Q-10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Versioned
from brm.parties.models import Relationship
from customers.insight.models.factors import half_year_name
from customers.verdicts.enums import Ask, Light


class Verdict(Versioned):
    """The verdict of a half-year. ``light`` follows from the answers; nobody sets it by hand."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="verdicts", db_index=False, verbose_name=_("customer")
    )
    period_start = models.DateField(_("half-year from"))
    light = models.CharField(_("verdict"), max_length=8, choices=Light.choices, editable=False)
    comment = models.TextField(_("comment"), blank=True)
    given_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("satisfaction verdict")
        verbose_name_plural = _("satisfaction verdicts")
        ordering = ["-period_start", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "period_start"], name="one_verdict_per_customer_and_half_year",
                violation_error_message=_("This half-year is judged already; change the verdict."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__month__in=[1, 7], period_start__day=1),
                name="a_verdict_is_of_a_half_year",
            ),
            models.CheckConstraint(condition=Q(light__in=Light.values), name="verdict_light_is_known"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["-period_start", "-id"], name="verdict_period_idx")]

    def __str__(self) -> str:
        return half_year_name(self.period_start)

    def get_absolute_url(self) -> str:
        return reverse("verdicts:customer", args=[self.relationship_id])


class VerdictAnswer(models.Model):
    """The answer to one of the seven, with what it rests on and the figures of that day."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="answers", db_index=False)
    ask = models.CharField(_("question"), max_length=12, choices=Ask.choices)
    light = models.CharField(_("answer"), max_length=8, choices=Light.choices)
    evidence = models.CharField(_("what it rests on"), max_length=300, blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("answer of a verdict")
        verbose_name_plural = _("answers of a verdict")
        constraints = [
            models.UniqueConstraint(fields=["verdict", "ask"], name="each_of_the_seven_is_answered_once"),
            models.CheckConstraint(condition=Q(ask__in=Ask.values), name="verdict_question_is_known"),
            models.CheckConstraint(condition=Q(light__in=Light.values), name="verdict_answer_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_ask_display())
