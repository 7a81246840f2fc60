"""What a person may read of complaints. Everything pages, API and portal ask for starts here (rulings 13, 14)."""

from collections.abc import Callable, Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import Truncator

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.documents.models import Document
from brm.parties.enums import PortalRole
from brm.parties.models import PortalAccess, Relationship
from customers.complaints.domain.scope import named_ids, named_in
from customers.complaints.enums import OPEN, Status
from customers.complaints.models import (
    Complaint,
    ComplaintClock,
    ComplaintMessage,
    ComplaintRise,
    ComplaintWatcher,
    Conflict,
    SatisfactionCheck,
)


def complaints_for(user: User) -> "QuerySet[Complaint]":
    """The complaints one of us may read: on relationships they see, their own, and those that name them."""
    return _readable(user, lambda: Q(pk__in=named_ids(user)) if named_ids(user) else Q())


def few_complaints_for(user: User) -> "QuerySet[Complaint]":
    """The same, for whoever asks for one of them or a handful: who is named is looked up with the row."""
    return _readable(user, lambda: named_in(user))


def _readable(user: User, named: Callable[[], Q]) -> "QuerySet[Complaint]":
    rows = Complaint.objects.select_related("matter", "relationship__organisation", "owner")
    if not user.is_active or not user.is_authenticated or not user.is_insider:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    mine = Q(owner__in=acting_ids(user))
    if user.keeps_relationships:
        mine |= Q(relationship__in=Relationship.objects.visible_to(user).order_by().values("pk"))
    return rows.filter(mine | named())


_LISTED = (
    "matter", "relationship", "path", "kind", "channel", "contact", "caller", "service", "severity", "status", "owner",
    "level", "round", "received_at", "desk_at", "remedy_cost", "remedy_approved_by", "accepted_at", "attempts",
    "closed_at", "acknowledged_in_time", "answered_in_time", "resolved_in_time", "is_disputed", "score_after",
    "is_past",
)  # fmt: skip
"""What a list has columns for, and what the next step is told by."""


def shown_in_lists(rows: "QuerySet[Complaint]") -> "QuerySet[Complaint]":
    """Each row with as much of itself, its matter, customer, owner and service as a list has columns for."""
    return narrowed(
        rows, _LISTED, matter=("number", "title"), relationship=("organisation", "kind"),
        relationship__organisation=ORGANISATION, contact=("name",), owner=PERSON,
        service=("code", "name_zh", "name_en"),
    )  # fmt: skip


def open_complaints_for(user: User) -> "QuerySet[Complaint]":
    """The desk: what is open, the worst first."""
    return complaints_for(user).filter(status__in=OPEN).order_by("-level", "desk_at", "pk")


def complaints_open_to(user: User) -> "QuerySet[Complaint]":
    """The complaints an outsider may read: the organisation's, or only their own, by the role they were let in with."""
    rows = Complaint.objects.select_related("matter", "relationship__organisation", "contact", "service")
    if not user.has_role(Role.CONTACT):
        return rows.none()
    accesses = PortalAccess.objects.filter(
        contact__user=user, contact__left_on=None, contact__erased_at=None, revoked_at=None,
        relationship__in=Relationship.objects.open_to(user).order_by().values("pk"),
    )  # fmt: skip
    let_in = list(accesses.values_list("relationship_id", "role"))
    whole = [pk for pk, role in let_in if role == PortalRole.CUSTOMER]
    own = [pk for pk, role in let_in if role != PortalRole.CUSTOMER]
    mine = Q(contact__user=user) | Q(watchers__contact__user=user)
    return rows.filter(Q(relationship__in=whole) | (Q(relationship__in=own) & mine)).distinct()


def complaints_of(relationship: Relationship) -> "QuerySet[Complaint]":
    """The complaints of one relationship whose reader has been checked, newest first."""
    rows = Complaint.objects.filter(relationship=relationship).select_related("matter", "owner")
    return rows.order_by("-received_at", "-pk")


def messages_of(complaint: Complaint | int) -> "QuerySet[ComplaintMessage]":
    """Everything said on a complaint whose reader, one of us, has been checked."""
    return ComplaintMessage.objects.filter(complaint=complaint).select_related("user", "contact").order_by("at", "pk")


def visible_messages_of(complaint: Complaint) -> "QuerySet[ComplaintMessage]":
    """What its complainant may read of it."""
    return messages_of(complaint).filter(is_visible=True)


def files_of(complaint: Complaint, *, visible_only: bool = False) -> "QuerySet[Document]":
    """The files of a complaint and of its messages; ``visible_only`` leaves out those among us."""
    messages = visible_messages_of(complaint) if visible_only else messages_of(complaint)
    rows = Document.objects.filter(archived_at=None).filter(
        Q(subject_type="complaints.complaint", subject_id=complaint.pk)
        | Q(subject_type="complaints.complaintmessage", subject_id__in=messages.order_by().values("pk"))
    )
    rows = rows.filter(shared_with_customer=True) if visible_only else rows
    return rows.select_related("uploaded_by", "uploaded_contact").order_by("created_at", "pk")


def clocks_of(complaint: Complaint) -> "QuerySet[ComplaintClock]":
    """Its clocks, those of earlier rounds first."""
    return ComplaintClock.objects.filter(complaint=complaint).order_by("round", "pk")


def rises_of(complaint: Complaint) -> "QuerySet[ComplaintRise]":
    """How it rose, to whom, why."""
    return ComplaintRise.objects.filter(complaint=complaint).select_related("person").order_by("at", "pk")


def watchers_of(complaint: Complaint) -> "QuerySet[ComplaintWatcher]":
    """Who hears how it goes on."""
    return ComplaintWatcher.objects.filter(complaint=complaint).select_related("user", "contact")


def conflict_of(complaint: Complaint) -> Conflict | None:
    """Its conflict, if there is one."""
    return Conflict.objects.filter(complaint=complaint).select_related("mediator").first()


def check_of(complaint: Complaint) -> SatisfactionCheck | None:
    """The satisfaction check that waits for an answer, or the last one."""
    rows = SatisfactionCheck.objects.filter(complaint=complaint, dropped_at=None)
    return rows.order_by("-answered_at", "-pk").first()


def possible_duplicates(complaint: Complaint) -> "QuerySet[Complaint]":
    """Open complaints of the same customer: to merge with, or to link as one case."""
    rows = complaints_of(complaint.relationship).filter(status__in=OPEN)
    return rows.exclude(pk=complaint.pk)


def with_parts(rows: "QuerySet[Complaint]") -> "QuerySet[Complaint]":
    """Each row with its running clocks and its rises, in a constant number of statements."""
    return rows.prefetch_related(
        Prefetch("clocks", queryset=ComplaintClock.objects.order_by("round", "pk")),
        Prefetch("rises", queryset=ComplaintRise.objects.select_related("person").order_by("at", "pk")),
    )


COUNTED = [status for status in Status.values if status != Status.MERGED]
"""What counts as a complaint received (K-04): a duplicate is counted with the one it went into."""


def message_starts(user: User, ids: Iterable[int]) -> dict[int, str]:
    """How messages begin, for the history of complaints a person may see."""
    rows = ComplaintMessage.objects.filter(pk__in=list(ids), complaint__in=few_complaints_for(user).order_by())
    return {pk: start_of(text) for pk, text in rows.values_list("pk", "text")}


def start_of(text: str) -> str:
    """How a message begins."""
    return Truncator(text).chars(60)
