from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "brm.matters"
    verbose_name = _("Matters")

    def ready(self) -> None:
        from brm.matters import receivers  # noqa: F401 - its import plugs the app in
