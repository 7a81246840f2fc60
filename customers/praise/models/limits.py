"""How soon a customer who praised is thanked, as it is from a moment on ([D], 4.6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import LimitInForce


class LimitName(models.TextChoices):
    """Everything about praise that has a limit."""

    THANK = "thank", _("Thanking the customer")


class PraiseLimit(LimitInForce):
    """A limit of praise as it is from a moment on."""

    name = models.CharField(_("limit"), max_length=16, choices=LimitName.choices, default=LimitName.THANK)

    class Meta(LimitInForce.Meta):
        abstract = False
        verbose_name = _("time limit of praise")
        verbose_name_plural = _("time limits of praise")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                name="a_limit_of_praise_changes_once_at_a_moment",
                violation_error_message=_("This limit already changes at that moment."),
            ),
            models.CheckConstraint(condition=Q(name__in=LimitName.values), name="praise_limit_is_known"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="a_limit_of_praise_is_above_zero"),
        ]
