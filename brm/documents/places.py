"""Where documents appear: in the frame, and on the page of their relationship."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.documents.domain import documents_kept_with
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.ui.navigation import NAV, NavEntry

ON_TAB = 200


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The documents of a relationship, newest first."""
    found = list(documents_kept_with(relationship)[: ON_TAB + 1])
    return {"documents": found[:ON_TAB], "more": len(found) > ON_TAB}


NAV.register(
    "documents",
    NavEntry("documents", _("Documents"), "paperclip", "documents:list", 70, show=keepers, section="relationships"),
)
TABS.register("documents", Tab("documents", _("Documents"), "paperclip", 50, "documents/tab.html", tab))
