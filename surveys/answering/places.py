"""Where answers appear: in the frame, on the page of their customer, in the colours of their states."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.views.base import keepers
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from brm.ui.pages import insiders_only
from surveys.answering.domain.campaigns import public_addresses, sheets_to_print
from surveys.answering.domain.queries import follow_ups_of, responses_of
from surveys.answering.rules import LOW_BELOW, SHEETS_AT_ONCE
from surveys.asking.enums import AskChannel
from surveys.asking.models import Campaign
from surveys.asking.places import CAMPAIGN_PARTS
from surveys.questionnaires.places import SECTION

CUSTOMERS = frozenset({Kind.CUSTOMER})
ON_TAB = 50
FOLLOWING = ("follow_ups", "follow_up", "contact", "finish", "give")
RESPONDING = ("responses", "response", "words", "sheet", "take", "tags", "to_feedback")


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """What people of one customer answered under their names, the latest first; who is being followed up."""
    rows = list(responses_of(relationship)[: ON_TAB + 1])
    return {
        "responses": rows[:ON_TAB], "low": LOW_BELOW, "follow_ups": list(follow_ups_of(relationship)[:ON_TAB]),
        "all_url": f"{reverse('answering:responses')}?relationship={relationship.pk}" if len(rows) > ON_TAB else "",
    }  # fmt: skip


def campaign_part(user: User, campaign: Campaign) -> dict[str, Any] | None:
    """The addresses of the public pages, and the sheets to be printed."""
    addresses = public_addresses(user, campaign) if campaign.public_code else []
    sheets = sheets_to_print(user, campaign).count() if AskChannel.SHEET in campaign.channels else 0
    if not addresses and not sheets:
        return None
    starts = list(range(0, sheets, SHEETS_AT_ONCE))
    return {
        "template": "answering/campaign_part.html", "addresses": addresses, "sheets": sheets,
        "batches": [(start, start + 1, min(start + SHEETS_AT_ONCE, sheets)) for start in starts[:20]],
    }  # fmt: skip


CAMPAIGN_PARTS.register("answering", campaign_part)
tones.register("contacted", "blue")
NAV.register(
    "follow_ups",
    NavEntry(
        "follow_ups", _("Follow-ups"), "mood-sad", "answering:follow_ups", 53, show=insiders_only, section=SECTION,
        keys="g f", active_for=tuple(f"answering:{name}" for name in FOLLOWING),
    ),
)  # fmt: skip
NAV.register(
    "responses",
    NavEntry(
        "responses", _("Responses"), "message-2", "answering:responses", 54, show=keepers, section=SECTION,
        active_for=tuple(f"answering:{name}" for name in RESPONDING),
    ),
)  # fmt: skip
TABS.register(
    "answers", Tab("answers", _("Survey answers"), "message-2", 57, "answering/tab.html", tab, kinds=CUSTOMERS)
)
