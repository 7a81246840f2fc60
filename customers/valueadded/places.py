"""Where value-added services appear in the frame and on the page of a customer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.enums import Kind, Status
from brm.parties.models import Relationship
from brm.parties.panels import BUTTONS, TABS, Button, Tab
from brm.parties.places import keepers
from brm.ui import tones
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from customers.valueadded.domain.queries import value_added_of

CUSTOMERS = frozenset({Kind.CUSTOMER})
ON_TAB = 50


def new_url(relationship: Relationship) -> str:
    """The form that proposes one for a customer."""
    return f"{reverse('valueadded:new')}?relationship={relationship.pk}"


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The value-added services of one customer, the latest first."""
    rows = list(value_added_of(relationship)[: ON_TAB + 1])
    return {"services": rows[:ON_TAB], "more": len(rows) > ON_TAB, "new_url": new_url(relationship)}


for _state in ("delivered", "evaluated", "converted"):
    tones.register(_state, "green")

NAV.register(
    "value_added",
    NavEntry("value_added", _("Value-added services"), "gift", "valueadded:list", 46, show=keepers, section="service"),
)
ACTIONS.register(
    "value_added_new",
    Action("value_added_new", _("Propose a value-added service"), "gift", "valueadded:new", 55, show=keepers),
)
TABS.register(
    "value_added",
    Tab("value_added", _("Value-added services"), "gift", 58, "valueadded/tab.html", tab, kinds=CUSTOMERS),
)
BUTTONS.register(
    "value_added",
    Button(
        "value_added", _("Value-added service"), "gift", new_url, 140, kinds=CUSTOMERS,
        show=lambda user, relationship: relationship.status != Status.ENDED,
    ),
)  # fmt: skip
