from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnsweringConfig(AppConfig):
    name = "surveys.answering"
    verbose_name = _("Answers")

    def ready(self) -> None:
        from surveys.answering import api, campaign_demo, demo, overview, places, receivers  # noqa: F401 - plugs answers in
