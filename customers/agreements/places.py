"""Where agreements appear in the frame, on the pages of customers, and on the pages of services."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import undecided_risks
from brm.catalogue.models import Service
from brm.catalogue.panels import SERVICE_PANELS, ServicePanel
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.ui import tones
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from customers.agreements.domain.queries import (
    agreements_of,
    current_agreement,
    customers_with,
    present_terms,
    services_covered,
    yearly_value,
)
from customers.agreements.views.agreements import sees_values

CUSTOMERS = frozenset({Kind.CUSTOMER})
MOST_TERMS = 12


def agreements(user: User, relationship: Relationship) -> dict[str, Any]:
    """Its agreements, what is promised in the one in force, what it is worth a year (C-37)."""
    current = current_agreement(relationship)
    return {
        "agreements": list(agreements_of(relationship).prefetch_related("services")),
        "terms": list(present_terms(current)[:MOST_TERMS]) if current else [],
        "value": yearly_value([relationship]).get(relationship.pk, {}),
        "undecided": undecided_risks(relationship, services_covered(relationship)),
    }


def of_service(user: User, service: Service) -> dict[str, Any]:
    """The customers that have a service, and how many more there are."""
    rows, hidden = customers_with(user, service)
    return {"agreements": rows, "hidden": hidden}


for _state, _tone in (
    ("agreed", "blue"), ("expiring", "yellow"), ("renewed", "teal"), ("expired", "grey"), ("terminated", "red"),
    ("claimed", "red"), ("contested", "orange"), ("settled", "grey"),
):  # fmt: skip
    tones.register(_state, _tone)
NAV.register(
    "agreements",
    NavEntry(
        "agreements", _("Service agreements"), "certificate", "agreements:agreements", 36, show=keepers,
        section="service", keys="g e",
        active_for=("agreements:agreements", "agreements:agreement", "agreements:new", "agreements:edit"),
    ),
)  # fmt: skip
NAV.register(
    "values",
    NavEntry(
        "values", _("Account values"), "coins", "agreements:values", 37, show=sees_values, section="service",
        active_for=("agreements:values",),
    ),
)  # fmt: skip
NAV.register(
    "penalties",
    NavEntry(
        "penalties", _("Penalties"), "gavel", "agreements:penalties", 39, show=keepers, section="service",
        active_for=("agreements:penalties", "agreements:penalty"),
    ),
)  # fmt: skip
ACTIONS.register(
    "agreement_new",
    Action("agreement_new", _("New agreement"), "certificate", "agreements:new", 70, show=keepers),
)
TABS.register(
    "agreements",
    Tab(
        "agreements", _("Agreements"), "certificate", 25, "agreements/panels/tab.html", agreements, kinds=CUSTOMERS
    ),
)  # fmt: skip
SERVICE_PANELS.register("agreements", ServicePanel("agreements", "agreements/panels/service.html", of_service))
