from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "surveys.results"
    verbose_name = _("Survey results")

    def ready(self) -> None:
        from surveys.results import api, demo, places, receivers  # noqa: F401 - plugs results in
