"""The running clocks of a complaint: started, stopped, rested while we wait for the complainant (INV-13, 4.6).

``reckon`` turns what is kept of a clock into moments; ``settle_moments`` into when the complaint must be looked at.
Neither asks the database, so one complaint and ten thousand are reckoned alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brm.calendars.clocks import Running
from brm.calendars.domain.queries import schedules_of
from brm.calendars.engine import Schedule
from brm.calendars.enums import CalendarChoice
from brm.calendars.limits import Limit
from brm.calendars.stretches import Pause
from brm.parties.models import Relationship
from customers.complaints.domain.limits import limits_at
from customers.complaints.enums import ClockKind
from customers.complaints.models import Complaint, ComplaintClock, ComplaintWait
from customers.complaints.rules import THRESHOLDS, limit_name

Schedules = Mapping[int | None, Schedule]
KEPT = ("limit", "severity", "since_at", "spent_before", "budget", "calendar", "time_zone", "passed", "base_level",
        "due_at", "next_at", "stopped_at", "in_time")  # fmt: skip


@dataclass(frozen=True)
class Hours:
    """Whose working hours count: a calendar (None: ours) by the wall clocks of a zone ("" : the calendar's own)."""

    calendar_id: int | None
    zone: str

    def schedule(self, schedules: Schedules) -> Schedule:
        schedule = schedules[self.calendar_id]
        return schedule.in_zone(self.zone) if self.zone else schedule


def hours_of(relationship: Relationship) -> Hours:
    """The customer's working hours (ruling 12)."""
    organisation = relationship.organisation
    return Hours(relationship.calendar_id or organisation.calendar_id, relationship.time_zone or organisation.time_zone)


def schedule_of(relationship: Relationship) -> Schedule:
    """The customer's working hours, ready to reckon with."""
    hours = hours_of(relationship)
    return hours.schedule(schedules_of([hours.calendar_id]))


class Clocks:
    """The clocks of one complaint in hand: change them, then ``save``."""

    def __init__(self, complaint: Complaint, *, is_new: bool = False) -> None:
        self.complaint = complaint
        self.round, self.severity, self.level = complaint.round, complaint.severity, complaint.level
        self.rows: list[ComplaintClock] = []
        self.waits: list[ComplaintWait] = []
        if not is_new:
            self.rows = list(ComplaintClock.objects.filter(complaint=complaint).order_by("round", "pk"))
            self.waits = list(ComplaintWait.objects.filter(complaint=complaint).order_by("since_at"))
        self.schedules: dict[int | None, Schedule] = dict(
            schedules_of({hours_of(complaint.relationship).calendar_id, *(row.calendar_id for row in self.rows)})
        )

    @property
    def schedule(self) -> Schedule:
        """The customer's working hours."""
        return hours_of(self.complaint.relationship).schedule(self.schedules)

    def running(self, kind: str) -> ComplaintClock | None:
        """The clock of a kind in the present round."""
        rows = (row for row in self.rows if row.kind == kind and row.round == self.round)
        return next((row for row in rows if row.stopped_at is None), None)

    def start(self, kinds: Iterable[str], *, at: datetime, limits: Mapping[str, Limit]) -> None:
        """Begin clocks of the present round, with the limits of the complaint's severity."""
        for kind in kinds:
            row = ComplaintClock(
                complaint=self.complaint, round=self.round, kind=kind, started_at=at, base_level=self.level,
            )  # fmt: skip
            self._give(row, limits)
            self.rows.append(row)

    def regrade(self, kinds: Iterable[str], *, limits: Mapping[str, Limit]) -> None:
        """Set running clocks to the limits of the complaint's severity, counted from their start (4.8)."""
        for kind in kinds:
            if (row := self.running(kind)) is not None:
                self._give(row, limits)

    def stop(self, kinds: Iterable[str], *, at: datetime, every_round: bool = False) -> bool | None:
        """Stop clocks; answers whether the last of them was in time (None: none ran)."""
        answer: bool | None = None
        kinds = set(kinds)
        for row in self.rows:
            mine = row.kind in kinds and row.stopped_at is None
            if mine and (every_round or row.round == self.round):
                due = self._due(row, until=at)
                row.stopped_at = max(at, row.started_at)
                row.in_time = due is None or at <= due
                row.due_at, row.next_at = due or row.due_at, None
                answer = row.in_time
        return answer

    def supersede(self) -> None:
        """Clocks of the present round escalate no more; what still runs is measured to its end."""
        for row in self.rows:
            row.next_at = None

    def switch(self, hours: Hours, *, at: datetime) -> bool:
        """Another calendar or zone counts from now on; what is spent stays spent. Answers whether anything changed."""
        changed = False
        for row in self.rows:
            if row.stopped_at is None and (row.calendar_id, row.time_zone) != self._hours(hours, row):
                kept = Limit.from_json(row.limit)
                before = Hours(row.calendar_id, row.time_zone).schedule(self.schedules)
                moved = running_of(row, kept).switched(at, before, rests(row, self.waits))
                row.since_at, row.spent_before = moved.since, moved.spent_before
                row.calendar_id, row.time_zone = self._hours(hours, row)
                changed = True
        return changed

    def save(self, *, otherwise: datetime) -> dict[str, Any]:
        """Reckon every running clock anew and keep them; answers what the complaint's own row keeps of it.

        ``otherwise`` is when the complaint is to be looked at while no clock is due.
        """
        moments = self.reckon(otherwise=otherwise)
        made = [row for row in self.rows if row.pk is None]
        ComplaintClock.objects.bulk_update([row for row in self.rows if row.pk], KEPT)
        ComplaintClock.objects.bulk_create(made)
        return moments

    def reckon(self, *, otherwise: datetime) -> dict[str, Any]:
        """The moments of every clock that runs, nothing kept yet; answers what the complaint's own row keeps of it."""
        for row in self.rows:
            reckon(row, self.waits, self.schedules, escalates=row.round == self.round)
        return settle_moments(self.rows, self.round, otherwise)

    def _due(self, row: ComplaintClock, *, until: datetime) -> datetime | None:
        closed = [(since, min(end or until, until)) for since, end in rests(row, self.waits)]
        schedule = Hours(row.calendar_id, row.time_zone).schedule(self.schedules)
        return running_of(row, Limit.from_json(row.limit)).due(schedule, closed)

    def _hours(self, hours: Hours, row: ComplaintClock) -> tuple[int | None, str]:
        ours = row.limit["calendar"] == CalendarChoice.OURS
        return (None, "") if ours else (hours.calendar_id, hours.zone)

    def _give(self, row: ComplaintClock, limits: Mapping[str, Limit]) -> None:
        limit = limits[limit_name(row.kind, self.severity)]
        row.limit, row.severity = limit.to_json(), self.severity
        row.calendar_id, row.time_zone = self._hours(hours_of(self.complaint.relationship), row)
        schedule = Hours(row.calendar_id, row.time_zone).schedule(self.schedules)
        begun = Running.start(row.started_at, limit, schedule)
        row.since_at, row.budget, row.spent_before, row.passed = begun.since, begun.budget, begun.spent_before, 0


def running_of(row: ComplaintClock, limit: Limit) -> Running:
    """What is kept of a clock, as the engine reckons with it."""
    return Running(limit, row.budget, row.since_at, row.spent_before)


def rests(row: ComplaintClock, waits: Iterable[ComplaintWait]) -> list[Pause]:
    """When the clock rested: the acknowledgement clock never does (4.8)."""
    if row.kind == ClockKind.ACKNOWLEDGE:
        return []
    return [(wait.since_at, wait.until_at) for wait in waits]


def reckon(row: ComplaintClock, waits: Sequence[ComplaintWait], schedules: Schedules, *, escalates: bool) -> None:
    """When a running clock is due and when its next threshold falls; unknown while it rests."""
    if row.stopped_at is not None:
        return
    running, pauses = running_of(row, Limit.from_json(row.limit)), rests(row, waits)
    schedule = Hours(row.calendar_id, row.time_zone).schedule(schedules)
    row.due_at = running.due(schedule, pauses)
    more = escalates and row.passed < len(THRESHOLDS)
    row.next_at = running.due(schedule, pauses, percent=THRESHOLDS[row.passed]) if more else None


def settle_moments(rows: Iterable[ComplaintClock], number: int, otherwise: datetime) -> dict[str, Any]:
    """When the complaint must be looked at next: by its people, and by the escalation sweep."""
    running = [row for row in rows if row.stopped_at is None and row.round == number]
    due = [row.due_at for row in running if row.due_at is not None]
    thresholds = [row.next_at for row in running if row.next_at is not None]
    return {
        "desk_at": min(due, default=otherwise),
        "escalate_at": min(thresholds, default=None),
    }


def present_limits(complaint: Complaint) -> dict[str, Limit]:
    """The limits that were in force when the complaint was received: its clocks count from there."""
    return limits_at(complaint.received_at)
