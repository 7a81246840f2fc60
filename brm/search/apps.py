from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "brm.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from brm.core.changes import LISTENERS
        from brm.search import communications, kernel, risks  # noqa: F401 - their records become findable
        from brm.search.domain.index import refresh

        LISTENERS.register("search", refresh)
