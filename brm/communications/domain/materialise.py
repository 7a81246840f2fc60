"""Making the meetings of plans, six months ahead, for one plan or a million by the same statements (ruling 7).

Plans that share rhythm, calendar and zone are reckoned once; the rows are made by one statement per range of plans.
A plan's meeting is made once per period whoever sweeps (unique plan and period), and a killed sweep goes on where it
was: each range claims its horizons and makes its meetings in one transaction.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction

from brm.calendars.domain.queries import default_schedule, schedules_of
from brm.calendars.engine import Schedule
from brm.communications.domain.placing import (
    ANY_MONDAY,
    Placed,
    Rhythm,
    full_rule,
    horizon,
    next_extension,
    place,
    start_matters,
)
from brm.communications.rules import CHUNK
from brm.core import clock

logger = logging.getLogger(__name__)
SPARSE = 4
"""Due plans that lie as thin as one in so many are claimed by their ids …"""
FEW = 1_000
"""… so many at a time."""
LOCK = 7_310_001
"""Advisory lock: one range is extended at a time, a second sweep leaves at once."""


class Group(NamedTuple):
    """Plans that meet on the same moments, as arrays side by side."""

    rule: dict[str, Any]
    start: date | None
    calendar_id: int | None
    zone: str
    meet_at: Any
    reminder_days: int
    made_until: date
    plan_ids: list[int]
    relationship_ids: list[int]
    ends: list[date | None]


_NEXT = """
SELECT h.extend_at, h.plan_id FROM communications_planhorizon h
WHERE h.extend_at <= %(now)s AND (h.extend_at, h.plan_id) > (%(moment)s, %(plan)s)
ORDER BY h.extend_at, h.plan_id LIMIT %(chunk)s
"""

GROUPED = """
SELECT p.rule::text,
       CASE WHEN p.start_on > c.made_until OR p.rule->>'frequency' = 'custom' OR p.rule ? 'count'
                 OR coalesce((p.rule->>'interval')::int, 1) <> 1 THEN p.start_on END AS start,
       coalesce(r.calendar_id, o.calendar_id) AS calendar_id,
       coalesce(nullif(r.time_zone, ''), o.time_zone) AS zone,
       p.meet_at, p.reminder_days, c.made_until,
       array_agg(p.id), array_agg(p.relationship_id), array_agg(p.end_on)
FROM claimed c
JOIN communications_plan p ON p.id = c.plan_id
JOIN parties_relationship r ON r.id = p.relationship_id
JOIN parties_organisation o ON o.id = r.organisation_id
WHERE p.status = 'active'
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""

_CLAIMED = """
WITH claimed AS (
  UPDATE communications_planhorizon h SET made_until = greatest(h.made_until, %(until)s), extend_at = %(next)s
  FROM communications_planhorizon was
  WHERE {which} AND was.plan_id = h.plan_id AND h.extend_at <= %(now)s
  RETURNING h.plan_id, was.made_until
)
"""
_BY_IDS = "h.plan_id = ANY(%(ids)s)"
_BY_RANGE = "h.plan_id BETWEEN %(low)s AND %(high)s AND was.plan_id BETWEEN %(low)s AND %(high)s"
_CLAIM_IDS = "".join((_CLAIMED.replace("{which}", _BY_IDS), GROUPED))
_CLAIM_RANGE = "".join(
    (
        _CLAIMED.replace("{which}", _BY_RANGE),
        GROUPED.replace("WHERE p.status", "WHERE p.id BETWEEN %(low)s AND %(high)s AND p.status"),
    )
)
"""A range of ids is read in the order it lies on disk; single ids, few of many, by their index."""

PLANS_AND_DAYS = """
WITH plans AS (
  SELECT * FROM unnest(%(group)s::int[], %(plan)s::bigint[], %(relationship)s::bigint[], %(end)s::date[])
    AS p(grp, plan_id, relationship_id, end_on)
), days AS (
  SELECT * FROM unnest(%(day_group)s::int[], %(key)s::text[], %(start)s::date[], %(stop)s::date[], %(nominal)s::date[],
    %(due)s::date[], %(starts)s::timestamptz[], %(desk)s::timestamptz[], %(remind)s::timestamptz[],
    %(miss)s::timestamptz[])
    AS d(grp, period_key, period_start, period_end, nominal_on, due_on, starts_at, desk_at, remind_at, miss_at)
)"""

_ROWS = """INSERT INTO communications_occurrence (
    created_at, updated_at, version, plan_id, relationship_id, period_key, period_start, period_end, nominal_on, due_on,
    starts_at, desk_at, remind_at, miss_at, status, objective, agenda, place, reason, moved, cancel_basis, agreed_with)
  SELECT %(now)s, %(now)s, 1, p.plan_id, p.relationship_id, d.period_key, d.period_start, d.period_end, d.nominal_on,
    d.due_on, d.starts_at, d.desk_at, d.remind_at, d.miss_at, 'planned', '', '', '', '', 0, '', ''
  FROM plans p JOIN days d USING (grp)
  WHERE p.end_on IS NULL OR d.nominal_on <= p.end_on"""

_INSERT_NEW = "".join((PLANS_AND_DAYS, _ROWS))
"""Where all periods are new: the plain statement, which does not look for each row first."""

_INSERT = "".join(
    (
        PLANS_AND_DAYS,
        ", made AS (",
        _ROWS,
        """
  ON CONFLICT (plan_id, period_key) DO NOTHING
  RETURNING relationship_id, due_on
), nearer AS (
  UPDATE parties_relationship r SET next_contact_on = m.due_on
  FROM (SELECT relationship_id, min(due_on) AS due_on FROM made GROUP BY 1) m
  WHERE r.id = m.relationship_id AND (r.next_contact_on IS NULL OR r.next_contact_on > m.due_on)
)
SELECT count(*) FROM made
""",
    )
)

