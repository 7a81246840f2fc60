"""The campaigns of somebody who leaves go to somebody else (ruling 15)."""

from brm.accounts.models import User
from surveys.asking.domain.campaign_queries import campaigns_to_do
from surveys.asking.domain.running import give_campaign


def campaigns_in_hand(user: User) -> int:
    """Campaigns a person still runs."""
    return campaigns_to_do(user).count()


def pass_campaigns_on(from_user: User, to_user: User, by: User | None) -> int:
    """Another person runs them."""
    found = list(campaigns_to_do(from_user).order_by("pk"))
    for campaign in found:
        give_campaign(campaign, to=to_user, by=by)
    return len(found)
