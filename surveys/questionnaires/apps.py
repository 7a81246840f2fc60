from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    name = "surveys.questionnaires"
    verbose_name = _("Questionnaires")

    def ready(self) -> None:
        from surveys.questionnaires import api, places, receivers  # noqa: F401 - plugs questionnaires in
