from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from brm.ui.navigation import USER_MENU, NavEntry


class ApiConfig(AppConfig):
    name = "brm.api"
    verbose_name = _("API")

    def ready(self) -> None:
        USER_MENU.register(
            "tokens",
            NavEntry("tokens", _("API tokens"), "key", "api:tokens", 60, show=lambda user: user.is_insider),
        )
