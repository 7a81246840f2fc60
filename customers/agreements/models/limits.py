"""How long before its end an agreement asks for its renewal, as it is from a moment on ([D], 4.6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.calendars.enums import Unit
from customers.models import LimitInForce


class WarningName(models.TextChoices):
    """The warnings before the end, in their order."""

    FIRST = "warn_1", _("First warning")
    SECOND = "warn_2", _("Second warning")
    LAST = "warn_3", _("Last warning, to the leads too")


class AgreementLimit(LimitInForce):
    """So many days before the end a warning goes out, from a moment on."""

    name = models.CharField(_("warning"), max_length=16, choices=WarningName.choices)

    class Meta(LimitInForce.Meta):
        abstract = False
        verbose_name = _("warning before the end of agreements")
        verbose_name_plural = _("warnings before the end of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                name="a_warning_changes_once_at_a_moment",
                violation_error_message=_("This limit already changes at that moment."),
            ),
            models.CheckConstraint(condition=Q(name__in=WarningName.values), name="agreement_warning_is_known"),
            models.CheckConstraint(
                condition=Q(amount__gte=1, unit=Unit.DAYS), name="a_warning_is_so_many_days_before_the_end"
            ),
        ]
