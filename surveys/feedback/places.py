"""Where feedback appears in the frame and on the page of a customer."""

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
from surveys.feedback.domain.queries import feedback_of

CUSTOMERS = frozenset({Kind.CUSTOMER})
ON_TAB = 50


def new_url(relationship: Relationship) -> str:
    """The form for feedback of a customer."""
    return f"{reverse('feedback:new')}?relationship={relationship.pk}"


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The feedback of one customer, the latest first."""
    rows = list(feedback_of(relationship)[: ON_TAB + 1])
    return {"feedback": rows[:ON_TAB], "more": len(rows) > ON_TAB, "new_url": new_url(relationship)}


tones.register("classified", "blue")
tones.register("converted", "green")

NAV.register(
    "feedback",
    NavEntry("feedback", _("Feedback"), "message-2", "feedback:list", 45, show=keepers, section="service"),
)
ACTIONS.register(
    "feedback_new", Action("feedback_new", _("Write feedback down"), "message-2", "feedback:new", 55, show=keepers)
)
TABS.register("feedback", Tab("feedback", _("Feedback"), "message-2", 57, "feedback/tab.html", tab, kinds=CUSTOMERS))
BUTTONS.register(
    "feedback",
    Button(
        "feedback", _("Feedback"), "message-2", new_url, 135, kinds=CUSTOMERS,
        show=lambda user, relationship: relationship.status != Status.ENDED,
    ),
)  # fmt: skip
