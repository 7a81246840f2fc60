"""Where the customers' own people can go: five places on a phone, the middle one to tell us something."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Role
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry
from customers.portal.domain.complaints import calling_complaints


def contacts_only(user: Any) -> bool:
    """Shown to contacts of customers, who have no other pages."""
    return bool(user.has_role(Role.CONTACT))


def waiting_for(user: Any) -> int:
    """How many of their complaints wait for a word from them."""
    return calling_complaints(user).count() if contacts_only(user) else 0


NAV.register(
    "portal_home",
    NavEntry(
        "portal_home", _("Home"), "home", "portal:home", 10, show=contacts_only, phone=True, outside=True,
        active_for=("portal:home",),
    ),
)  # fmt: skip
NAV.register(
    "portal_complaints",
    NavEntry(
        "portal_complaints", _("Complaints"), "message-report", "portal:complaints", 20, show=contacts_only,
        phone=True, outside=True, count=waiting_for, active_for=(
            "portal:complaints", "portal:complaint", "portal:complaint_step", "portal:praises",
            "portal:praise", "portal:feedbacks", "portal:feedback",
        ),
    ),
)  # fmt: skip
NAV.register(
    "portal_tell",
    NavEntry(
        "portal_tell", _("Tell us"), "message-plus", "portal:tell", 30, show=contacts_only, phone=True, outside=True,
        section="main", active_for=(
            "portal:tell", "portal:complaint_new", "portal:praise_new", "portal:feedback_new",
        ),
    ),
)  # fmt: skip
NAV.register(
    "portal_together",
    NavEntry(
        "portal_together", _("Meetings"), "calendar-event", "portal:together", 40, show=contacts_only, phone=True,
        outside=True, active_for=("portal:together", "portal:promises", "portal:minutes_list", "portal:minutes"),
    ),
)  # fmt: skip
NAV.register(
    "portal_services",
    NavEntry(
        "portal_services", _("Services"), "lifebuoy", "portal:services", 50, show=contacts_only, phone=True,
        outside=True, active_for=("portal:services", "portal:agreement", "portal:risks", "portal:risk"),
    ),
)  # fmt: skip
ACTIONS.register(
    "portal_tell",
    Action(
        "portal_tell", _("Tell us"), "message-plus", "portal:tell", 10, show=contacts_only, primary=True, outside=True
    ),
)
