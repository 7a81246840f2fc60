"""Where promises appear: in the frame, and on the page of their relationship."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.actionitems.domain import action_items_of
from brm.actionitems.models import OPEN
from brm.core import clock
from brm.parties.models import Relationship
from brm.parties.panels import BUTTONS, TABS, Button, Tab
from brm.parties.places import keepers
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry

ON_TAB = 200


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """All promises, open ones first."""
    items = list(action_items_of(relationship).order_by("-due_on", "-id")[:ON_TAB])
    return {
        "open": sorted((item for item in items if item.status in OPEN), key=lambda item: (item.due_on, item.pk)),
        "closed": [item for item in items if item.status not in OPEN],
        "today": clock.today(),
    }


def new_url(relationship: Relationship) -> str:
    """The form for a promise on a relationship."""
    return f"{reverse('actionitems:new')}?relationship={relationship.pk}"


NAV.register(
    "actionitems",
    NavEntry("actionitems", _("Action items"), "checkbox", "actionitems:list", 25, section="", phone=True, keys="g a"),
)
ACTIONS.register(
    "actionitem",
    Action("actionitem", _("Add an action item"), "checkbox", "actionitems:new", 30, show=keepers, drawer=True),
)
TABS.register("actions", Tab("actions", _("Action items"), "checkbox", 40, "actionitems/tab.html", tab))
BUTTONS.register("actionitem", Button("actionitem", _("Action item"), "checkbox", new_url, order=200, drawer=True))
