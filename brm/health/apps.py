"""How a relationship stands, reckoned from signals that say what they rest on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    name = "brm.health"
    verbose_name = _("Health")

    def ready(self) -> None:
        from brm.health import overview, places, receivers, sections  # noqa: F401 - their import plugs health in
