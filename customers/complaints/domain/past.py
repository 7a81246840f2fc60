"""Complaints of the past, taken in as they were: no clocks, no notices, no gates (ruling 24)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.changes import gathered
from brm.core.copying import copy_in, next_ids
from brm.matters.domain import next_numbers
from brm.matters.models import Matter, MatterKind
from brm.parties.models import Relationship
from brm.timeline.bulk import note_many
from customers.complaints.enums import Channel, ComplainantKind, Path, Severity, Status
from customers.complaints.models import Complaint

SUBJECT = "complaints.complaint"
BATCH = 2_000


@dataclass(frozen=True)
class PastComplaint:
    """One complaint as it comes from outside. The complainant may be unknown; what is empty is not known.

    ``in_time`` is what its file says of the answer; ``is_over`` is false where it was still in progress there.
    """

    relationship: Relationship
    received_at: datetime
    title: str
    number: str = ""
    key: str = ""
    text: str = ""
    path: str = Path.DIRECT
    kind: str = ComplainantKind.USER
    channel: str = Channel.OTHER
    service: Service | None = None
    category: str = ""
    subcategory: str = ""
    severity: int = Severity.MEDIUM
    remedy_sought: str = ""
    acknowledged_at: datetime | None = None
    decision_told_at: datetime | None = None
    closed_at: datetime | None = None
    decision: str = ""
    root_cause: str = ""
    in_time: bool | None = None
    is_disputed: bool | None = None
    is_over: bool = True


def record_past_complaint(past: PastComplaint, *, by: User | None) -> Complaint:
    """Take in one complaint of the past."""
    (pk,) = record_past_complaints([past], by=by)
    return Complaint.objects.select_related("matter").get(pk=pk)


@transaction.atomic
def record_past_complaints(
    rows: Sequence[PastComplaint], *, by: User | None, import_id: int | None = None, at: datetime | None = None
) -> list[int]:
    """Take in many, set by set: matters, complaints, timeline, history. Answers their ids in the order given."""
    at = at or clock.now()
    done: list[int] = []
    with gathered():
        for start in range(0, len(rows), BATCH):
            done += _take_in(rows[start : start + BATCH], by, import_id, at)
    return done


def _take_in(rows: Sequence[PastComplaint], by: User | None, import_id: int | None, at: datetime) -> list[int]:
    free = next_numbers(MatterKind.COMPLAINT, Counter(row.received_at.year for row in rows if not row.number))
    ids = next_ids(Matter, len(rows))
    numbers = [row.number or free[row.received_at.year].pop(0) for row in rows]
    triples = list(zip(ids, numbers, rows, strict=True))
    copy_in(Matter, [_matter(pk, number, row) for pk, number, row in triples])
    copy_in(Complaint, [_complaint(pk, row, by, import_id, at) for pk, _number, row in triples])
    note_many(
        [
            {
                "relationship_id": row.relationship.pk, "at": row.received_at, "kind": "complaint", "event": "past",
                "subject_type": SUBJECT, "subject_id": pk, "actor_id": by.pk if by else None,
                "params": {"number": number, "title": row.title[:200], "path": row.path},
            }
            for pk, number, row in triples
        ]
    )  # fmt: skip
    lines = [
        Line(pk, f"{number} {row.title}", row.relationship.pk,
             {"received_at": (None, row.received_at), "path": (None, row.path)})
        for pk, number, row in triples
    ]  # fmt: skip
    record_many(SUBJECT, lines, "complaint.record_past", by=by, at=at)
    return ids


def _matter(pk: int, number: str, row: PastComplaint) -> dict[str, Any]:
    ended = row.closed_at or row.decision_told_at or row.received_at
    return {
        "id": pk, "number": number, "kind": MatterKind.COMPLAINT.value, "relationship_id": row.relationship.pk,
        "title": row.title[:200], "opened_at": row.received_at,
        "closed_at": max(ended, row.received_at) if row.is_over else None,
    }  # fmt: skip


def _complaint(pk: int, row: PastComplaint, by: User | None, import_id: int | None, at: datetime) -> dict[str, Any]:
    told = row.decision_told_at or row.closed_at
    return {
        "matter_id": pk, "relationship_id": row.relationship.pk, "text": row.text, "path": str(row.path),
        "kind": str(row.kind), "channel": str(row.channel), "service_id": row.service.pk if row.service else None,
        "category": row.category[:120], "subcategory": row.subcategory[:120], "remedy_sought": row.remedy_sought,
        "severity": int(row.severity), "status": str(Status.CLOSED if row.is_over else Status.INVESTIGATING),
        "status_since": told or row.received_at, "owner_id": row.relationship.owner_id,
        "received_at": row.received_at, "recorded_at": at, "recorded_by_id": by.pk if by else None,
        "acknowledged_at": row.acknowledged_at, "decision_told_at": told if row.is_over else None,
        "closed_at": row.closed_at if row.is_over else None, "decision": row.decision, "root_cause": row.root_cause,
        "answered_in_time": row.in_time, "is_disputed": row.is_disputed, "is_past": True, "imported_in": import_id,
        "key": row.key[:120], "desk_at": row.received_at, "created_at": at, "updated_at": at,
    }  # fmt: skip


trail.label("complaint.record_past", gettext_lazy("Recorded the complaint of the past"))
