"""What time does to meetings: reminders go out, meetings come to the desk, periods end.

Each sweep asks for what is due by now (never ``==``), takes rows nobody else holds, in order of their moment, and does
them in ranges. After an outage it does once what a thousand ticks would have done (ruling 9).
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from brm.attention.models import Attention, Severity
from brm.audit.models import AuditEvent
from brm.communications.domain.missing import count_as_missed, open_attention
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.domain.reminding import remind_of
from brm.communications.domain.settling import DUE, MEETING, settle_meetings
from brm.communications.enums import OccurrenceStatus, PlanStatus
from brm.communications.lifecycle import OCCURRENCE
from brm.communications.models import Occurrence
from brm.communications.models.occurrences import UNDONE
from brm.core import changes as announcements
from brm.core import clock

logger = logging.getLogger(__name__)
BATCH = 200
WITH = ("plan", "relationship__organisation", "relationship__owner")


def sweep_meetings(*, at: datetime | None = None) -> dict[str, int]:
    """Reminders, then what is due, then what is missed: after an outage too, in the order in which they were due."""
    at = at or clock.now()
    return {"reminded": remind_attendees(at=at), "due": bring_to_desk(at=at), "missed": miss_overdue(at=at)}


def remind_attendees(*, at: datetime | None = None) -> int:
    """Remind owner and attendees of both sides before a meeting, once each."""
    at = at or clock.now()
    due = Occurrence.objects.filter(remind_at__lte=at).order_by("remind_at", "pk")
    return _in_ranges(due, lambda rows: remind_of(rows, at=at))


def bring_to_desk(*, at: datetime | None = None) -> int:
    """On its day a meeting is due and on the manager's Today; so is one that is to be made up for."""
    at = at or clock.now()
    due = Occurrence.objects.filter(desk_at__lte=at).order_by("desk_at", "pk")
    return _in_ranges(due, lambda rows: _come_due(rows, at))


def miss_overdue(*, at: datetime | None = None) -> int:
    """A meeting whose period is over is missed, and its leads are told (C-08)."""
    at = at or clock.now()
    over = Occurrence.objects.filter(miss_at__lte=at, status__in=UNDONE).order_by("miss_at", "pk")
    return _in_ranges(over.exclude(plan__status=PlanStatus.SUSPENDED), lambda rows: _miss(rows, at))


def _in_ranges(due: "QuerySet[Occurrence]", act: Callable[[Sequence[Occurrence]], Any]) -> int:
    """Do ranges of rows, each in its transaction; where a range fails, its rows one by one, the bad ones left out."""
    done = 0
    bad: set[int] = set()
    while True:
        ids: list[int] = []
        try:
            with transaction.atomic():
                rows = _take(due.exclude(pk__in=bad)[:BATCH])
                ids = [row.pk for row in rows]
                if not rows:
                    return done
                act(rows)
                done += len(rows)
        except Exception:
            logger.exception("a range of meetings failed; trying them one by one")
            for pk in ids:
                try:
                    with transaction.atomic():
                        if rows := _take(due.filter(pk=pk)):
                            act(rows)
                            done += 1
                except Exception:
                    logger.exception("sweep failed for one meeting", extra={"pk": pk})
                    bad.add(pk)


def _take(due: "QuerySet[Occurrence]") -> list[Occurrence]:
    return list(due.select_related(*WITH).select_for_update(skip_locked=True, of=("self",)))


def _come_due(rows: Sequence[Occurrence], at: datetime) -> None:
    planned = [row for row in rows if row.status == OccurrenceStatus.PLANNED]
    target = OCCURRENCE["come_due"].target
    _update(planned, at, status=target, desk_at=None)
    Occurrence.objects.filter(pk__in=[row.pk for row in rows if row.status != OccurrenceStatus.PLANNED]).update(
        desk_at=None
    )
    _history(planned, "meeting.come_due", {"status": [OccurrenceStatus.PLANNED, target]}, at)
    Attention.objects.bulk_create(
        (
            open_attention(
                row, row.relationship.owner_id, DUE,
                Severity.LATE if row.status == OccurrenceStatus.MISSED else Severity.DUE, at,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _miss(rows: Sequence[Occurrence], at: datetime) -> None:
    early = [row for row in rows if row.status == OccurrenceStatus.PLANNED]
    _history(early, "meeting.come_due", {"status": [OccurrenceStatus.PLANNED, OccurrenceStatus.DUE]}, at)
    target = OCCURRENCE["miss"].target
    _update(rows, at, status=target, desk_at=None, remind_at=None)
    for row in rows:
        row.status = target
    _history(rows, "meeting.miss", {"status": [OccurrenceStatus.DUE, target]}, at)
    settle_meetings(rows, at=at)
    count_as_missed(rows, at=at)
    refresh_next_contact(row.relationship_id for row in rows)


def _update(rows: Sequence[Occurrence], at: datetime, **values: Any) -> None:
    Occurrence.objects.filter(pk__in=[row.pk for row in rows]).update(**values, updated_at=at, version=F("version") + 1)


def _history(rows: Sequence[Occurrence], action: str, changes: dict[str, Any], at: datetime) -> None:
    """One line per meeting, written together (INV-60)."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            at=at, action=action, subject_type=MEETING, subject_id=row.pk, subject_label=row.plan.title[:200],
            relationship_id=row.relationship_id, changes=changes,
        )
        for row in rows
    )  # fmt: skip
    announcements.announce(MEETING, [row.pk for row in rows])
