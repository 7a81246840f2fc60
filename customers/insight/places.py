"""Where the knowledge about customers appears: in the frame, on their pages, in the brief of a meeting."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.models import Occurrence
from brm.communications.panels import BRIEFS, BriefPanel
from brm.core import clock
from brm.matters.models import MatterKind
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.search.kernel import MATTER_PAGES
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from customers.insight.domain.brief import brief_for, summary_of
from customers.insight.models.factors import half_year_name, half_year_of
from customers.insight.views.stakeholders import map_context

PAGES = (
    "hub", "stakeholders", "stakeholder", "factors", "factors_score", "objectives", "objective_new", "objective_edit",
    "objective_review", "points", "point_new", "point", "enquiry_new", "enquiries", "enquiry", "group",
    "expectations", "expectation_new", "expectation", "expectation_edit", "expectation_meet", "expectation_miss",
    "signals", "signal", "difficulties", "difficulty_new", "difficulty", "difficulty_edit", "difficulty_work",
    "difficulty_solve", "difficulty_accept", "events", "event_new", "event", "event_edit", "event_solve",
    "event_review", "event_conflict", "event_link",
)  # fmt: skip


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """What is known of one customer on one page."""
    now = half_year_name(half_year_of(clock.today()))
    return map_context(user, relationship) | summary_of(relationship) | {"now": now}


def brief(user: User, meeting: Occurrence, people: Sequence[Contact]) -> dict[str, Any] | None:
    """What one must know of a customer before meeting them (C-02, C-31, C-32); nothing of others."""
    if meeting.relationship.kind != Kind.CUSTOMER:
        return None
    return brief_for(meeting, people)


NAV.register(
    "insight",
    NavEntry(
        "insight", _("Knowing customers"), "bulb", "insight:hub", 45, show=keepers, section="service",
        active_for=tuple(f"insight:{name}" for name in PAGES),
    ),
)  # fmt: skip
ACTIONS.register(
    "major_event",
    Action("major_event", _("Report a major event"), "alert-octagon", "insight:event_new", 60, show=keepers),
)
TABS.register(
    "insight", Tab("insight", _("Knowing them"), "bulb", 35, "insight/tab.html", tab, kinds=frozenset({Kind.CUSTOMER}))
)
BRIEFS.register("insight", BriefPanel("insight", 10, "insight/brief.html", brief))
MATTER_PAGES[MatterKind.MAJOR_EVENT] = "insight:event"
