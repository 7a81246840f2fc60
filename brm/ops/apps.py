import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "brm.ops"
    verbose_name = _("Operation")

    def ready(self) -> None:
        """The queue is connected wherever Django runs; everything below only names tasks."""
        from brm import celery

        celery.app.set_default()
        gc.freeze()
        gc.enable()
