from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InboundConfig(AppConfig):
    name = "brm.inbound"
    verbose_name = _("Inbound mail")

    def ready(self) -> None:
        from brm.inbound import places  # noqa: F401 - its import plugs the app in
        from brm.inbound.domain import carrying, deciding, telling  # noqa: F401 - they register
