from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "customers.agreements"
    verbose_name = _("Service agreements")

    def ready(self) -> None:
        from customers.agreements import receivers  # noqa: F401 - its import plugs agreements in
