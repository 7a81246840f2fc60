"""Where customers appear in the frame."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from customers.domain.queries import latest_service_events, totals_by_site, totals_for

SITES_SHOWN = 30


def service_events(user: User, relationship: Relationship) -> dict[str, Any]:
    """Totals of the customer and of each site, and the latest events."""
    by_site = totals_by_site(relationship)
    return {
        "totals": totals_for(relationship),
        "by_site": by_site[:SITES_SHOWN],
        "more_sites": max(0, len(by_site) - SITES_SHOWN),
        "events": latest_service_events(relationship),
    }


NAV.register(
    "customers",
    NavEntry(
        "customers",
        _("Customers"),
        "building-community",
        "customers:list",
        30,
        show=keepers,
        section="relationships",
        phone=True,
        keys="g c",
    ),
)
ACTIONS.register(
    "customers_new", Action("customers_new", _("New customer"), "building-community", "customers:new", 80, show=keepers)
)
TABS.register(
    "service_events",
    Tab(
        "service_events", _("Service events"), "ticket", 60, "customers/tab.html", service_events,
        kinds=frozenset({Kind.CUSTOMER}),
    ),
)  # fmt: skip
