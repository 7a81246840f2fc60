"""Where communications appear in the frame and on the pages of relationships."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.domain.queries import next_meetings_of, plans_of
from brm.communications.views.base import keepers, rhythm_words
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.panels import BULK, BUTTONS, TABS, BulkEntry, Button, Tab
from brm.ui import tones
from brm.ui.navigation import ACTIONS, NAV, USER_MENU, Action, NavEntry, name_section
from brm.ui.places import ours

SECTION = "communication"


def plans(user: User, relationship: Relationship) -> dict[str, Any]:
    """The plans in words, with what is ahead."""
    told = [(plan, rhythm_words(plan, relationship, count=0)["sentence"]) for plan in plans_of(relationship)]
    return {"plans": told, "meetings": list(next_meetings_of(relationship)[:12])}


def log_url(relationship: Relationship) -> str:
    return f"{reverse('communications:log')}?relationship={relationship.pk}"


def is_living(user: User, relationship: Relationship) -> bool:
    return relationship.status != Status.ENDED


for _state, _tone in {
    "agreed": "blue", "proposed": "yellow", "approved": "blue", "scheduled": "blue", "followed_up": "green",
    "accepted": "green", "declined": "red", "invited": "grey", "attended": "green", "absent": "grey",
}.items():  # fmt: skip
    tones.register(_state, _tone)

name_section(SECTION, _("Communication"))
NAV.register(
    "calendar",
    NavEntry(
        "calendar", _("Calendar"), "calendar", "communications:calendar", 20, show=keepers, phone=True, keys="g k",
        section=SECTION, active_for=("communications:calendar", "communications:feed"),
    ),
)  # fmt: skip
NAV.register(
    "meetings",
    NavEntry(
        "meetings", _("Meetings"), "calendar-event", "communications:meetings", 22, show=keepers, keys="g m",
        section=SECTION,
        active_for=tuple(
            f"communications:{name}"
            for name in (
                "meetings", "meeting", "meeting_prepare", "meeting_hold", "meeting_minutes", "meeting_move",
                "meeting_cancel",
            )
        ),
    ),
)  # fmt: skip
NAV.register(
    "plans",
    NavEntry(
        "plans", _("Plans"), "calendar-repeat", "communications:plans", 24, show=keepers, keys="g p", section=SECTION,
        active_for=tuple(
            f"communications:{name}"
            for name in (
                "plans", "plan", "plan_new", "plan_edit", "plan_agree", "plan_suspend", "plan_end", "templates",
                "template_new", "template_edit", "application", "apply",
            )
        ),
    ),
)  # fmt: skip
NAV.register(
    "interactions",
    NavEntry(
        "interactions", _("Contacts made"), "message", "communications:interactions", 26, show=keepers,
        section=SECTION,
        active_for=tuple(
            f"communications:{name}"
            for name in (
                "interactions", "interaction", "interaction_edit", "interaction_addendum", "log", "needs",
            )
        ),
    ),
)  # fmt: skip
NAV.register(
    "visits",
    NavEntry(
        "visits", _("Executive visits"), "briefcase", "communications:visits", 28, show=keepers, section=SECTION,
        active_for=tuple(
            f"communications:{name}"
            for name in (
                "visits", "visit", "visit_new", "visit_prepare", "visit_schedule", "visit_hold", "visit_follow_up",
                "visit_cancel",
            )
        ),
    ),
)  # fmt: skip
NAV.register(
    "silence",
    NavEntry(
        "silence", _("Silence radar"), "radar", "communications:silence", 30, show=keepers, keys="g s",
        section=SECTION, active_for=("communications:silence",),
    ),
)  # fmt: skip
NAV.register(
    "adherence",
    NavEntry(
        "adherence", _("Adherence"), "chart-bar", "communications:adherence", 32, show=keepers, section=SECTION,
        active_for=("communications:adherence",),
    ),
)  # fmt: skip
ACTIONS.register(
    "log",
    Action(
        "log", _("Log contact"), "message-plus", "communications:log", 10, show=keepers, keys="n", primary=True,
        drawer=True,
    ),
)  # fmt: skip
ACTIONS.register(
    "plan_new", Action("plan_new", _("New plan"), "calendar-plus", "communications:plan_new", 30, show=keepers)
)
ACTIONS.register(
    "visit_new", Action("visit_new", _("Propose a visit"), "briefcase", "communications:visit_new", 40, show=keepers)
)
USER_MENU.register("feed", NavEntry("feed", _("Calendar feed"), "calendar-stats", "communications:feed", 25, show=ours))

TABS.register("plans", Tab("plans", _("Plans"), "calendar-repeat", 30, "communications/panels/plans.html", plans))
BUTTONS.register(
    "log", Button("log", _("Log contact"), "message-plus", log_url, 10, primary=True, drawer=True, show=is_living)
)
BUTTONS.register(
    "plan",
    Button(
        "plan", _("New plan"), "calendar-plus",
        lambda row: f"{reverse('communications:plan_new')}?relationship={row.pk}", 20, show=is_living,
    ),
)  # fmt: skip
BULK.register("plans", BulkEntry("plans", _("Give a plan template"), "communications:apply", "calendar-plus", 5))
