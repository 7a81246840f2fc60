"""Where the catalogue appears in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.audit import words
from brm.catalogue.domain.queries import catalogue_for
from brm.ui.navigation import NAV, NavEntry
from brm.ui.pages import insiders_only

NAV.register(
    "catalogue",
    NavEntry(
        "catalogue", _("Service catalogue"), "book", "catalogue:services", 38, show=insiders_only,
        section="relationships", active_for=("catalogue:services", "catalogue:service"),
    ),
)  # fmt: skip
words.readable("catalogue.service", catalogue_for)
