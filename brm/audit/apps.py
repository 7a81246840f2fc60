from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "brm.audit"
    verbose_name = _("History")

    def ready(self) -> None:
        """Calendars lie below the history and are taken up by it."""
        from brm.audit import calendars  # noqa: F401 - importing registers