_NEARER = """
UPDATE parties_relationship r SET next_contact_on = m.due_on
FROM unnest(%(relationship)s::bigint[], %(due)s::date[]) AS m(id, due_on)
WHERE r.id = m.id AND (r.next_contact_on IS NULL OR r.next_contact_on > m.due_on)
"""


def extend_plans(*, at: datetime | None = None, chunk: int = CHUNK) -> int:
    """Move the horizon of every plan whose moment has come. Answers how many meetings were made."""
    at = at or clock.now()
    made, last = 0, (datetime.min.replace(tzinfo=at.tzinfo), 0)
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return made
            cursor.execute(_NEXT, {"now": at, "moment": last[0], "plan": last[1], "chunk": chunk})
            due = cursor.fetchall()
            if not due:
                return made
            last = due[-1]
            made += _extend([plan_id for _moment, plan_id in due], at)


@transaction.atomic
def extend_plan_ids(plan_ids: Sequence[int], *, at: datetime | None = None) -> int:
    """The same for the named plans only, in the transaction of whoever activates or changes them."""
    return _claim(_CLAIM_IDS, at or clock.now(), ids=list(plan_ids))


def _extend(plan_ids: Sequence[int], at: datetime) -> int:
    low, high = min(plan_ids), max(plan_ids)
    if high - low <= SPARSE * len(plan_ids):
        return _claim(_CLAIM_RANGE, at, low=low, high=high)
    parts = range(0, len(plan_ids), FEW)
    return sum(_claim(_CLAIM_IDS, at, ids=list(plan_ids[part : part + FEW])) for part in parts)


def _claim(statement: str, at: datetime, **which: Any) -> int:
    """Claim horizons that are due, by one statement, and make their meetings by another."""
    until = horizon(clock.day_of(at))
    with connection.cursor() as cursor:
        cursor.execute(statement, {**which, "now": at, "until": until, "next": next_extension(clock.day_of(at))})
        groups = groups_of(cursor.fetchall())
    return insert_meetings([(group, group.made_until + timedelta(days=1), until) for group in groups], at, new=True)


def groups_of(rows: Iterable[Sequence[Any]]) -> list[Group]:
    """What the grouping statement found."""
    return [Group(json.loads(row[0]), *row[1:]) for row in rows]


Stretch = tuple[Group, date, date]
"""A group with the first and last day on which its meetings are wanted."""


def insert_meetings(stretches: Sequence[Stretch], at: datetime, *, new: bool = False) -> int:
    """Make the meetings of each group due in its stretch; those that exist already stay as they are.

    ``new`` says that none of them should exist yet; where one does after all (a calendar has moved it over the
    horizon), the careful statement does the range again.
    """
    values: dict[str, Any] = {**arrays(stretches), "now": at}
    if not values["key"]:
        return 0
    with connection.cursor() as cursor:
        if new:
            try:
                with transaction.atomic():
                    cursor.execute(_INSERT_NEW, values)
                    made = int(cursor.rowcount)
                    cursor.execute(_NEARER, _first_days(stretches))
                    return made
            except IntegrityError:
                logger.info("some meetings were there already; looking at each")
        cursor.execute(_INSERT, values)
        return int(cursor.fetchone()[0])


def arrays(stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Plans and days side by side, as the statements take them; a group's number joins the two."""
    plans: dict[str, list[Any]] = {name: [] for name in ("group", "plan", "relationship", "end")}
    names = ("day_group", "key", "start", "stop", "nominal", "due", "starts", "desk", "remind", "miss")
    days: dict[str, list[Any]] = {name: [] for name in names}
    schedules = schedules_of(group.calendar_id for group, _from, _to in stretches) if stretches else {}
    for number, (group, from_, to) in enumerate(stretches):
        found = placed_for(group, from_, to, schedules)
        if not found:
            continue
        plans["group"] += [number] * len(group.plan_ids)
        plans["plan"] += group.plan_ids
        plans["relationship"] += group.relationship_ids
        plans["end"] += group.ends
        for one in found:
            for name, value in zip(names, (number, *one), strict=True):
                days[name].append(value)
    return {name: as_array(column) for name, column in plans.items()} | days


def as_array(column: Sequence[Any]) -> str:
    """A long column as one literal, which the database reads far faster than a list of fifty thousand constants."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in column) + "}"


def _first_days(stretches: Sequence[Stretch]) -> dict[str, str]:
    """The first new day of each relationship."""
    schedules = schedules_of(group.calendar_id for group, _from, _to in stretches)
    first: dict[int, date] = {}
    for group, from_, to in stretches:
        days = [(one.nominal_on, one.due_on) for one in placed_for(group, from_, to, schedules)]
        for pk, end in zip(group.relationship_ids, group.ends, strict=True):
            day = next((due for nominal, due in days if end is None or nominal <= end), None)
            if day is not None and (pk not in first or day < first[pk]):
                first[pk] = day
    return {"relationship": as_array([*first]), "due": as_array([*first.values()])}


def placed_for(group: Group, from_: date, to: date, schedules: dict[int | None, Schedule]) -> tuple[Placed, ...]:
    """The meetings of a group's rhythm due in a stretch of days."""
    schedule = schedules.get(group.calendar_id) or default_schedule()
    if group.start is None and start_matters(group.rule):
        raise ValueError("the start of this rhythm is needed")
    rule = full_rule(group.rule, group.start or ANY_MONDAY)
    rhythm = Rhythm(rule, group.calendar_id, group.zone or str(schedule.zone), group.meet_at, group.reminder_days)
    return place(rhythm, from_, to, schedule)
