"""The small parts of the clock engine: instants as whole ticks, zones as stretches of one offset, pauses made one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from brm.core.errors import DomainError

Pause = tuple[datetime, datetime | None]

SECOND = 1_000_000
DAY = 86_400
FIRST_YEAR, LAST_YEAR = 1900, 9900
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
TICK = timedelta(microseconds=1)


class Table:
    """One year's working stretches with the time worked before each, for binary search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.after: list[int] = []
        self.total = 0
        for low, high in sorted(spans):
            self.starts.append(low)
            self.ends.append(high)
            self.total += high - low
            self.after.append(self.total)

    def worked(self, at: int) -> int:
        """The time worked from the year's start until ``at``."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.after[index] - max(self.ends[index] - at, 0)

    def reach(self, amount: int) -> int:
        """The first moment at which ``amount`` has been worked since the year's start."""
        index = bisect_left(self.after, amount)
        return self.ends[index] - (self.after[index] - amount)


def spans_of(intervals: Iterable[tuple[time, time]]) -> tuple[tuple[int, int], ...]:
    """A day's intervals as sorted seconds. A shift over midnight is refused: it is two, split at 00:00."""
    spans = sorted((seconds_of(opens), seconds_of(closes) or DAY) for opens, closes in intervals)
    for opens, closes in spans:
        if closes <= opens:
            raise DomainError(
                _("Working time must end after it starts. Split a night shift in two: until 00:00, and from 00:00."),
                field="hours",
            )
    if any(left[1] > right[0] for left, right in pairwise(spans)):
        raise DomainError(_("Working times of one weekday must not overlap."), field="hours")
    return tuple(spans)


@lru_cache(maxsize=4096)
def offsets_of(zone: ZoneInfo, year: int) -> tuple[tuple[int, int, int], ...]:
    """The stretches (from, until, offset) of a zone that cover a year and two days on either side, in seconds."""
    check_year(year)
    start = (date(year, 1, 1).toordinal() - EPOCH_DAY - 2) * DAY
    end = (date(year + 1, 1, 1).toordinal() - EPOCH_DAY + 2) * DAY
    found: list[tuple[int, int, int]] = []
    since, offset = start, _offset(zone, start)
    for probe in range(start, end, DAY // 4):
        low, high = probe, min(probe + DAY // 4, end)
        if _offset(zone, high) == offset:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
        found.append((since, high, offset))
        since, offset = high, _offset(zone, high)
    return (*found, (since, end, offset))


def _offset(zone: ZoneInfo, at: int) -> int:
    local = (EPOCH + timedelta(seconds=at)).astimezone(zone)
    return (local.replace(tzinfo=UTC) - EPOCH) // timedelta(seconds=1) - at


def check_year(year: int) -> None:
    """Refuse a year that no zone data can speak of."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(_("That day is beyond the calendar."))


def seconds_of(at: time) -> int:
    """A wall time as seconds from midnight."""
    return at.hour * 3600 + at.minute * 60 + at.second


def ticks(moment: datetime) -> int:
    """A moment as microseconds; a naive one is a mistake and refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (moment - EPOCH) // TICK


def moment_at(at: int) -> datetime:
    """The moment, in UTC, of a number of microseconds."""
    return EPOCH + timedelta(microseconds=at)


def merged(pauses: Iterable[Pause], start: int) -> Sequence[tuple[int, int | None]]:
    """The pauses after ``start``, in order, overlaps made one; one that ends before it begins is none."""
    found: list[tuple[int, int | None]] = []
    clipped = ((max(ticks(since), start), None if until is None else ticks(until)) for since, until in pauses)
    for since, until in sorted(clipped, key=lambda pause: pause[0]):
        if until is not None and until <= since:
            continue
        if found and (found[-1][1] is None or since <= found[-1][1]):
            last, end = found[-1]
            found[-1] = (last, None if end is None or until is None else max(end, until))
        else:
            found.append((since, until))
    return found
