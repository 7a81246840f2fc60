from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "brm.imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from brm.imports import places  # noqa: F401 - imports get their place in the frame
        from brm.imports.domain import applying, forgetting, undoing, uploads  # noqa: F401 - plugged in by import
        from brm.imports.parties import subjects  # noqa: F401 - the kernel's kinds are registered
