"""Placing undone meetings anew: official days arrive, a zone or a plan changes (ruling 10)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from brm.calendars.models import WorkingCalendar
from brm.communications.domain.materialise import GROUPED, PLANS_AND_DAYS, arrays, groups_of, insert_meetings
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.enums import OccurrenceStatus
from brm.communications.models import Occurrence, Replacing
from brm.communications.rules import CHUNK
from brm.core import clock
from brm.parties.models import Relationship

_GROUPS = "".join(
    ("WITH claimed AS (SELECT plan_id, made_until FROM communications_planhorizon WHERE plan_id = ANY(%s))", GROUPED)
)

_CHUNK_OF_CALENDAR = """
SELECT h.plan_id FROM communications_planhorizon h
JOIN communications_plan p ON p.id = h.plan_id
JOIN parties_relationship r ON r.id = p.relationship_id
JOIN parties_organisation o ON o.id = r.organisation_id
WHERE h.plan_id > %(after)s AND (
  coalesce(r.calendar_id, o.calendar_id) = %(calendar)s
  OR (%(ours)s AND coalesce(r.calendar_id, o.calendar_id) IS NULL))
ORDER BY h.plan_id LIMIT %(chunk)s
"""

_CHUNK_OF_RELATIONSHIP = """
SELECT h.plan_id FROM communications_planhorizon h JOIN communications_plan p ON p.id = h.plan_id
WHERE h.plan_id > %(after)s AND p.relationship_id = %(relationship)s ORDER BY h.plan_id LIMIT %(chunk)s
"""

_MOVE = "".join(
    (
        PLANS_AND_DAYS,
        """, moved AS (
  UPDATE communications_occurrence o SET updated_at = %(now)s, version = o.version + 1, period_start = d.period_start,
    period_end = d.period_end, nominal_on = d.nominal_on, due_on = d.due_on, starts_at = d.starts_at,
    desk_at = d.desk_at, remind_at = d.remind_at, miss_at = d.miss_at
  FROM plans p JOIN days d USING (grp)
  WHERE o.plan_id = p.plan_id AND o.period_key = d.period_key AND o.status = 'planned' AND o.moved = 0
    AND (o.due_on, o.starts_at, o.miss_at) IS DISTINCT FROM (d.due_on, d.starts_at, d.miss_at)
  RETURNING o.relationship_id
)
SELECT relationship_id, count(*) FROM moved GROUP BY 1
""",
    )
)


def days_changed(calendar: WorkingCalendar, days: frozenset[date] | None) -> None:
    """Remember that a calendar changed; the sweep places the undone meetings that reckon in it anew."""
    today = clock.today(calendar.time_zone)
    if days is not None and all(day < today - timedelta(days=31) for day in days):
        return
    Replacing.objects.create(calendar=calendar, is_ours=calendar.is_default, days=sorted(days or ()))


def relationship_moved(relationship: Relationship) -> None:
    """Remember that a relationship has another calendar or zone."""
    Replacing.objects.create(relationship=relationship)


def replace_meetings(*, at: datetime | None = None, chunk: int = CHUNK) -> int:
    """Work off what is remembered, range by range; a killed sweep goes on where it was."""
    at = at or clock.now()
    moved = 0
    while True:
        with transaction.atomic():
            row = Replacing.objects.select_for_update(skip_locked=True).filter(finished_at=None).order_by("id").first()
            if row is None:
                return moved
            ids = _next_chunk(row, chunk)
            if ids:
                done = replace_plan_ids(ids, at=at)
                row.after_plan, row.moved = ids[-1], row.moved + done
                moved += done
            else:
                row.finished_at = at
            row.save(update_fields=["after_plan", "moved", "finished_at"])


def _next_chunk(row: Replacing, chunk: int) -> list[int]:
    query = _CHUNK_OF_RELATIONSHIP if row.relationship_id else _CHUNK_OF_CALENDAR
    values = {
        "after": row.after_plan, "chunk": chunk, "calendar": row.calendar_id, "ours": row.is_ours,
        "relationship": row.relationship_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [plan_id for (plan_id,) in cursor.fetchall()]


def replace_plan_ids(plan_ids: Sequence[int], *, at: datetime, gone: bool = False) -> int:
    """Place the undone future meetings of these plans by their present rhythm and calendar.

    What somebody moved by hand stays where it is, what has come to the desk too. With ``gone`` meetings of periods
    that the rhythm no longer names are removed. Answers how many changed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, [list(plan_ids)])
        groups = groups_of(cursor.fetchall())
    stretches = [(group, clock.day_of(at), group.made_until) for group in groups]
    values = arrays(stretches)
    changed = _remove_unnamed(values, plan_ids, at) if gone else 0
    touched = {pk for group in groups for pk in group.relationship_ids} if changed else set()
    if values["key"]:
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, {**values, "now": at})
            for relationship_id, count in cursor.fetchall():
                touched.add(relationship_id)
                changed += count
    insert_meetings(stretches, at)
    refresh_next_contact(touched)
    return changed


def _remove_unnamed(values: dict[str, Any], plan_ids: Sequence[int], at: datetime) -> int:
    """Take away what is still ahead and belongs to periods the rhythm does not name any more."""
    ahead = Occurrence.objects.filter(
        plan__in=plan_ids, status=OccurrenceStatus.PLANNED, moved=0, desk_at__gt=at
    ).exclude(period_key__in=values["key"])
    count = ahead.count()
    ahead.delete()
    return count
