"""What hangs on a complaint, for its page: one statement says what there is, and only that is asked for."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed, whole
from brm.core.prepared import Prepared
from brm.matters.models import Matter
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.readers import PreparedFor
from customers.complaints.domain.queries import few_complaints_for, possible_duplicates, watchers_of
from customers.complaints.enums import OPEN
from customers.complaints.models import (
    Complaint,
    ComplaintRise,
    ComplaintWatcher,
    Conflict,
    SatisfactionCheck,
    WatchEntry,
)

_SHOWN: dict[str, Iterable[str]] = {
    "matter": whole(Matter),
    "relationship": ("organisation", "kind", "status", "owner", "team", "end_reason", "tier", "calendar", "time_zone"),
    "relationship__organisation": (*ORGANISATION, "calendar", "time_zone"),
    "relationship__owner": PERSON,
    "relationship__team": ("name",),
    "owner": PERSON,
    "contact": ("name", "kind", "email", "phone", "job_title", "language", "organisation", "erased_at"),
    "service": ("code", "name_zh", "name_en"),
    "recorded_by": PERSON,
    "remedy_approved_by": PERSON,
    "visit": ("status",),
    "merged_into": ("matter",),
    "merged_into__matter": ("number", "title"),
    "conflict": whole(Conflict),
    "conflict__mediator": PERSON,
}
"""What the page shows of everything it joins."""


_FLAGS = {
    "there_are_rises": "EXISTS (SELECT 1 FROM complaints_complaintrise WHERE complaint_id = {c}.matter_id)",
    "there_are_messages": "EXISTS (SELECT 1 FROM complaints_complaintmessage WHERE complaint_id = {c}.matter_id)",
    "there_are_files": """EXISTS (
        SELECT 1 FROM documents_document WHERE archived_at IS NULL AND (
            subject_type = 'complaints.complaint' AND subject_id = {c}.matter_id
            OR subject_type = 'complaints.complaintmessage'
            AND subject_id IN (SELECT id FROM complaints_complaintmessage WHERE complaint_id = {c}.matter_id)
        ))""",
    "there_are_watchers": "EXISTS (SELECT 1 FROM complaints_complaintwatcher WHERE complaint_id = {c}.matter_id)",
    "there_are_checks": "EXISTS (SELECT 1 FROM complaints_satisfactioncheck WHERE complaint_id = {c}.matter_id)",
    "there_are_links": """EXISTS (
        SELECT 1 FROM matters_matterlink WHERE source_id = {c}.matter_id OR target_id = {c}.matter_id)""",
    "there_are_duplicates": "EXISTS (SELECT 1 FROM complaints_complaint d WHERE d.merged_into_id = {c}.matter_id)",
    "there_are_others": """EXISTS (
        SELECT 1 FROM complaints_complaint o
        WHERE o.relationship_id = {c}.relationship_id AND o.matter_id <> {c}.matter_id AND o.status IN ({open}))""",
    "followed": """EXISTS (
        SELECT 1 FROM complaints_watchentry w WHERE w.matter_id = {c}.matter_id AND w.removed_at IS NULL)""",
}
"""What there may be of a complaint. Written by hand: composing these took longer than reading the page's rows."""
_NAMES = {"c": '"complaints_complaint"', "open": ", ".join(f"'{status}'" for status in OPEN)}
_HANGS = {
    name: RawSQL(sql.format(**_NAMES), (), output_field=models.BooleanField())  # noqa: S611 - nothing of a person's
    for name, sql in _FLAGS.items()
}


def _told_whole(reader: User, pk: int) -> "QuerySet[Complaint]":
    customer = relationships_for(reader).filter(pk=OuterRef("relationship"))
    line = WatchEntry.objects.filter(matter=OuterRef("pk"), removed_at=None)
    return narrowed(few_complaints_for(reader).filter(pk=pk), **_SHOWN).annotate(
        shows_customer=Exists(customer), followed_step=Subquery(line.values("next_step")[:1]),
        followed_on=Subquery(line.values("next_on")[:1]), **_HANGS,
    )  # fmt: skip


_WHOLE = PreparedFor(_told_whole)


def whole_complaint(reader: User, pk: int) -> Complaint | None:
    """A complaint the reader may see with its conflict and its line on the watch list, and what else there is of it.

    What else there is says ``there_are_…``, whether the reader may see the customer ``shows_customer``.
    """
    return _WHOLE.first(reader, pk)


def conflict_with(complaint: Complaint) -> Conflict | None:
    """The conflict that was read with it."""
    return getattr(complaint, "conflict", None)


def entry_with(complaint: Any) -> WatchEntry | None:
    """The line on the watch list that was read with it (C-17)."""
    return WatchEntry(next_step=complaint.followed_step, next_on=complaint.followed_on) if complaint.followed else None


_RISES = Prepared(lambda pk: narrowed(ComplaintRise.objects.filter(complaint=pk).order_by("at", "pk"), person=PERSON))


def hang_rises(complaint: Any) -> None:
    """Its rises with their people, read once for everybody who looks at them."""
    rises = ComplaintRise.objects.none()
    if complaint.there_are_rises:
        rises._result_cache = _RISES(complaint.pk)
    complaint.__dict__.setdefault("_prefetched_objects_cache", {})["rises"] = rises


def watchers_with(complaint: Any) -> list[ComplaintWatcher]:
    """Who hears how it goes on."""
    return list(watchers_of(complaint)) if complaint.there_are_watchers else []


def checks_with(complaint: Any) -> list[SatisfactionCheck]:
    """The satisfaction checks after closing."""
    return list(complaint.checks.all()) if complaint.there_are_checks else []


def duplicates_with(complaint: Any) -> list[Complaint]:
    """Those that were merged into it."""
    return list(complaint.duplicates.select_related("matter")) if complaint.there_are_duplicates else []


def others_with(complaint: Any, reader: User, most: int) -> list[Complaint]:
    """Other open complaints of the same customer that the reader may open (INV-16)."""
    if not complaint.is_open or not complaint.there_are_others:
        return []
    rows = possible_duplicates(complaint).filter(pk__in=few_complaints_for(reader).order_by().values("pk"))
    return list(
        rows.select_related(None)
        .select_related("matter")
        .only("path", "status", "matter__number", "matter__title")[:most]
    )
