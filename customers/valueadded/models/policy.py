"""What leads decide about value-added services, from a moment on; what held before stays readable (C-21, C-22)."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.enums import Tier


class ValuePolicy(models.Model):
    """After how many months without one, and for which tiers, we are reminded; how much one may usually cost."""

    since = models.DateTimeField(_("holds from"))
    months = models.PositiveSmallIntegerField(
        _("months without one"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    tiers: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=1, choices=Tier.choices), verbose_name=_("tiers"), default=list
    )
    cost_limit = models.DecimalField(
        _("usual limit of cost"), max_digits=14, decimal_places=2, default=Decimal(5000),
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    set_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("rules for value-added services")
        verbose_name_plural = _("rules for value-added services")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="months_without_are_one_to_sixty"),
            models.CheckConstraint(condition=Q(cost_limit__gte=0), name="usual_limit_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.months} · {', '.join(self.tiers)}"
