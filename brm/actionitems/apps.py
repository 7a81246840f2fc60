from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionitemsConfig(AppConfig):
    name = "brm.actionitems"
    verbose_name = _("Action items")

    def ready(self) -> None:
        from brm.actionitems import receivers  # noqa: F401 - its import plugs the app in
