"""Where asking appears: in the frame, on the page of a contact, in the colours of its states."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.registry import Registry
from brm.parties.models import Contact
from brm.parties.panels import CONTACT_PANELS, ContactPanel
from brm.parties.places import keepers
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from brm.ui.places import ADMINISTRATION
from surveys.asking.domain.budget import may_configure
from surveys.asking.domain.queries import asked_of, wish_of
from surveys.asking.models import Campaign
from surveys.questionnaires.places import SECTION

SHOWN = 5

CAMPAIGN_PARTS: "Registry[Callable[[User, Campaign], dict[str, Any] | None]]" = Registry("part of a campaign's page")
"""What others show on the page of a campaign: {"template", ...} for the reader, or None."""


def configurers(user: Any) -> bool:
    """Administrators, who ask nobody themselves but keep the rules."""
    return bool(may_configure(user) and not user.keeps_relationships)


def callers(user: Any) -> bool:
    """Engineers, who keep no customers but may be named to call somebody."""
    return bool(user.has_role(Role.ENGINEER) and not user.keeps_relationships)


def contact_panel(user: User, contact: Contact) -> dict[str, Any]:
    """When and why somebody was asked, or was not."""
    rows = list(asked_of(user, contact)[: SHOWN + 1])
    return {"invitations": rows[:SHOWN], "more": len(rows) > SHOWN, "wish": wish_of(contact)}


NAV.register(
    "asking",
    NavEntry(
        "asking", _("Asking customers"), "send", "asking:rehearsal", 52, show=keepers, section=SECTION, keys="g q",
        active_for=(
            "asking:rehearsal", "asking:calls", "asking:call", "asking:invitations", "asking:invitation",
            "asking:rules", "asking:rule", "asking:rule_new", "asking:rule_edit", "asking:budget", "asking:wishes",
            "asking:wish_new",
        ),
    ),
)  # fmt: skip
NAV.register(
    "survey_calls",
    NavEntry(
        "survey_calls", _("Call list"), "phone-call", "asking:calls", 52, show=callers, section=SECTION,
        active_for=("asking:calls", "asking:call"),
    ),
)  # fmt: skip
NAV.register(
    "campaigns",
    NavEntry(
        "campaigns", _("Campaigns"), "speakerphone", "asking:campaigns", 58, show=keepers, section=SECTION,
        keys="g v",
        active_for=(
            "asking:campaigns", "asking:campaign", "asking:campaign_new", "asking:campaign_edit",
            "asking:campaign_copy", "asking:campaign_extend", "asking:campaign_cancel", "asking:campaign_analyse",
            "asking:practice_new", "asking:improvement_new", "asking:reader_new",
        ),
    ),
)  # fmt: skip
for _state, _tone in (("approved", "blue"), ("analysed", "purple"), ("communicated", "teal"), ("archived", "grey")):
    tones.register(_state, _tone)
NAV.register(
    "survey_rules",
    NavEntry("survey_rules", _("Survey rules"), "send", "asking:rules", 935, show=configurers, section=ADMINISTRATION),
)
CONTACT_PANELS.register("asking", ContactPanel("asking", 10, "asking/contact_panel.html", contact_panel))
