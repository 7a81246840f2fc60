from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttentionConfig(AppConfig):
    name = "brm.attention"
    verbose_name = _("Attention")

    def ready(self) -> None:
        from brm.attention import overview, receivers, rules  # noqa: F401 - their import plugs the app in
