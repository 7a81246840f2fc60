"""Where praise appears in the frame and on the page of a customer."""

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
from customers.praise.domain.queries import praise_of

CUSTOMERS = frozenset({Kind.CUSTOMER})
ON_TAB = 50


def readers(user: Any) -> bool:
    """Our own people who keep no relationships: they read the wall."""
    return bool(user.is_insider and not user.keeps_relationships)


def new_url(relationship: Relationship) -> str:
    """The form for praise by a customer."""
    return f"{reverse('praise:new')}?relationship={relationship.pk}"


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The praise of one customer, the latest first."""
    rows = list(praise_of(relationship)[: ON_TAB + 1])
    return {"praise": rows[:ON_TAB], "more": len(rows) > ON_TAB, "new_url": new_url(relationship)}


tones.register("recorded", "yellow")
for _state in ("verified", "published", "shared"):
    tones.register(_state, "green")

NAV.register(
    "praise",
    NavEntry("praise", _("Praise"), "trophy", "praise:list", 44, show=keepers, section="service", keys="g w"),
)
NAV.register(
    "praise_wall",
    NavEntry("praise_wall", _("Wall of praise"), "trophy", "praise:wall", 44, show=readers, section="service"),
)
ACTIONS.register("praise_new", Action("praise_new", _("Record praise"), "trophy", "praise:new", 50, show=keepers))
TABS.register("praise", Tab("praise", _("Praise"), "trophy", 56, "praise/tab.html", tab, kinds=CUSTOMERS))
BUTTONS.register(
    "praise",
    Button(
        "praise", _("Praise"), "trophy", new_url, 130, kinds=CUSTOMERS,
        show=lambda user, relationship: relationship.status != Status.ENDED,
    ),
)  # fmt: skip
