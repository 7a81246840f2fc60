"""When which customers are busy, for campaigns and staffing (C-38)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from brm.accounts.models import User
from customers.insight.domain.queries import customers_for
from customers.insight.models import Profile

SHOWN = 6


@dataclass(frozen=True)
class Season:
    """One month: who is busy, and how many more."""

    month: int
    profiles: list[Profile]
    more: int

    @property
    def count(self) -> int:
        return len(self.profiles) + self.more


def busy_profiles(user: User) -> QuerySet[Profile]:
    """The groups of customers a person may see that name busy months."""
    rows = Profile.objects.filter(relationship__in=customers_for(user).order_by().select_related(None).values("pk"))
    return rows.exclude(peak_months=[]).select_related("relationship__organisation")


def seasons_for(user: User) -> list[Season]:
    """The twelve months with those who are busy then."""
    months: dict[int, list[Profile]] = {month: [] for month in range(1, 13)}
    for profile in busy_profiles(user).order_by("relationship__sort_key")[:2000]:
        for month in profile.peak_months:
            months[month].append(profile)
    return [Season(month, rows[:SHOWN], max(0, len(rows) - SHOWN)) for month, rows in months.items()]
