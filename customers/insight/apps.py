from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "customers.insight"
    verbose_name = _("Knowing the customer")

    def ready(self) -> None:
        from customers.insight import demo, places, receivers, search  # noqa: F401 - their import plugs the app in
