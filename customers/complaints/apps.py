from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "customers.complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        from customers.complaints import (  # noqa: F401 - they plug complaints in
            demo,
            from_feedback,
            importers,
            places,
            receivers,
            search,
            surveyed,
        )
