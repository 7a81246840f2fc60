"""One sweep for campaigns: open, invite in ranges, close, warn of results that were not passed on (4.8, Q-04)."""

import logging
from datetime import datetime

from brm.accounts.models import User
from brm.core import clock
from brm.core.sweeps import sweep
from brm.notifications.domain.writing import Notice, notify_many
from surveys.asking.domain.campaign_desk import ask, is_missed, is_unshared, leads_of_owner
from surveys.asking.domain.inviting import invite_audience
from surveys.asking.domain.running import close_campaign, open_campaign
from surveys.asking.enums import CampaignStatus
from surveys.asking.models import Campaign
from surveys.asking.notices import UNSHARED

logger = logging.getLogger(__name__)


def sweep_campaigns(*, at: datetime | None = None) -> int:
    """Do what is due with every campaign. Any number may run at once, as often as one likes."""
    at = at or clock.now()
    due = Campaign.objects.filter(step_at__lte=at)
    done = sweep(due.exclude(status=CampaignStatus.OPEN), lambda campaign: _look_at(campaign, at))
    for campaign in due.filter(status=CampaignStatus.OPEN, closes_at__gt=at).select_related("owner"):
        try:
            done += invite_audience(campaign, at=at)
        except Exception:
            logger.exception("a campaign could not be invited to", extra={"campaign": campaign.pk})
    return done + sweep(
        due.filter(status=CampaignStatus.OPEN, closes_at__lte=at), lambda campaign: close_campaign(campaign, at=at)
    )


def _look_at(campaign: Campaign, at: datetime) -> None:
    if campaign.status == CampaignStatus.APPROVED and not is_missed(campaign, at):
        open_campaign(campaign, at=at)
        return
    if is_unshared(campaign, at):
        _warn(campaign, at)
    campaign.step_at = None
    campaign.save(update_fields=["step_at"])
    ask(campaign, at)


def _warn(campaign: Campaign, at: datetime) -> None:
    """The owner and the leads hear that the results wait; once, on Today they stay."""
    people = User.objects.filter(pk__in={campaign.owner_id, *leads_of_owner(campaign)}, is_active=True)
    params = {"title": campaign.title, "days": campaign.share_by_days, "owner": str(campaign.owner)}
    key, url = f"campaign-unshared-{campaign.pk}", campaign.get_absolute_url()
    notify_many(UNSHARED, [Notice(person, key, params, url) for person in people], at=at)
