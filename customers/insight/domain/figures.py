"""Figures about customers: major events per month and the complaints about them, coverage by grade, retention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from brm.core import clock
from brm.matters.models import LinkKind, MatterKind, MatterLink
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind, Status
from brm.parties.models import Relationship
from brm.timeline.models import TimelineEntry
from customers.insight.domain.stakeholders import coverage_start, last_contacts
from customers.insight.models import MajorEvent, Profile
from customers.insight.rules import COVERAGE_DAYS, FIGURE_MONTHS, months_back

NO_GRADE = ""
ALIVE = ("activate", "suspend", "resume")
"""Steps after which a relationship is alive."""


@dataclass(frozen=True)
class Coverage:
    """One grade of users: how many there are, with how many somebody spoke in the period (C-27)."""

    grade: str
    users: int
    reached: int

    @property
    def share(self) -> float | None:
        return self.reached / self.users if self.users else None

    @property
    def is_forgotten(self) -> bool:
        """There are users of this grade, and nobody spoke with any of them."""
        return bool(self.users) and not self.reached


def coverage_by_grade(relationship: Relationship, *, days: int = COVERAGE_DAYS) -> list[Coverage]:
    """Contact with users by grade in the last days; lower grades must not be ignored (C-27)."""
    users = list(
        people_of(relationship)
        .filter(left_on=None, kind=ContactKind.SERVICE_USER)
        .order_by()
        .select_related(None)
        .values_list("pk", "grade")
    )
    reached = last_contacts([pk for pk, _grade in users], since=coverage_start(days))
    grades = ["A", "B", "C", *([NO_GRADE] if any(not grade for _pk, grade in users) else [])]
    return [
        Coverage(
            grade, sum(each == grade for _pk, each in users), sum(each == grade and pk in reached for pk, each in users)
        )
        for grade in grades
    ]


@dataclass(frozen=True)
class EventFigures:
    """Major events month by month, and complaints about them (K-24)."""

    months: Sequence[date]
    events: Sequence[int]
    complaints: int

    @property
    def total(self) -> int:
        return sum(self.events)

    @property
    def per_month(self) -> float:
        return self.total / len(self.months) if self.months else 0.0

    @property
    def complaints_per_event(self) -> float | None:
        return self.complaints / self.total if self.total else None


def event_figures(rows: QuerySet[MajorEvent], *, months: int = FIGURE_MONTHS) -> EventFigures:
    """K-24 over the last months: the rate of major events, and complaints about them per event."""
    starts = months_back(clock.today(), months)
    zone = timezone.get_current_timezone()
    since = datetime.combine(starts[0], time(), zone)
    found = rows.filter(occurred_at__gte=since).order_by().select_related(None)
    counted = {
        month.date(): count
        for month, count in found.annotate(month=TruncMonth("occurred_at", tzinfo=zone))
        .values_list("month")
        .annotate(count=Count("pk"))
    }
    complaints = MatterLink.objects.filter(
        target__in=found.values("pk"), kind=LinkKind.CONCERNS, source__kind=MatterKind.COMPLAINT
    )
    return EventFigures(starts, [counted.get(start, 0) for start in starts], complaints.count())


@dataclass(frozen=True)
class Retention:
    """Customers active at both ends of a period, of those active at its start (K-15)."""

    since: date
    at_start: int
    kept: int

    @property
    def share(self) -> float | None:
        return self.kept / self.at_start if self.at_start else None


@dataclass(frozen=True)
class Hearts:
    """Retention of free customers and, apart and greyed, of captive ones: who cannot leave proves nothing (C-29)."""

    free: Retention
    captive: Retention


def hearts(rows: QuerySet[Relationship], *, months: int = FIGURE_MONTHS) -> Hearts:
    """K-15 over the last months, from how each relationship began and ended."""
    since = months_back(clock.today(), months + 1)[0]
    moment = datetime.combine(since, time(), timezone.get_current_timezone())
    ids = rows.order_by().select_related(None).values("pk")
    entries = TimelineEntry.objects.filter(
        kind="relationship", event__in=[*ALIVE, "end", "revive"], relationship__in=ids, at__lt=moment
    )
    last = entries.order_by("relationship_id", "-at", "-pk").distinct("relationship_id")
    active = {pk for pk, event in last.values_list("relationship_id", "event") if event in ALIVE}
    brought = Relationship.objects.filter(
        pk__in=ids, status__in=[Status.ACTIVE, Status.SUSPENDED], status_since__lt=moment
    )
    active |= set(brought.order_by().values_list("pk", flat=True))
    gone = set(
        Relationship.objects.filter(pk__in=active, status__in=[Status.ENDED, Status.PROSPECT])
        .order_by()
        .values_list("pk", flat=True)
    )
    captive = set(Profile.objects.filter(captive=True, relationship__in=ids).values_list("pk", flat=True))

    def of(some: set[int]) -> Retention:
        return Retention(since, len(some), len(some - gone))

    return Hearts(of(active - captive), of(active & captive))
