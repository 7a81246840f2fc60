from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "brm.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from brm.accounts.domain import bootstrap, deputies, ladders, own_data, people, words  # noqa: F401 - they register
