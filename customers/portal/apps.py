from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "customers.portal"
    verbose_name = _("Customer portal")

    def ready(self) -> None:
        from customers.portal import places  # noqa: F401 - its import plugs the portal in
