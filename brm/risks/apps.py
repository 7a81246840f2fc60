from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    name = "brm.risks"
    verbose_name = _("Risks")

    def ready(self) -> None:
        from brm.risks import places, receivers, sections  # noqa: F401 - their import plugs the app in
