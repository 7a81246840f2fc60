from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "surveys.feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from surveys.feedback import api, demo, places, receivers  # noqa: F401 - plugs feedback in
