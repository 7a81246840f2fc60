"""Where complaints appear: in the frame, on the page of their customer, in the colours of their states."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.ladders import may_keep_ladders
from brm.accounts.models import User
from brm.parties.enums import Kind, Status
from brm.parties.models import Relationship
from brm.parties.panels import BUTTONS, PANELS, TABS, Button, Panel, Tab
from brm.ui import tones
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from brm.ui.places import ADMINISTRATION
from customers.complaints.domain.desk import at_a_glance, figures_of
from customers.complaints.domain.faces import hang_clocks
from customers.complaints.domain.guidance import next_step
from customers.complaints.views.base import insiders_only, keepers

CUSTOMER = frozenset({Kind.CUSTOMER})
ON_PANEL, ON_TAB = 4, 100


def panel(user: User, relationship: Relationship) -> dict[str, Any]:
    """What is open, the most urgent first; the year by path (C-04, C-15)."""
    rows = at_a_glance(relationship)[:ON_PANEL]
    return {"complaints": _dressed(list(rows)), "figures": figures_of(relationship)}


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """Every complaint of the customer, open ones first."""
    rows = _dressed(list(at_a_glance(relationship, closed=True)[:ON_TAB]))
    return {
        "open": [row for row in rows if row.is_open],
        "over": [row for row in rows if not row.is_open],
        "figures": figures_of(relationship),
    }


def _dressed(rows: list[Any]) -> list[Any]:
    hang_clocks(rows)
    for row in rows:
        row.step = next_step(row)
    return rows


def new_url(relationship: Relationship) -> str:
    """The form for a complaint of a customer."""
    return f"{reverse('complaints:new')}?relationship={relationship.pk}"


def is_living(user: User, relationship: Relationship) -> bool:
    """Whom we still serve, or did until lately."""
    return relationship.status != Status.ENDED


def ladder_keepers(user: Any) -> bool:
    """Administrators, who see no complaints but keep the ladders."""
    return bool(may_keep_ladders(user) and not user.keeps_relationships)


for _state, _tone in {
    "received": "red", "acknowledged": "orange", "assessed": "blue", "investigating": "blue",
    "answer_proposed": "purple", "decision_told": "teal", "refused": "red", "withdrawn": "grey", "merged": "grey",
}.items():  # fmt: skip
    tones.register(_state, _tone)

NAV.register(
    "complaints",
    NavEntry(
        "complaints", _("Complaints"), "message-report", "complaints:list", 32, show=insiders_only,
        section="service", keys="g o",
    ),
)  # fmt: skip
NAV.register(
    "ladders",
    NavEntry(
        "ladders", _("Escalation ladders"), "hierarchy", "complaints:ladders", 930, show=ladder_keepers,
        section=ADMINISTRATION,
    ),
)  # fmt: skip
ACTIONS.register(
    "complaint_new",
    Action("complaint_new", _("Write a complaint down"), "message-report", "complaints:new", 20, show=keepers),
)
PANELS.register("complaints", Panel("complaints", 15, "complaints/panel.html", panel, kinds=CUSTOMER))
TABS.register(
    "complaints",
    Tab("complaints", _("Complaints"), "message-report", 35, "complaints/tab.html", tab, kinds=CUSTOMER),
)
BUTTONS.register(
    "complaint",
    Button(
        "complaint", _("Complaint"), "message-report", new_url, order=150, kinds=CUSTOMER, show=is_living
    ),
)  # fmt: skip
