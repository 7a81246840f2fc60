"""A meeting was held: who was there may be asked how it was (Q-01)."""

from collections.abc import Sequence
from datetime import datetime

from brm.accounts.models import User
from brm.communications.models import Occurrence
from brm.matters.domain import close_matter, open_matter
from brm.matters.models import MatterKind
from brm.parties.models import Contact
from surveys.asking.domain.offering import Offer, active_rules, offer_many
from surveys.asking.enums import Source


def offer_meeting(occurrence: Occurrence, contacts: Sequence[Contact], *, by: User | None, at: datetime) -> None:
    """Make a matter of the meeting and offer it for those who were there; nothing where no rule asks about meetings."""
    if not contacts or not active_rules(Source.MEETING):
        return
    held_at = occurrence.held_at or at
    matter = open_matter(
        occurrence.relationship, kind=MatterKind.MEETING, title=occurrence.plan.title, by=by,
        at=min(occurrence.starts_at, held_at),
    )  # fmt: skip
    matter = close_matter(matter, by=by, at=max(held_at, matter.opened_at))
    offer_many([Offer(matter, contact) for contact in contacts], source=Source.MEETING, at=at)
