from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimelineConfig(AppConfig):
    name = "brm.timeline"
    verbose_name = _("Timeline")

    def ready(self) -> None:
        from brm.timeline import bulk, places, receivers  # noqa: F401 - their import plugs the app in
