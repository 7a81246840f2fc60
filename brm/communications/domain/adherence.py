"""Were plans kept? Meetings held in their period out of all that were to be held, always with how many (K-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from brm.accounts.models import User
from brm.communications.domain.queries import occurrences_for
from brm.communications.enums import OccurrenceStatus
from brm.communications.models import Occurrence
from brm.parties.models import Relationship

DECIDED = (OccurrenceStatus.HELD, OccurrenceStatus.HELD_LATE, OccurrenceStatus.MISSED)
"""What counts: held, or its period over. What is still open is neither kept nor broken; cancelled by consent is out."""
FEW = 5
"""Below so many meetings a percentage says little; pages show it grey (ruling 30)."""


@dataclass(frozen=True)
class Adherence:
    """How many meetings were held in their period, out of how many; how many of the rest were made up for late."""

    held: int
    late: int
    missed: int

    @property
    def n(self) -> int:
        """All that were to be held."""
        return self.held + self.late + self.missed

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was due, for no data is not a score."""
        return self.held / self.n if self.n else None

    @property
    def is_thin(self) -> bool:
        return self.n < FEW


@dataclass(frozen=True)
class Line:
    """Adherence of one manager or relationship, with the months before for the trend."""

    pk: int
    name: str
    figures: Adherence
    trend: Sequence[float | None]


_COUNTS = {
    "held": Count("pk", filter=Q(status=OccurrenceStatus.HELD)),
    "late": Count("pk", filter=Q(status=OccurrenceStatus.HELD_LATE)),
    "missed": Count("pk", filter=Q(status=OccurrenceStatus.MISSED)),
}


def decided(rows: "QuerySet[Occurrence]", since: date, until: date) -> "QuerySet[Occurrence]":
    """Meetings due in a stretch of days whose outcome is known."""
    return rows.filter(due_on__gte=since, due_on__lte=until, status__in=DECIDED).order_by()


def adherence(rows: "QuerySet[Occurrence]", since: date, until: date) -> Adherence:
    """Adherence over a stretch of days, of whatever meetings the caller may read."""
    return Adherence(**decided(rows, since, until).aggregate(**_COUNTS))


def adherence_of(relationship: Relationship, since: date, until: date) -> Adherence:
    """Of one relationship whose reader has been checked."""
    return adherence(Occurrence.objects.filter(relationship=relationship), since, until)


def adherence_by_manager(user: User, since: date, until: date) -> list[Line]:
    """Per manager, of the meetings a person may read; lowest first, those without any last."""
    rows = decided(occurrences_for(user), since, until)
    return _lines(rows.annotate(key=F("relationship__owner"), label=F("relationship__owner__name")), since, until)


def adherence_by_relationship(user: User, since: date, until: date, *, limit: int = 200) -> list[Line]:
    """Per relationship, the lowest first; at most ``limit``."""
    rows = decided(occurrences_for(user), since, until)
    labelled = rows.annotate(key=F("relationship"), label=F("relationship__organisation__name"))
    worst = (
        labelled.values("key")
        .annotate(kept=Count("pk", filter=Q(status=OccurrenceStatus.HELD)) * 1.0 / Count("pk"), n=Count("pk"))
        .order_by("kept", "-n", "key")[:limit]
    )
    return _lines(labelled.filter(relationship__in=[row["key"] for row in worst]), since, until)


def monthly(rows: "QuerySet[Occurrence]", since: date, until: date) -> list[tuple[date, Adherence]]:
    """Month by month, for the trend; a month without meetings stays a gap."""
    counted: Any = decided(rows, since, until).annotate(month=TruncMonth("due_on")).values("month").annotate(**_COUNTS)
    found = {row["month"]: Adherence(row["held"], row["late"], row["missed"]) for row in counted}
    return [(month, found.get(month, Adherence(0, 0, 0))) for month in _months(since, until)]


def _lines(rows: "QuerySet[Occurrence]", since: date, until: date) -> list[Line]:
    months = _months(since, until)
    by_key: dict[int, dict[date, Adherence]] = {}
    names: dict[int, str] = {}
    counted: Any = rows.annotate(month=TruncMonth("due_on")).values("key", "label", "month").annotate(**_COUNTS)
    for row in counted:
        names[row["key"]] = row["label"]
        by_key.setdefault(row["key"], {})[row["month"]] = Adherence(row["held"], row["late"], row["missed"])
    lines = [
        Line(
            key, names[key],
            Adherence(*(sum(getattr(one, name) for one in found.values()) for name in ("held", "late", "missed"))),
            [found[month].share if month in found else None for month in months],
        )
        for key, found in by_key.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.figures.share if line.figures.n else 2, -line.figures.n, line.name))


def _months(since: date, until: date) -> list[date]:
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]
