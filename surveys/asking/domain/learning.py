"""What a campaign taught: good practices to keep, improvements that become action items (Q-03)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.actionitems.domain.items import add_action_item, move_action_item
from brm.actionitems.models import OPEN
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from surveys.asking.enums import CampaignStatus, EntryKind
from surveys.asking.models import Campaign, CampaignEntry

LONGEST = 2000
TITLE = 160


@transaction.atomic
def add_practice(campaign: Campaign, *, text: str, by: User | None, at: datetime | None = None) -> CampaignEntry:
    """Something that went well and shall go so everywhere."""
    return _add(campaign, EntryKind.PRACTICE, text, by, at or clock.now())


@transaction.atomic
def add_improvement(
    campaign: Campaign, *, text: str, relationship: Relationship, owner: User, due_on: date, by: User | None,
    at: datetime | None = None,
) -> CampaignEntry:  # fmt: skip
    """Something to be done better: an action item with an owner and a day, where it is followed until it is done."""
    at = at or clock.now()
    entry = _add(campaign, EntryKind.IMPROVEMENT, text, by, at)
    first = entry.text.splitlines()[0]
    entry.action_item = add_action_item(
        relationship, title=first if len(first) <= TITLE else first[: TITLE - 1] + "…", owner=owner, due_on=due_on,
        by=by, detail=_("From the survey “%(title)s”: %(text)s") % {"title": campaign.title, "text": entry.text}, at=at,
    )  # fmt: skip
    entry.save(update_fields=["action_item"])
    return entry


@transaction.atomic
def remove_lesson(entry: CampaignEntry, *, by: User, at: datetime | None = None) -> Campaign:
    """Take a lesson back before the analysis is finished; its action item is dropped if nobody has finished it."""
    at = at or clock.now()
    campaign = _analysing(entry.campaign)
    item = entry.action_item
    entry.delete()
    if item is not None and item.status in OPEN:
        move_action_item(item, "drop", by=by, reason=_("The lesson of the survey was taken back."), at=at)
    trail.record(campaign, "campaign.unlearn", by=by, changes={"lesson": (entry.text, None)}, at=at)
    return campaign


def _add(campaign: Campaign, kind: str, text: str, by: User | None, at: datetime) -> CampaignEntry:
    campaign, text = _analysing(campaign), text.strip()[:LONGEST]
    if not text:
        raise DomainError(_("Write down what you learnt."), field="text")
    entry = CampaignEntry.objects.create(campaign=campaign, kind=kind, text=text, by=by, created_at=at, updated_at=at)
    trail.record(campaign, "campaign.learn", by=by, changes={"lesson": (None, text)}, at=at)
    return entry


def _analysing(campaign: Campaign) -> Campaign:
    campaign = locked(campaign)
    if campaign.status != CampaignStatus.CLOSED:
        raise DomainError(_("Lessons are written down between closing and the end of the analysis."))
    return campaign


trail.label("campaign.learn", gettext_lazy("Wrote a lesson down"))
trail.label("campaign.unlearn", gettext_lazy("Took a lesson back"))
