"""What a person may read of how relationships stand, and the words for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from brm.accounts.models import User
from brm.core import clock
from brm.health.domain.signals import SIGNALS, Reading, told
from brm.health.domain.weights import weighting_at, weights_of
from brm.health.models import Standing, StandingDay, Weighting
from brm.parties.enums import Standing as Word
from brm.parties.enums import Status
from brm.parties.models import Relationship

TREND_DAYS = 84
TREND_STEP = 7


@dataclass(frozen=True)
class Driver:
    """One signal of one relationship as it is read: what it says, what it weighs, what it does to the score."""

    name: str
    label: str | Promise
    reading: Reading
    weight: int
    words: str
    band: Word
    url: str

    @property
    def is_known(self) -> bool:
        return self.reading.value is not None

    @property
    def cost(self) -> float:
        """How much it takes from the score."""
        return self.weight * (100 - self.reading.value) if self.reading.value is not None else 0.0

    @property
    def gift(self) -> float:
        """How much it gives."""
        return self.weight * self.reading.value if self.reading.value is not None else 0.0


def drivers_of(
    kept: Iterable[Mapping[str, Any]], relationship_id: int, weighting: Weighting, kind: str
) -> list[Driver]:
    """What each signal said, what pulls down most first, what is not known last."""
    weights = weights_of(weighting)
    found = []
    for row in kept:
        signal, reading = SIGNALS.get(row["name"]), Reading.of(row)
        if signal is None or kind not in signal.kinds or not weights[signal.name]:
            continue
        band = weighting.band(reading.value)
        url = signal.url(relationship_id)
        words = told(signal, reading)
        found.append(Driver(signal.name, signal.label, reading, weights[signal.name], words, band, url))
    return sorted(found, key=lambda driver: (not driver.is_known, -driver.cost))


def trend_of(days: Iterable[tuple[date, int | None]], today: date) -> list[int | None]:
    """A point a week over twelve weeks, each what was known on its day; nothing before the first."""
    kept = sorted(days, key=lambda day: day[0])
    points: list[int | None] = []
    for back in range(TREND_DAYS, -1, -TREND_STEP):
        day = today - timedelta(days=back)
        points.append(next((score for on, score in reversed(kept) if on <= day), None))
    return points


def change_of(days: Iterable[tuple[date, int | None]], score: int | None, today: date, *, back: int = 30) -> int | None:
    """By how many points it rose or fell within a month; None where either end is not known."""
    day = today - timedelta(days=back)
    before = next((each for on, each in sorted(days, reverse=True, key=lambda row: row[0]) if on <= day), None)
    return None if before is None or score is None else score - before


def standing_of(relationship: Relationship) -> Standing | None:
    """How a relationship stands, whose reader has been checked."""
    return Standing.objects.select_related("weighting").filter(relationship=relationship).first()


def days_of(relationship: Relationship, *, limit: int = 120) -> list[StandingDay]:
    """How it stood before, newest first; its reader has been checked."""
    return list(StandingDay.objects.filter(relationship=relationship).order_by("-on")[:limit])


def standings_for(user: User) -> QuerySet[Standing]:
    """How the relationships stand that a person may see."""
    visible = Relationship.objects.visible_to(user).exclude(status=Status.ENDED).order_by()
    return Standing.objects.filter(relationship__in=visible.values("pk")).select_related("relationship__organisation")


def days_for(user: User) -> QuerySet[StandingDay]:
    """How they stood before."""
    return StandingDay.objects.filter(relationship__in=Relationship.objects.visible_to(user).order_by().values("pk"))


@dataclass(frozen=True)
class Counted:
    """How many of somebody's relationships stand well, are to be watched, are at risk; of how many nobody knows."""

    well: int
    fair: int
    poor: int
    unknown: int

    @property
    def known(self) -> int:
        return self.well + self.fair + self.poor


def counts_of(people: Iterable[int], kind: str) -> Counted:
    """Of the living relationships of a kind that these people keep, in one statement."""
    weighting = weighting_at()
    well, fair = Q(health__gte=weighting.well_from), Q(health__gte=weighting.fair_from)
    rows = Relationship.objects.living().filter(owner_id__in=list(people), kind=kind).order_by()
    return Counted(
        **rows.aggregate(
            well=Count("pk", filter=well), fair=Count("pk", filter=fair & ~well),
            poor=Count("pk", filter=Q(health__isnull=False) & ~fair), unknown=Count("pk", filter=Q(health=None)),
        )
    )  # fmt: skip


def age_days(moment: datetime | None) -> int | None:
    """How many days old a reading is."""
    return None if moment is None else max(0, (clock.now() - moment).days)
