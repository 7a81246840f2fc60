from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "brm.ui"
    verbose_name = _("Interface")

    def ready(self) -> None:
        from brm.ui import places  # noqa: F401 - its import names the places below
