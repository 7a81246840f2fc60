from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ValueAddedConfig(AppConfig):
    name = "customers.valueadded"
    verbose_name = _("Value-added services")

    def ready(self) -> None:
        from customers.valueadded import api, demo, places, receivers  # noqa: F401 - plugs value-added services in
