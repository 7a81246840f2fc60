"""Whom a campaign waits for: its owner to complete, analyse, pass on; leads to approve, and when results are late."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from brm.core import clock
from surveys.asking.enums import CampaignStatus
from surveys.asking.models import Campaign

OWN, LEAD = "campaign_own", "campaign_lead"
WAITING = (CampaignStatus.DRAFT, CampaignStatus.CLOSED, CampaignStatus.ANALYSED)


def ask(campaign: Campaign, at: datetime) -> None:
    """Bring the lines on Today up to date, or close them."""
    settle(None, campaign, at=at)
    due = due_of(campaign)
    late = due is not None and due <= at
    words: dict[str, Any] = {"title": campaign.title, "status": campaign.status, "late": late}
    severity = Severity.LATE if late else Severity.DUE
    if needs_owner(campaign, at):
        attend(campaign.owner_id, OWN, campaign, severity=severity, due_at=due, at=at, **words)
    for lead in leads_to_ask(campaign, at):
        attend(lead, LEAD, campaign, severity=severity, due_at=due, at=at, **words)


def due_of(campaign: Campaign) -> datetime | None:
    """Until when the next step waits: a draft until it is to open, results until they must be passed on (Q-04)."""
    if campaign.status in (CampaignStatus.DRAFT, CampaignStatus.APPROVED):
        return campaign.opens_at
    return share_by(campaign)


def share_by(campaign: Campaign) -> datetime | None:
    """Until when the results are to be passed on."""
    return campaign.closed_at + timedelta(days=campaign.share_by_days) if campaign.closed_at else None


def is_missed(campaign: Campaign, at: datetime) -> bool:
    """Approved, and its time went by before it could open: nobody is asked late."""
    return campaign.status == CampaignStatus.APPROVED and campaign.closes_at <= at


def is_unshared(campaign: Campaign, at: datetime) -> bool:
    """The results should have been passed on by now."""
    due = share_by(campaign)
    waiting = campaign.status in (CampaignStatus.CLOSED, CampaignStatus.ANALYSED)
    return waiting and due is not None and due <= at


def needs_owner(campaign: Campaign, at: datetime) -> bool:
    """Whether the owner has something to do with it."""
    return campaign.status in WAITING or is_missed(campaign, at)


def leads_to_ask(campaign: Campaign, at: datetime) -> "set[int]":
    """The leads who are to approve it, or to hear that its results were not passed on."""
    if campaign.status == CampaignStatus.DRAFT and campaign.channels and campaign.readers.exists():
        return set(leads_of_owner(campaign)) - {campaign.owner_id}
    return set(leads_of_owner(campaign)) - {campaign.owner_id} if is_unshared(campaign, at) else set()


def leads_of_owner(campaign: Campaign) -> "QuerySet[User, int]":
    """The active leads of the owner's teams."""
    rows = User.objects.filter(
        is_active=True, roles__contains=[Role.LEAD], memberships__is_lead=True, memberships__team__dissolved_at=None,
        memberships__team__memberships__user=campaign.owner_id,
    )  # fmt: skip
    return rows.values_list("pk", flat=True).distinct()


def expected_own() -> Iterable[tuple[int, int]]:
    """Whose line should be open for which campaign."""
    at = clock.now()
    return [(one.owner_id, one.pk) for one in _unfinished() if needs_owner(one, at)]


def expected_lead() -> Iterable[tuple[int, int]]:
    """The same of leads."""
    at = clock.now()
    return [(lead, one.pk) for one in _unfinished() for lead in leads_to_ask(one, at)]


def _unfinished() -> "QuerySet[Campaign]":
    return Campaign.objects.filter(status__in=(*WAITING, CampaignStatus.APPROVED))
