"""A customer's complaints as their own people find them: what waits for them, what is on its way."""

from django.db.models import Q, QuerySet

from brm.accounts.models import User
from brm.documents.models import Document
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
