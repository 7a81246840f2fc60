from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "brm.catalogue"
    verbose_name = _("Service catalogue")

    def ready(self) -> None:
        from brm.catalogue import api, places  # noqa: F401 - their import plugs the catalogue in
