from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PraiseConfig(AppConfig):
    name = "customers.praise"
    verbose_name = _("Praise")

    def ready(self) -> None:
        from customers.praise import api, demo, importers, overview, places, receivers  # noqa: F401 - plugs praise in
