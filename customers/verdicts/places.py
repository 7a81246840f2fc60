"""Where verdicts appear: in the frame and on the page of a customer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from customers.verdicts.views.customers import summary_of
from surveys.questionnaires.places import SECTION

PAGES = (
    "list", "levels", "customer", "give", "level", "needs", "need_new", "need", "need_edit", "need_decide",
)  # fmt: skip


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The verdicts of one customer."""
    return summary_of(relationship)


for decision, tone in (("build", "green"), ("change", "blue"), ("drop", "grey"), ("amber", "yellow")):
    tones.register(decision, tone)
NAV.register(
    "verdicts",
    NavEntry(
        "verdicts", _("Verdicts"), "gavel", "verdicts:list", 66, show=keepers, section=SECTION,
        active_for=tuple(f"verdicts:{name}" for name in PAGES),
    ),
)  # fmt: skip
TABS.register(
    "verdicts", Tab("verdicts", _("Verdict"), "gavel", 58, "verdicts/tab.html", tab, kinds=frozenset({Kind.CUSTOMER}))
)
