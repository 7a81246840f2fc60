"""Calendars, moments and pauses as they might be, with a liking for the days on which clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "America/Santiago",
    "Asia/Kathmandu",
    "UTC",
]
# Around these days something happens: clocks change, a leap day, the year's end, make-up days in China.
TELLING = [
    date(2024, 2, 29),
    date(2024, 3, 10),
    date(2024, 3, 31),
    date(2024, 4, 7),
    date(2024, 4, 26),
    date(2024, 9, 8),
    date(2024, 10, 6),
    date(2024, 10, 12),
    date(2024, 10, 27),
    date(2024, 11, 3),
    date(2024, 12, 31),
    date(2025, 1, 26),
    date(2025, 2, 23),
    date(2025, 4, 6),
    date(2025, 12, 31),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 3, 22),
]
OFFICE = {weekday: [(time(9), time(12)), (time(13, 30), time(18))] for weekday in range(5)}


def _at(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


@st.composite
def intervals(draw: Any) -> list[tuple[time, time]]:
    """Up to three stretches of a day, some over lunch, some at night, some until midnight."""
    edges = sorted(draw(st.sets(st.integers(0, 288), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [(_at(opens * 5), _at(closes * 5)) for opens, closes in pairs]


@st.composite
def weeks(draw: Any) -> dict[int, list[tuple[time, time]]]:
    """Office hours, or hours as odd as they come, with at least one stretch in the week."""
    if draw(st.booleans()):
        return OFFICE
    week = {weekday: draw(intervals()) for weekday in range(7)}
    if not any(week.values()):
        week[draw(st.integers(0, 6))] = [(time(1), time(4))]
    return week


@st.composite
def moments(draw: Any, spread: int = 3) -> datetime:
    """A whole minute within some days of a telling day."""
    day = draw(st.sampled_from(TELLING))
    offset = draw(st.integers(-spread * 1440, spread * 1440))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=offset)


@st.composite
def calendars(draw: Any, start: datetime) -> tuple[str, dict[int, list[tuple[time, time]]], dict[date, bool]]:
    """A zone, a week and some days around ``start`` that differ from their weekday."""
    zone, week = draw(st.sampled_from(ZONES)), draw(weeks())
    shifts = draw(st.dictionaries(st.integers(-2, 12), st.booleans(), max_size=5))
    return zone, week, {start.date() + timedelta(shift): works for shift, works in shifts.items()}


@st.composite
def pauses(draw: Any, start: datetime, days: int = 6) -> list[tuple[datetime, datetime | None]]:
    """Waiting times: overlapping, before the start, empty, back to front, still open."""
    found: list[tuple[datetime, datetime | None]] = []
    for _ in range(draw(st.integers(0, 4))):
        since = start + timedelta(minutes=draw(st.integers(-1440, days * 1440)))
        length = draw(st.one_of(st.none(), st.integers(-60, 3 * 1440)))
        found.append((since, None if length is None else since + timedelta(minutes=length)))
    return found
