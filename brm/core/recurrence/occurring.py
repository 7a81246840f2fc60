"""The occurrences of a rule: their period, the day the rule names, and the day that a holiday makes of it (C-07)."""

from calendar import monthrange
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol, TypeVar

from brm.core.recurrence.custom import HORIZON, days_of_custom
from brm.core.recurrence.rule import LAST, MONTHS_IN, Frequency, HolidayHandling, Rule

K = TypeVar("K", bound=Hashable)

# A day off is moved by a holiday at most; the longest closures known are far shorter.
MARGIN = timedelta(days=62)
STRIDE = timedelta(days=400)
LAST_DAY = date(2250, 1, 1)
DEFAULT_GRACE = 30


class Days(Protocol):
    """What a calendar must answer; ``brm.calendars.engine.Schedule`` does."""

    def is_working_day(self, day: date) -> bool: ...

    def move(self, day: date, rule: str) -> date: ...

    def nth_working_day(self, year: int, month: int, nth: int) -> date: ...


class Occurrence(NamedTuple):
    """One time a rule comes round. ``period_key`` is unique within the rule and does not change with the calendar."""

    period_key: str
    period_start: date
    period_end: date
    nominal_day: date
    due_day: date


def occurrences(rule: Rule, from_: date, to: date, schedule: Days) -> list[Occurrence]:
    """The occurrences due from ``from_`` to ``to``, both included, in order of their nominal day.

    A period is the week, month, quarter, half-year or year in which the rule names the day; it is stretched when a
    holiday carries the due day over its edge, so that nothing is ever past its period before it is due.
    """
    if to < from_:
        return []
    found = (_placed(rule, *named, schedule) for named in _within(rule, from_ - MARGIN, to + MARGIN, schedule))
    return [occurrence for occurrence in found if from_ <= occurrence.due_day <= to]


def occurrences_many(
    rules: Iterable[tuple[K, Rule, Days]], from_: date, to: date
) -> Iterator[tuple[K, list[Occurrence]]]:
    """The occurrences of many plans; equal rules on the same calendar are reckoned once."""
    known: dict[tuple[Rule, int], list[Occurrence]] = {}
    for key, rule, schedule in rules:
        found = known.get((rule, id(schedule)))
        if found is None:
            found = known[rule, id(schedule)] = occurrences(rule, from_, to, schedule)
        yield key, found


def next_after(rule: Rule, day: date, schedule: Days) -> Occurrence | None:
    """The first occurrence due after ``day``; None when the rule has come to its end."""
    since = max(day + timedelta(1), rule.start - STRIDE)
    last = min(since + HORIZON + STRIDE, LAST_DAY)
    while since <= last:
        to = min(since + STRIDE, last)
        if found := occurrences(rule, since, to, schedule):
            return min(found, key=lambda occurrence: occurrence.due_day)
        since = to + timedelta(1)
    return None


def _placed(rule: Rule, key: str, start: date, end: date, nominal: date, schedule: Days) -> Occurrence:
    due = schedule.move(nominal, rule.holidays)
    if due < rule.start:
        due = schedule.move(nominal, HolidayHandling.AFTER)
    return Occurrence(key, min(start, due), max(end, due), nominal, due)


Named = tuple[str, date, date, date]


def _within(rule: Rule, from_: date, to: date, schedule: Days) -> Iterator[Named]:
    """Key, period and nominal day of what the rule names in a stretch, from its start and until its end."""
    if rule.until is not None:
        to = min(to, rule.until)
    low = max(rule.start, from_)
    if rule.count is None:
        yield from _named(rule, low, to, schedule)
        return
    for times, named in enumerate(_named(rule, rule.start, to, schedule)):
        if times == rule.count:
            return
        if named[3] >= low:
            yield named


def _named(rule: Rule, from_: date, to: date, schedule: Days) -> Iterator[Named]:
    if rule.frequency == Frequency.CUSTOM:
        named = _custom(rule, from_, to)
    elif rule.frequency == Frequency.WEEKLY:
        named = _weekly(rule, from_, to)
    else:
        named = _monthly(rule, from_, to, schedule)
    return (found for found in named if from_ <= found[3] <= to)


def _weekly(rule: Rule, from_: date, to: date) -> Iterator[Named]:
    anchor = rule.start - timedelta(rule.start.weekday())
    weeks = max((from_ - anchor).days // 7, 0)
    week = weeks - weeks % rule.interval
    while (monday := anchor + timedelta(weeks=week)) <= to:
        year, number, _weekday = monday.isocalendar()
        for weekday in rule.weekdays:
            key = f"{year}-W{number:02}" + (f".{weekday + 1}" if len(rule.weekdays) > 1 else "")
            yield key, monday, monday + timedelta(6), monday + timedelta(weekday)
        week += rule.interval


def _monthly(rule: Rule, from_: date, to: date, schedule: Days) -> Iterator[Named]:
    length = MONTHS_IN[rule.frequency]
    anchor = _month_number(rule.start) // length
    periods = max(_month_number(from_) // length - anchor, 0)
    period = anchor + periods - periods % rule.interval
    while (start := _first_of(period * length)) <= to:
        end = _first_of((period + 1) * length) - timedelta(1)
        for month in _months_in(rule, period * length):
            first = _first_of(month)
            key = _key(rule, start, first)
            yield key, start, end, _day_in(rule, first, schedule)
        period += rule.interval


def _months_in(rule: Rule, first: int) -> Iterator[int]:
    """The numbers of the months of a period in which the rule names a day."""
    if MONTHS_IN[rule.frequency] == 1:
        if not rule.months or first % 12 + 1 in rule.months:
            yield first
    else:
        for month in rule.months:
            yield first + month - 1


def _day_in(rule: Rule, first: date, schedule: Days) -> date:
    year, month = first.year, first.month
    length = monthrange(year, month)[1]
    if rule.nth_working_day is not None:
        return schedule.nth_working_day(year, month, rule.nth_working_day)
    if rule.nth_week is None:
        day = length if rule.day in (LAST, None) else min(rule.day or length, length)
        return first.replace(day=day)
    weekday = rule.weekdays[0]
    if rule.nth_week == LAST:
        last = first.replace(day=length)
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (rule.nth_week - 1))


def _key(rule: Rule, start: date, month: date) -> str:
    if rule.frequency == Frequency.QUARTERLY:
        return f"{start.year}-Q{start.month // 3 + 1}"
    if rule.frequency == Frequency.HALF_YEARLY:
        return f"{start.year}-H{start.month // 6 + 1}"
    if rule.frequency == Frequency.YEARLY:
        return f"{start.year}" + (f".{month.month:02}" if len(rule.months) > 1 else "")
    return f"{start:%Y-%m}"


def _custom(rule: Rule, from_: date, to: date) -> Iterator[Named]:
    """By a rule of one's own a period lasts for its grace, or until the day before the next."""
    days = days_of_custom(rule.custom, rule.start, from_, min(to + HORIZON, LAST_DAY))
    day = next(days, None)
    while day is not None and day <= to:
        if rule.grace_days is None:
            following = next(days, None)
            end = following - timedelta(1) if following else day + timedelta(DEFAULT_GRACE)
        else:
            following = next(days, None)
            end = day + timedelta(rule.grace_days)
        yield day.isoformat(), day, end, day
        day = following


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
