"""An idea asked about before we invest: the survey, what it said, what we decided (Q-15)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Versioned
from customers.valueadded.models import ValueAddedService
from customers.verdicts.enums import Decision
from surveys.asking.models import Campaign


class NeedCheck(Versioned):
    """One improvement or offer idea, the campaign that asks about it, and the decision."""

    title = models.CharField(_("idea"), max_length=160)
    idea = models.TextField(_("what we think of doing, and for whom"))
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="need_checks", verbose_name=_("survey"),
    )  # fmt: skip
    value_added = models.ForeignKey(
        ValueAddedService, models.PROTECT, null=True, blank=True, related_name="need_checks",
        verbose_name=_("value-added service it is about"),
    )  # fmt: skip
    owner: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="need_checks", verbose_name=_("responsible")
    )
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True, editable=False)
    reason = models.TextField(_("why"), blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("need check")
        verbose_name_plural = _("need checks")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=["", *Decision.values]), name="need_decision_is_known"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & ~Q(reason="") & Q(decided_at__isnull=False)),
                name="a_decision_says_why",
                violation_error_message=_("Say why."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["owner", "-id"], name="need_check_owner_idx")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("verdicts:need", args=[self.pk])
