"""The sweep of the clocks: whatever has passed a threshold rises, many at once, set by set (ruling 7, INV-14)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from brm.accounts.domain.ladders import Ladder, ladders_of
from brm.attention.models import Attention
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.audit.trail import plain
from brm.calendars.domain.queries import schedules_of
from brm.core import clock
from brm.core.changes import gathered
from brm.core.copying import patch
from brm.matters.models import Matter
from brm.notifications.domain.writing import Notice, notify_many
from brm.timeline.bulk import note_many
from customers.complaints.domain.asking import ESCALATED, OWN, loudness, today_words
from customers.complaints.domain.clocks import Schedules, reckon, settle_moments
from customers.complaints.domain.links import page_of
from customers.complaints.domain.rising import Cause, last_ranks, rises_to
from customers.complaints.domain.telling import words_of
from customers.complaints.enums import OPEN, ClockKind, RiseCause
from customers.complaints.models import Complaint, ComplaintClock, ComplaintRise, ComplaintWait, WatchEntry
from customers.complaints.rules import BATCH, THRESHOLDS

SUBJECT = "complaints.complaint"


def escalate_complaints(*, at: datetime | None = None, limit: int = 100_000) -> int:
    """Every complaint a clock of which has passed 100, 150 or 200 %; answers how many rose.

    Held in sets with SKIP LOCKED: two sweeps at once share the work, a late one catches up level by level.
    """
    now = at or clock.now()
    done = looked = 0
    while looked < limit:
        with transaction.atomic(), gathered():
            rows = Complaint.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
                "matter", "relationship__organisation", "owner"
            )
            due = list(rows.filter(escalate_at__lte=now).order_by("escalate_at", "pk")[:BATCH])
            if not due:
                return done
            done += _escalate(due, now)
            looked += len(due)
    return done


def _escalate(due: Sequence[Complaint], now: datetime) -> int:
    complaints = {row.pk: row for row in due}
    clocks: dict[int, list[ComplaintClock]] = defaultdict(list)
    for row in ComplaintClock.objects.filter(complaint__in=list(complaints), stopped_at=None).order_by("pk"):
        clocks[row.complaint_id].append(row)
    waits: dict[int, list[ComplaintWait]] = defaultdict(list)
    for wait in ComplaintWait.objects.filter(complaint__in=list(complaints)).order_by("since_at"):
        waits[wait.complaint_id].append(wait)
    schedules = schedules_of({row.calendar_id for rows in clocks.values() for row in rows})
    ladders = ladders_of({complaint.relationship.team_id for complaint in due})
    ranks = last_ranks(complaints)
    rises: list[ComplaintRise] = []
    touched: list[ComplaintClock] = []
    for complaint in due:
        passed = _pass_thresholds(complaint, clocks[complaint.pk], waits[complaint.pk], schedules, now)
        touched += [row for row, _percent in passed]
        rises += _rises(complaint, passed, ladders[complaint.relationship.team_id], ranks.get(complaint.pk, 0), now)
        moments = settle_moments(clocks[complaint.pk], complaint.round, complaint.waiting_until or now)
        complaint.desk_at, complaint.escalate_at = moments["desk_at"], moments["escalate_at"]
    patch(
        ComplaintClock,
        [(row.pk, {"passed": row.passed, "next_at": row.next_at, "due_at": row.due_at})
         for row in {row.pk: row for row in touched}.values()],
    )  # fmt: skip
    risen = _rise(rises)
    patch(Complaint, [_moments(row) for row in due if row.pk not in risen])
    patch(Complaint, [_moments(row, level=row.level) for row in due if row.pk in risen], at=now)
    if risen:
        _tell(complaints, risen, now)
    return len(risen)


def _pass_thresholds(
    complaint: Complaint, clocks: Sequence[ComplaintClock], waits: Sequence[ComplaintWait], schedules: Schedules,
    now: datetime,
) -> list[tuple[ComplaintClock, int]]:  # fmt: skip
    """Every threshold that lies behind ``now``, each clock once for each, in the order in which they fell."""
    passed = []
    for row in clocks:
        while row.round == complaint.round and row.next_at is not None and row.next_at <= now:
            passed.append((row.next_at, row, THRESHOLDS[row.passed]))
            row.passed += 1
            reckon(row, waits, schedules, escalates=True)
    return [(row, percent) for _fell, row, percent in sorted(passed, key=lambda each: each[0])]


def _rises(
    complaint: Complaint, passed: Sequence[tuple[ComplaintClock, int]], ladder: Ladder, rank: int, now: datetime
) -> list[ComplaintRise]:
    """100 % asks for one level above where the clock began, 150 % for two, 200 % for three; one level at a time."""
    found: list[ComplaintRise] = []
    if complaint.status not in OPEN:
        return found
    for row, percent in passed:
        level = row.base_level + THRESHOLDS.index(percent) + 1
        cause = Cause(RiseCause.CLOCK, row.kind, percent)
        rises = rises_to(complaint, level, cause, ladder=ladder, last_rank=rank, at=now)
        if rises:
            complaint.level, rank = rises[-1].level, rises[-1].rank
            found += rises
    return found


def _moments(complaint: Complaint, **more: Any) -> tuple[int, dict[str, Any]]:
    return complaint.pk, {"desk_at": complaint.desk_at, "escalate_at": complaint.escalate_at, **more}


def _rise(rises: Sequence[ComplaintRise]) -> dict[int, list[ComplaintRise]]:
    ComplaintRise.objects.bulk_create(rises)
    risen: dict[int, list[ComplaintRise]] = defaultdict(list)
    for rise in rises:
        risen[rise.complaint_id].append(rise)
    return risen


def _tell(complaints: Mapping[int, Complaint], risen: Mapping[int, Sequence[ComplaintRise]], now: datetime) -> None:
    """History, timeline, notices, Today and the watch list of all of them, each in one statement."""
    for number in range(max(len(rises) for rises in risen.values())):
        some = {pk: rises[number] for pk, rises in risen.items() if len(rises) > number}
        record_many(
            SUBJECT,
            [
                Line(
                    pk, str(complaints[pk]), complaints[pk].relationship_id,
                    {"level": (rise.level - 1, rise.level), "person": (None, rise.person)},
                )
                for pk, rise in some.items()
            ],
            "complaint.escalate", by=None, at=now,
        )  # fmt: skip
    everything = [rise for rises in risen.values() for rise in rises]
    note_many(
        [
            {
                "relationship_id": complaints[rise.complaint_id].relationship_id, "at": now, "kind": "complaint",
                "event": "escalate", "subject_type": SUBJECT, "subject_id": rise.complaint_id,
                "params": plain({**_words(complaints, rise), "person": str(rise.person)}),
            }
            for rise in everything
        ]
    )  # fmt: skip
    notify_many(
        "complaint_escalated",
        [
            Notice(
                rise.person, f"complaint-{rise.complaint_id}-escalated-{rise.opening}-{rise.level}",
                _words(complaints, rise), page_of(rise.complaint_id), complaints[rise.complaint_id].relationship_id,
            )
            for rise in everything
        ],
        at=now,
    )  # fmt: skip
    _ask(complaints, risen, now)
    _follow(complaints, risen, now)


def _words(complaints: Mapping[int, Complaint], rise: ComplaintRise) -> dict[str, Any]:
    return words_of(complaints[rise.complaint_id]) | {
        "level": rise.level, "cause": rise.cause, "percent": rise.percent,
        "clock": ClockKind(rise.clock_kind).label if rise.clock_kind else "", "clock_kind": rise.clock_kind,
    }  # fmt: skip


def _ask(complaints: Mapping[int, Complaint], risen: Mapping[int, Sequence[ComplaintRise]], now: datetime) -> None:
    """Today of owner and named person grows louder; who was named before is relieved."""
    rows = Attention.objects.filter(subject_type=SUBJECT, subject_id__in=list(risen), closed_at=None)
    rows.filter(rule=ESCALATED).update(closed_at=now)
    louder = []
    for pk, subject_id, params in rows.filter(rule=OWN).values_list("pk", "subject_id", "params"):
        complaint = complaints[subject_id]
        louder.append((pk, {
            "severity": int(loudness(complaint, now)), "due_at": complaint.desk_at, "snoozed_until": None,
            "params": {**params, "level": complaint.level},
        }))  # fmt: skip
    patch(Attention, louder)
    fresh = []
    for pk, rises in risen.items():
        complaint = complaints[pk]
        fresh.append(
            Attention(
                assignee=rises[-1].person, rule=ESCALATED, subject_type=SUBJECT, subject_id=pk,
                relationship_id=complaint.relationship_id, severity=loudness(complaint, now),
                due_at=complaint.desk_at, opened_at=now,
                params=plain(today_words(complaint)),
            )
        )  # fmt: skip
    Attention.objects.bulk_create(fresh, ignore_conflicts=True)


def _follow(complaints: Mapping[int, Complaint], risen: Mapping[int, Sequence[ComplaintRise]], now: datetime) -> None:
    matters: list[Matter] = [complaints[pk].matter for pk in risen]
    WatchEntry.objects.bulk_create(
        [
            WatchEntry(
                matter=matter, relationship_id=matter.relationship_id, added_at=now, created_at=now, updated_at=now
            )
            for matter in matters
        ],
        ignore_conflicts=True,
    )


trail.label("complaint.escalate", gettext_lazy("Escalated to the next level"))
