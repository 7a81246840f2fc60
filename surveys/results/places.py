"""Where results appear: in the frame and on the page of a customer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.ui.navigation import NAV, NavEntry
from brm.ui.places import ADMINISTRATION
from surveys.asking.places import configurers
from surveys.questionnaires.places import SECTION
from surveys.results.domain.counting import Scope
from surveys.results.domain.figures import results_of
from surveys.results.domain.gaps import gap_limit
from surveys.results.domain.periods import present
from surveys.results.showing import chart_of, lines_of, sides_of


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """How content the users and the people of one customer are this half-year, by service and factor."""
    results = results_of(present(6), Scope(relationship_id=relationship.pk))
    return {
        "results": results, "sides": sides_of(results, ""), "gap": results.now.gap, "limit": gap_limit(),
        "chart": chart_of(results), "services": lines_of(results.services),
        "factors": lines_of(list(results.factors.values())),
        "has_any": any(pair.n or pair.user.invited or pair.customer.invited for _period, pair in results.trend),
    }  # fmt: skip


NAV.register(
    "results",
    NavEntry(
        "results", _("Results"), "chart-bar", "results:results", 64, show=keepers, section=SECTION,
        active_for=("results:results", "results:coverage", "results:periods", "results:recheck", "results:gap"),
    ),
)  # fmt: skip
NAV.register(
    "survey_gap",
    NavEntry(
        "survey_gap", _("Users and customers apart"), "scale", "results:gap", 936, show=configurers,
        section=ADMINISTRATION,
    ),
)  # fmt: skip
TABS.register(
    "satisfaction",
    Tab("satisfaction", _("Satisfaction"), "mood-smile", 56, "results/tab.html", tab, kinds=frozenset({Kind.CUSTOMER})),
)
