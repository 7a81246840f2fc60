"""What the administration pages of time limits share: a new row counts from its moment on, the old ones stay."""

from typing import Any

from brm.accounts.admin import ThroughDomain
from brm.accounts.admin_forms import DomainModelForm
from brm.audit.admin import Followed
from brm.calendars.enums import CalendarChoice
from brm.calendars.limits import Limit


class LimitForm(DomainModelForm):
    """Another limit from a moment on; ``unit`` and ``calendar`` where a part leaves no choice."""

    unit_is: Any = None

    def apply(self, given: dict[str, Any]) -> Any:
        limit = Limit(
            given["amount"], given.get("unit") or self.unit_is, given.get("calendar") or CalendarChoice.RELATIONSHIP
        )
        return self.set_limit(given["name"], limit, given["in_force_from"])

    def set_limit(self, name: str, limit: Limit, from_at: Any) -> Any:
        """The verb of the part."""
        raise NotImplementedError


class LimitAdmin(Followed, ThroughDomain):
    """What was set, newest first; what is not listed has its default. Nothing set is ever changed."""

    list_display = ["name", "amount", "unit", "calendar", "in_force_from", "set_by"]
    list_filter = ["name"]
    ordering = ["name", "-in_force_from"]
