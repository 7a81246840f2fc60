from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "customers.agreements"
    verbose_name = _("Service agreements")

    def ready(self) -> None:
        from customers.agreements import api, demo, importers, places, receivers, search  # noqa: F401 - their import plugs in
