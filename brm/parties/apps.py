from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    name = "brm.parties"
    verbose_name = _("Parties")

    def ready(self) -> None:
        from brm.parties import notices, places, receivers, sections  # noqa: F401 - their import plugs the parties in
