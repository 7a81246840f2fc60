"""The addresses that get no mails, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.notifications.enums import SuppressionReason


class Suppression(models.Model):
    """An address we do not write to: it unsubscribed, mails came back, or an administrator stopped it."""

    address = models.EmailField(_("address"), max_length=254)
    reason = models.CharField(_("reason"), max_length=16, choices=SuppressionReason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    since = models.DateTimeField(_("since"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("stopped address")
        verbose_name_plural = _("stopped addresses")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                name="an_address_is_stopped_once",
                violation_error_message=_("Mails to this address are stopped already."),
            ),
            models.CheckConstraint(
                condition=Q(reason__in=SuppressionReason.values), name="suppression_reason_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.address
