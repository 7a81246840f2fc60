"""When the meetings of a rhythm are, to the moment: reckoned once for all plans of one rhythm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from brm.calendars.domain.queries import default_schedule, schedule_of
from brm.calendars.engine import Schedule
from brm.communications.models import Plan
from brm.communications.rules import HORIZON_MONTHS, REMIND_AT
from brm.core.recurrence import Frequency, Rule, describe, occurrences
from brm.parties.models import Relationship

ANY_MONDAY = date(2001, 1, 1)
"""A start for rules whose start does not matter."""


class Placed(NamedTuple):
    """One meeting as it will stand in the calendar."""

    period_key: str
    period_start: date
    period_end: date
    nominal_on: date
    due_on: date
    starts_at: datetime
    desk_at: datetime
    remind_at: datetime
    miss_at: datetime


@dataclass(frozen=True)
class Rhythm:
    """What plans must share to meet on the same moments: rule, calendar, zone, time of day, days of reminder."""

    rule: Rule
    calendar_id: int | None
    zone: str
    meet_at: time
    reminder_days: int


def full_rule(kept: Mapping[str, Any], start: date, until: date | None = None) -> Rule:
    """The rule of a plan: the rhythm as kept, with the plan's own first and last day."""
    return Rule.from_json({**kept, "start": start, "until": until})


def bare_rule(rule: Rule) -> dict[str, Any]:
    """The rhythm as kept beside a plan: without first and last day, everything else said in full."""
    return {name: value for name, value in rule.to_json().items() if name not in ("start", "until")}


def in_words(kept: Mapping[str, Any]) -> str:
    """The rhythm in a sentence, for the history."""
    return describe(full_rule(kept, ANY_MONDAY))


def start_matters(kept: Mapping[str, Any]) -> bool:
    """Whether the days depend on when the rule began (every second week, ten times, a rule of one's own)."""
    return kept.get("frequency") == Frequency.CUSTOM or kept.get("interval", 1) != 1 or bool(kept.get("count"))


def zone_of(relationship: Relationship, schedule: Schedule | None = None) -> str:
    """Where the relationship's days begin: its own zone, its organisation's, its calendar's (ruling 12).

    ``schedule``: where it is at hand; else it is read only if nobody else names a zone.
    """
    return own_zone(relationship) or str((schedule or schedule_for_relationship(relationship)).zone)


def own_zone(relationship: Relationship) -> str:
    """The zone it or its organisation names; empty where its calendar decides."""
    return relationship.time_zone or relationship.organisation.time_zone


def calendar_of(relationship: Relationship) -> int | None:
    """The calendar due days are reckoned in: the relationship's, its organisation's, else ours (None)."""
    return relationship.calendar_id or relationship.organisation.calendar_id


def schedule_for_relationship(relationship: Relationship) -> Schedule:
    """The schedule due days of a relationship are reckoned in."""
    return schedule_of(calendar_of(relationship))


def rhythm_of(plan: Plan) -> Rhythm:
    """The rhythm of one plan."""
    schedule = schedule_for_relationship(plan.relationship)
    return Rhythm(
        full_rule(plan.rule, plan.start_on, plan.end_on),
        calendar_of(plan.relationship),
        zone_of(plan.relationship, schedule),
        plan.meet_at,
        plan.reminder_days,
    )


def wall(day: date, at: time, zone: str) -> datetime:
    """The moment a clock on the wall in ``zone`` shows ``at`` on ``day``."""
    return datetime.combine(day, at, ZoneInfo(zone))


def moments(due_on: date, period_end: date, rhythm: Rhythm) -> dict[str, datetime]:
    """The stored moments of a meeting due on a day: its start, when it comes to the desk, reminder, end of period."""
    return moments_of(due_on, period_end, rhythm.zone, rhythm.meet_at, rhythm.reminder_days)


def moments_of(due_on: date, period_end: date, zone: str, meet_at: time, reminder_days: int) -> dict[str, datetime]:
    """The same from its parts."""
    return {
        "starts_at": wall(due_on, meet_at, zone),
        "desk_at": wall(due_on, time(0), zone),
        "remind_at": wall(due_on - timedelta(days=reminder_days), REMIND_AT, zone),
        "miss_at": wall(max(period_end, due_on) + timedelta(days=1), time(0), zone),
    }


def place(rhythm: Rhythm, from_: date, to: date, schedule: Schedule) -> tuple[Placed, ...]:
    """The meetings of a rhythm due from ``from_`` to ``to``; reckoned once while the calendar stands."""
    return _place(rhythm, from_, to, schedule)


@lru_cache(maxsize=4096)
def _place(rhythm: Rhythm, from_: date, to: date, schedule: Schedule) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            found.period_key, found.period_start, found.period_end, found.nominal_day, found.due_day,
            **moments(found.due_day, found.period_end, rhythm),
        )
        for found in occurrences(rhythm.rule, from_, to, schedule)
    )  # fmt: skip


def preview(rule: Rule, *, on: date, count: int = 6, schedule: Schedule | None = None) -> list[date]:
    """The next days of a rule, for the person who is writing it."""
    schedule = schedule or default_schedule()
    days: list[date] = []
    since = max(on, rule.start)
    for years in (1, 3, 11):
        days = [found.due_day for found in occurrences(rule, since, since + timedelta(days=366 * years), schedule)]
        if len(days) >= count:
            break
    return days[:count]


def horizon(day: date) -> date:
    """Up to where meetings are made: the last day of the month six months ahead (4.8)."""
    number = day.year * 12 + day.month - 1 + HORIZON_MONTHS + 1
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)


def next_extension(day: date) -> datetime:
    """When the horizon must be moved on again: with the next month."""
    number = day.year * 12 + day.month
    return datetime.combine(date(number // 12, number % 12 + 1, 1), time(0), ZoneInfo("UTC"))
