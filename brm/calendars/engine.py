"""The clock on working hours: pure arithmetic on a ``Schedule``, no table in sight (INV-13, INV-59).

A moment is working time when its wall time in the schedule's zone lies inside the hours of a working day. That one
sentence decides every doubt about summer time: an hour that does not exist is not worked, an hour that comes twice is
worked twice. ``docs/dev/time.md`` says it at length.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property, lru_cache
from typing import overload
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from brm.calendars.stretches import (
    DAY,
    EPOCH_DAY,
    SECOND,
    TICK,
    Pause,
    Table,
    check_year,
    merged,
    moment_at,
    offsets_of,
    seconds_of,
    spans_of,
    ticks,
)
from brm.core.errors import DomainError

Hours = Mapping[int, Iterable[tuple[time, time]]]


@dataclass(frozen=True, eq=False)
class Schedule:
    """When a calendar works: hours per weekday, and the days that differ from their weekday.

    Build it with ``Schedule.build``; ask ``brm.calendars.domain.queries`` for that of a kept calendar. Years are
    reckoned when first asked for and kept, so that every question afterwards is a binary search.
    """

    zone: ZoneInfo
    hours: tuple[tuple[tuple[int, int], ...], ...]
    days: Mapping[date, bool]
    provisional: frozenset[date] = frozenset()
    code: str = ""
    _tables: dict[int, "Table"] = field(default_factory=dict, repr=False)
    _working: dict[int, list[date]] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        zone: ZoneInfo | str,
        hours: Hours,
        days: Mapping[date, bool] | None = None,
        *,
        provisional: Iterable[date] = (),
        code: str = "",
    ) -> "Schedule":
        """A schedule from wall times; refuses hours that cannot be. An end of 00:00 is the end of the day."""
        week = tuple(spans_of(hours.get(weekday, ())) for weekday in range(7))
        if not any(week):
            raise DomainError(_("A calendar needs working hours on at least one weekday."), field="hours")
        zone = ZoneInfo(zone) if isinstance(zone, str) else zone
        return cls(zone, week, dict(days or {}), frozenset(provisional), code)

    def in_zone(self, zone: ZoneInfo | str) -> "Schedule":
        """The same hours and days by the wall clocks of another zone."""
        return self if str(zone) == str(self.zone) else _in_zone(self, str(zone))

    @cached_property
    def never_rests(self) -> bool:
        """Whether every minute is working time, so that the clock is the plain one."""
        return not self.days and all(spans == ((0, DAY),) for spans in self.hours)

    # Days

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is worked: what its own row says, else what its weekday says."""
        named = self.days.get(day)
        return bool(self.hours[day.weekday()]) if named is None else named

    def is_provisional(self, day: date) -> bool:
        """Whether what we know of ``day`` is a guess until the official days are out (ruling 10)."""
        return day in self.provisional

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        return self._step(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before ``day``."""
        return self._step(day, -1)

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it, if negative); 0 is ``day`` or the next working day."""
        return self.move(day, "after") if count == 0 else self._step(day, count)

    def nth_working_day(self, year: int, month: int, nth: int) -> date:
        """The nth working day of a month, from its end when negative.

        A month with fewer has its last (from the end: first) one; a month with none, the next there is.
        """
        if nth == 0:
            raise ValueError("there is no zeroth working day")
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        days = self._days_of(year)
        low, high = bisect_left(days, first), bisect_left(days, after)
        if low == high:
            return self.move(first, "after")
        return days[min(low + nth, high) - 1] if nth > 0 else days[max(high + nth, low)]

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(
            bisect_right(days, end) - bisect_right(days, start)
            for days in map(self._days_of, range(start.year, end.year + 1))
        )

    def move(self, day: date, rule: str) -> date:
        """``day`` itself if worked or to be kept, else the working day ``before`` or ``after`` it."""
        if rule not in ("before", "after", "keep"):
            raise ValueError(f"no such way to move a day: {rule!r}")
        if rule == "keep" or self.is_working_day(day):
            return day
        return self._step(day, 1 if rule == "after" else -1)

    def _step(self, day: date, count: int) -> date:
        year, days = day.year, self._days_of(day.year)
        at = bisect_right(days, day) - 1 + count if count > 0 else bisect_left(days, day) + count
        while not 0 <= at < len(days):
            if at < 0:
                year -= 1
                days = self._days_of(year)
                at += len(days)
            else:
                at -= len(days)
                year += 1
                days = self._days_of(year)
        return days[at]

    def _days_of(self, year: int) -> list[date]:
        found = self._working.get(year)
        if found is None:
            check_year(year)
            start = date(year, 1, 1)
            length = (date(year + 1, 1, 1) - start).days
            found = [day for n in range(length) if self.is_working_day(day := start + timedelta(n))]
            self._working[year] = found
        return found

    # Moments

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; nothing when ``end`` is not later. Never negative (INV-13)."""
        return timedelta(microseconds=self._between(ticks(start), ticks(end)))

    def elapsed(self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
        """The working time from ``start`` to ``end`` less the pauses, which may overlap; an open one has no end."""
        low, high = ticks(start), ticks(end)
        total = self._between(low, high)
        for since, until in merged(pauses, low):
            total -= self._between(min(since, high), high if until is None else min(until, high))
        return timedelta(microseconds=total)

    @overload
    def add_working_time(self, start: datetime, amount: timedelta) -> datetime: ...

    @overload
    def add_working_time(self, start: datetime, amount: timedelta, pauses: Iterable[Pause]) -> datetime | None: ...

    def add_working_time(self, start: datetime, amount: timedelta, pauses: Iterable[Pause] = ()) -> datetime | None:
        """The first moment at which ``amount`` has been worked since ``start``, in UTC.

        None when an open pause comes first: then nobody can know yet.
        """
        left, at = amount // TICK, ticks(start)
        if left < 0:
            raise ValueError("a clock never runs backwards")
        if left == 0:
            return moment_at(at)
        for since, until in merged(pauses, at):
            worked = self._between(at, since)
            if worked >= left:
                break
            if until is None:
                return None
            left -= worked
            at = until
        return moment_at(self._reach(at, left))

    def is_working(self, moment: datetime) -> bool:
        """Whether ``moment`` is working time."""
        return self._between(at := ticks(moment), at + 1) == 1

    def next_moment(self, moment: datetime) -> datetime:
        """``moment`` itself when it is working time, else the next opening."""
        at = ticks(moment)
        return moment_at(self._reach(at, 1) - 1)

    def wall(self, day: date, at: time) -> datetime:
        """The moment a clock on the wall shows ``at`` on ``day``; the first of two, and past a gap its far end."""
        shown = ((day.toordinal() - EPOCH_DAY) * DAY + seconds_of(at)) * SECOND + at.microsecond
        for since, until, offset in offsets_of(self.zone, day.year):
            if shown < (until + offset) * SECOND:
                return moment_at(max(shown - offset * SECOND, since * SECOND))
        raise AssertionError("the offsets of a year cover it")

    def _between(self, low: int, high: int) -> int:
        if high <= low:
            return 0
        if self.never_rests:
            return high - low
        first, last = self._year(low), self._year(high)
        total = self._table(last).worked(high) - self._table(first).worked(low)
        return total + sum(self._table(year).total for year in range(first, last))

    def _reach(self, at: int, amount: int) -> int:
        if self.never_rests:
            return at + amount
        year = self._year(at)
        table = self._table(year)
        amount += table.worked(at)
        while amount > table.total:
            amount -= table.total
            year += 1
            table = self._table(year)
        return table.reach(amount)

    def _year(self, at: int) -> int:
        return moment_at(at).astimezone(self.zone).year

    def _table(self, year: int) -> "Table":
        found = self._tables.get(year)
        if found is None:
            found = self._tables[year] = Table(self._spans(year))
        return found

    def _spans(self, year: int) -> Iterator[tuple[int, int]]:
        """The stretches of working time of a year, in ticks of UTC."""
        offsets = offsets_of(self.zone, year)
        # A make-up day on a free weekday has the hours of the first weekday that works.
        usual = next(spans for spans in self.hours if spans)
        for day in self._days_of(year):
            midnight = (day.toordinal() - EPOCH_DAY) * DAY
            for opens, closes in self.hours[day.weekday()] or usual:
                for since, until, offset in offsets:
                    low = max(midnight + opens - offset, since)
                    high = min(midnight + closes - offset, until)
                    if low < high:
                        yield low * SECOND, high * SECOND


@lru_cache(maxsize=256)
def _in_zone(schedule: Schedule, zone: str) -> Schedule:
    return Schedule(ZoneInfo(zone), schedule.hours, schedule.days, schedule.provisional, schedule.code)


def around_the_clock(zone: ZoneInfo | str = "UTC") -> Schedule:
    """The schedule that never rests, for severity 1 and for limits in plain hours (ruling 11)."""
    return _around_the_clock(str(zone))


@cache
def _around_the_clock(zone: str) -> Schedule:
    return Schedule.build(zone, {weekday: [(time.min, time.min)] for weekday in range(7)}, code="around-the-clock")
