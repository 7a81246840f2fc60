from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerdictsConfig(AppConfig):
    name = "customers.verdicts"
    verbose_name = _("Satisfaction verdicts")

    def ready(self) -> None:
        from customers.verdicts import api, demo, places, receivers  # noqa: F401 - plugs verdicts in
