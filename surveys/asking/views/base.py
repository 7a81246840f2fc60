"""What the pages of asking share: who sees them, the tabs above them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.pages import insiders_only
from surveys.asking.domain.budget import may_configure, sees_asking

TABS = (
    ("asking:rehearsal", _("What goes out"), "send", keepers),
    ("asking:calls", _("Call list"), "phone-call", insiders_only),
    ("asking:invitations", _("Who was asked"), "users", keepers),
    ("asking:rules", _("Rules"), "adjustments", sees_asking),
    ("asking:budget", _("How often"), "hourglass", sees_asking),
    ("asking:wishes", _("Not to be asked"), "ban", keepers),
)


class Tabbed:
    """A page with the tabs of asking above it."""

    request: Any

    def get_context(self, **more: Any) -> dict[str, Any]:
        here, user = self.request.resolver_match.view_name, self.request.user
        tabs = [(reverse(name), words, icon, name == here) for name, words, icon, show in TABS if show(user)]
        return super().get_context(tabs=tabs, may_configure=may_configure(user), **more)  # type: ignore[misc]  # the page it stands before
