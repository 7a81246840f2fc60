"""What hangs on a complaint, for its page: one statement says what there is, and only that is asked for."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed, whole
from brm.documents.models import Document
from brm.matters.models import Matter, MatterLink
from brm.parties.domain.queries import relationships_for
from brm.parties.models import Relationship
from customers.complaints.domain.queries import possible_duplicates, watchers_of
from customers.complaints.enums import OPEN
from customers.complaints.models import (
    Complaint,
    ComplaintMessage,
    ComplaintRise,
    ComplaintWatcher,
    Conflict,
    SatisfactionCheck,
    WatchEntry,
)

_COMPLAINT = Complaint._meta.label_lower
_MESSAGE = ComplaintMessage._meta.label_lower


_SHOWN: dict[str, Iterable[str]] = {
    "matter": whole(Matter),
    "relationship": whole(Relationship),
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


def told_whole(rows: "QuerySet[Complaint]", reader: User) -> "QuerySet[Complaint]":
    """Each row with its conflict, its line on the watch list, and with what else there is of it (``there_are_…``)."""
    pk = OuterRef("pk")
    said = ComplaintMessage.objects.filter(complaint=OuterRef(OuterRef("pk"))).order_by().values("pk")
    followed = WatchEntry.objects.filter(matter=pk, removed_at=None)
    others = Complaint.objects.filter(relationship=OuterRef("relationship"), status__in=OPEN).exclude(pk=pk)
    return narrowed(rows, **_SHOWN).annotate(
        followed=Exists(followed),
        followed_step=Subquery(followed.values("next_step")[:1]),
        followed_on=Subquery(followed.values("next_on")[:1]),
        shows_customer=Exists(relationships_for(reader).filter(pk=OuterRef("relationship"))),
        there_are_rises=Exists(ComplaintRise.objects.filter(complaint=pk)),
        there_are_messages=Exists(ComplaintMessage.objects.filter(complaint=pk)),
        there_are_files=Exists(
            Document.objects.filter(archived_at=None).filter(
                Q(subject_type=_COMPLAINT, subject_id=pk) | Q(subject_type=_MESSAGE, subject_id__in=said)
            )
        ),
        there_are_watchers=Exists(ComplaintWatcher.objects.filter(complaint=pk)),
        there_are_checks=Exists(SatisfactionCheck.objects.filter(complaint=pk)),
        there_are_links=Exists(MatterLink.objects.filter(Q(source=pk) | Q(target=pk))),
        there_are_duplicates=Exists(Complaint.objects.filter(merged_into=pk)),
        there_are_others=Exists(others),
    )


def conflict_with(complaint: Complaint) -> Conflict | None:
    """The conflict that was read with it."""
    return getattr(complaint, "conflict", None)


def entry_with(complaint: Any) -> WatchEntry | None:
    """The line on the watch list that was read with it (C-17)."""
    return WatchEntry(next_step=complaint.followed_step, next_on=complaint.followed_on) if complaint.followed else None


def hang_rises(complaint: Any) -> None:
    """Its rises with their people, read once for everybody who looks at them."""
    rises = narrowed(ComplaintRise.objects.order_by("at", "pk"), person=PERSON)
    if complaint.there_are_rises:
        prefetch_related_objects([complaint], Prefetch("rises", queryset=rises))
    else:
        complaint.__dict__.setdefault("_prefetched_objects_cache", {})["rises"] = rises.none()


def watchers_with(complaint: Any) -> list[ComplaintWatcher]:
    """Who hears how it goes on."""
    return list(watchers_of(complaint)) if complaint.there_are_watchers else []


def checks_with(complaint: Any) -> list[SatisfactionCheck]:
    """The satisfaction checks after closing."""
    return list(complaint.checks.all()) if complaint.there_are_checks else []


def duplicates_with(complaint: Any) -> list[Complaint]:
    """Those that were merged into it."""
    return list(complaint.duplicates.select_related("matter")) if complaint.there_are_duplicates else []


def others_with(complaint: Any, readable: "QuerySet[Complaint]", most: int) -> list[Complaint]:
    """Other open complaints of the same customer that the reader may open (INV-16)."""
    if not complaint.is_open or not complaint.there_are_others:
        return []
    rows = possible_duplicates(complaint).filter(pk__in=readable.order_by().values("pk"))
    return list(
        rows.select_related(None)
        .select_related("matter")
        .only("path", "status", "matter__number", "matter__title")[:most]
    )
