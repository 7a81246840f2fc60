"""Campaigns at every point of their life, made by the verbs: what tests of campaigns stand on."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from brm.accounts.models import User
from brm.core import clock
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.campaigns import add_reader, create_campaign
from surveys.asking.domain.running import analyse_campaign, approve_campaign, communicate_campaign
from surveys.asking.models import Campaign
from tests.factories.asking import make_questionnaire

_number = count(1)
DAYS = timedelta(days=1)


def make_campaign(owner: User, *, at: datetime | None = None, reader: User | None = None, **facts: Any) -> Campaign:
    """A draft with everything it needs but its audience: opens in an hour, for ten days, by mail."""
    at = at or clock.now()
    facts = {
        "title": f"How content are you {next(_number)}", "owner": owner, "channels": ["mail"],
        "opens_at": at + timedelta(hours=1), "closes_at": at + 10 * DAYS, "spread_days": 2, "remind_days": 3,
    } | facts  # fmt: skip
    facts.setdefault("questionnaire", make_questionnaire(at=at))
    campaign = create_campaign(by=owner, at=at, **facts)
    add_reader(campaign, by=owner, user=reader or owner, at=at)
    return fresh(campaign)


def make_open(owner: User, *, at: datetime | None = None, **facts: Any) -> Campaign:
    """One that the sweep opened; two hours have gone by."""
    at = at or clock.now()
    campaign = approve_campaign(make_campaign(owner, at=at, **facts), by=None, at=at)
    sweep_campaigns(at=at + timedelta(hours=2))
    return fresh(campaign)


def make_closed_campaign(owner: User, *, at: datetime | None = None, **facts: Any) -> Campaign:
    """One whose time is over."""
    at = at or clock.now()
    campaign = make_open(owner, at=at, **facts)
    sweep_campaigns(at=campaign.closes_at)
    return fresh(campaign)


def make_shared(owner: User, *, at: datetime | None = None, **facts: Any) -> Campaign:
    """One whose results are passed on."""
    campaign = make_closed_campaign(owner, at=at, **facts)
    moment = campaign.closes_at + DAYS
    analyse_campaign(campaign, by=owner, summary="All is well.", nothing_learnt="Nothing new", at=moment)
    return communicate_campaign(fresh(campaign), by=owner, at=moment)


def fresh(campaign: Campaign) -> Campaign:
    """As it is now."""
    return Campaign.objects.select_related("owner", "questionnaire").get(pk=campaign.pk)
