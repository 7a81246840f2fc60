"""Registering what the notifications bring to the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "brm.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from brm.accounts.domain import deputies, invitations, security  # noqa: F401 - they register letters
        from brm.notifications.domain import carrying, digests, outbox, suppressions  # noqa: F401 - they register

        carrying.carry_letters()
