"""Where the parties appear in the frame and on the pages of relationships."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.audit.history import lines
from brm.parties import help as words
from brm.parties.domain.merging import history_of_relationship
from brm.parties.domain.queries import handovers_of, people_of
from brm.parties.enums import Tier
from brm.parties.models import Contact, Relationship
from brm.parties.panels import BULK, BUTTONS, TABS, BulkEntry, Button, Tab
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry, name_section

HISTORY_SHOWN = 30


def keepers(user: Any) -> bool:
    """Those who keep relationships."""
    return bool(user.keeps_relationships)


def people(user: User, relationship: Relationship) -> dict[str, Any]:
    """The people on both sides, with the advice of the influence/interest grid (G-42)."""
    there: list[tuple[Contact, object]] = []
    left: list[tuple[Contact, object]] = []
    for contact in people_of(relationship):
        advised = (contact, words.quadrant(contact.influence, contact.interest))
        (left if contact.has_left else there).append(advised)
    return {"there": there, "left": left}


def history(user: User, relationship: Relationship) -> dict[str, Any]:
    """Everything that hangs on the relationship, and how it passed from hand to hand."""
    found = list(history_of_relationship(relationship).order_by("-id")[: HISTORY_SHOWN + 1])
    return {
        "lines": lines(found[:HISTORY_SHOWN], reader=user),
        "more": len(found) > HISTORY_SHOWN,
        "handovers": list(handovers_of(relationship)[:20]),
    }


for tier, tone in ((Tier.A, "purple"), (Tier.B, "blue"), (Tier.C, "grey")):
    tones.register(tier, tone)
name_section("relationships", _("Relationships"))
name_section("service", _("Service"))
NAV.register(
    "organisations",
    NavEntry(
        "organisations", _("Organisations"), "building-skyscraper", "parties:organisations", 60, show=keepers,
        section="relationships",
        active_for=(
            "parties:organisations", "parties:organisation", "parties:organisation_new", "parties:organisation_edit",
        ),
    ),
)  # fmt: skip
NAV.register(
    "contacts",
    NavEntry(
        "contacts", _("Contacts"), "users", "parties:contacts", 55, show=keepers, section="relationships",
        active_for=("parties:contacts", "parties:contact", "parties:contact_new", "parties:contact_edit"),
    ),
)  # fmt: skip

TABS.register("people", Tab("people", _("People"), "users", 20, "parties/tabs/people.html", people))
TABS.register("history", Tab("history", _("History"), "history", 900, "parties/tabs/history.html", history))

BUTTONS.register(
    "edit",
    Button("edit", _("Change"), "pencil", lambda row: reverse("parties:relationship_edit", args=[row.pk]), order=500),
)

BULK.register("hand_over", BulkEntry("hand_over", _("Hand over"), "parties:bulk_hand_over", "transfer", 10))
BULK.register("tag", BulkEntry("tag", _("Add a tag"), "parties:bulk_tag", "tag", 20))
BULK.register("tier", BulkEntry("tier", _("Set the tier"), "parties:bulk_tier", "star", 30))
