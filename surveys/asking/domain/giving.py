"""The campaigns and calls of somebody who leaves go to somebody else (ruling 15)."""

from django.db.models import QuerySet

from brm.accounts.models import User
from surveys.asking.domain.calling import give_calls
from surveys.asking.domain.campaign_queries import campaigns_to_do
from surveys.asking.domain.running import give_campaign
from surveys.asking.enums import LIVE
from surveys.asking.models import Invitation


def campaigns_in_hand(user: User) -> int:
    """Campaigns a person still runs."""
    return campaigns_to_do(user).count()


def pass_campaigns_on(from_user: User, to_user: User, by: User | None) -> int:
    """Another person runs them."""
    found = list(campaigns_to_do(from_user).order_by("pk"))
    for campaign in found:
        give_campaign(campaign, to=to_user, by=by)
    return len(found)


def _named_for(user: User) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(caller=user, status__in=LIVE)


def calls_in_hand(user: User) -> int:
    """Calls a person was named for."""
    return _named_for(user).count()


def pass_calls_on(from_user: User, to_user: User, by: User | None) -> int:
    """Another person makes them."""
    return give_calls(_named_for(from_user).order_by("pk"), to=to_user, by=by)
