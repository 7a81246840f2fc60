from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AskingConfig(AppConfig):
    name = "surveys.asking"
    verbose_name = _("Asking customers")

    def ready(self) -> None:
        from surveys.asking import api, campaign_api, places, receivers  # noqa: F401 - plugs asking in
