from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PraiseConfig(AppConfig):
    name = "customers.praise"
    verbose_name = _("Praise")

    def ready(self) -> None:
        from customers.praise import (  # noqa: F401 - plugs praise in
            api,
            demo,
            from_feedback,
            importers,
            overview,
            places,
            receivers,
        )
