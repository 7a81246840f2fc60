from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationsConfig(AppConfig):
    name = "brm.communications"
    verbose_name = _("Communications")

    def ready(self) -> None:
        from brm.communications import places, receivers, sections  # noqa: F401 - their import plugs communications in
