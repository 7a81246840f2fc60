from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        from customers import demo, importers, places, receivers, search  # noqa: F401 - their import plugs the role in
        from customers.overview import (  # noqa: F401 - their import puts them on the first page
            agreements,
            complaints,
            dossier,
            events,
            praise,
            service_events,
            surveys,
            today,
            valueadded,
        )
