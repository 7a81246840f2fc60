from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThirdpartyConfig(AppConfig):
    name = "thirdparty"
    verbose_name = _("Third parties")

    def ready(self) -> None:
        from thirdparty import places, receivers  # noqa: F401 - their import plugs the role in
