from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionitemsConfig(AppConfig):
    name = "brm.actionitems"
    verbose_name = _("Action items")

    def ready(self) -> None:
        from brm.actionitems import overview, places, receivers, sections  # noqa: F401 - their import plugs the app in
