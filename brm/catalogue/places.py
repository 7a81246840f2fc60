"""Where the catalogue appears in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.audit import words
from brm.catalogue.domain.keeping import VIEW_FACTS
from brm.catalogue.domain.queries import catalogue_for, category_names, service_names
from brm.catalogue.enums import Audience
from brm.ui.navigation import NAV, NavEntry
from brm.ui.pages import insiders_only

NAV.register(
    "catalogue",
    NavEntry(
        "catalogue", _("Service catalogue"), "book", "catalogue:services", 38, show=insiders_only,
        section="service", active_for=("catalogue:services", "catalogue:service"),
    ),
)  # fmt: skip
words.readable("catalogue.service", catalogue_for)
words.names("catalogue.servicecategory", category_names)
words.names("catalogue.service", service_names)
for _audience, _label in Audience.choices:
    for _part in ("", *(f"_{name}" for name in VIEW_FACTS)):
        words.word(f"view_{_audience}{_part}", _label)
