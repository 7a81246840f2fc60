"""A customer's complaints as their own people find them: what waits for them, what is on its way."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet

from brm.accounts.models import User
from brm.core import clock
from brm.documents.domain import attach_once
from brm.documents.models import Document
from brm.parties.models import Contact
from customers.complaints.domain.queries import complaints_open_to
from customers.complaints.enums import OPEN, Status
from customers.complaints.models import Complaint, ComplaintMessage

CALLING = Q(status=Status.DECISION_TOLD, accepted_at=None) | Q(status=Status.WAITING)
"""It is their turn: an answer to judge, or a question."""


def calling_complaints(user: User) -> "QuerySet[Complaint]":
    """Those that wait for a word from them, the longest first."""
    return complaints_open_to(user).filter(CALLING).order_by("status_since", "pk")


def open_complaints(user: User) -> "QuerySet[Complaint]":
    """Those we are working on, the newest first."""
    return complaints_open_to(user).filter(status__in=OPEN).exclude(CALLING).order_by("-received_at", "-pk")


def complaint_files_open_to(user: User) -> "QuerySet[Document]":
    """The files of complaints a person may read: what they sent, and what we answered with."""
    complaints = complaints_open_to(user).order_by().values("pk")
    messages = ComplaintMessage.objects.filter(complaint__in=complaints, is_visible=True).order_by().values("pk")
    return Document.objects.filter(archived_at=None, shared_with_customer=True).filter(
        Q(subject_type=Complaint._meta.label_lower, subject_id__in=complaints)
        | Q(subject_type=ComplaintMessage._meta.label_lower, subject_id__in=messages)
    )


AGAIN_WITHIN = timedelta(minutes=30)


@transaction.atomic
def sent_again(
    user: User, contact: Contact, text: str, *, files: Iterable[File] = (), at: datetime | None = None
) -> Complaint | None:
    """The open complaint these very words of theirs became a moment ago: they went back and sent it once more.

    A file that did not come the first time is added to it; None where it is new.
    """
    at = at or clock.now()
    rows = Complaint.objects.filter(contact=contact, text=text.strip(), status__in=OPEN)
    there = rows.filter(recorded_at__gt=at - AGAIN_WITHIN).select_related("relationship").first()
    if there is not None:
        for file in files:
            attach_once(there.relationship, file=file, by=user, subject=there, shared=True, at=at)
    return there
