from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "brm.documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from brm.documents import places, receivers, sections  # noqa: F401 - their import plugs the app in
