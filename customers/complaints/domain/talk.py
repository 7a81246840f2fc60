"""What was said on a complaint, with its files, as its page shows it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.core.narrowing import PERSON, narrowed
from brm.core.prepared import Prepared
from brm.documents.models import Document
from customers.complaints.domain.queries import complaints_for, files_of, messages_of
from customers.complaints.domain.scope import is_outsider
from customers.complaints.models import Complaint, ComplaintMessage

_COMPLAINT = Complaint._meta.label_lower
_MESSAGE = ComplaintMessage._meta.label_lower


_SAID = Prepared(lambda pk: narrowed(messages_of(pk), user=(*PERSON, "is_active", "roles"), contact=("name",)))


@dataclass
class Line:
    """One message: who said it, whether they are the complainant's side, what they attached."""

    row: ComplaintMessage
    name: str
    theirs: bool
    files: list[Document] = field(default_factory=list)


def talk_of(
    complaint: Complaint, *, with_files: bool = True, with_words: bool = True
) -> tuple[list[Line], list[Document]]:
    """Everything that was said, oldest first, and the files that came with the complaint itself.

    What is known to be nowhere need not be asked for.
    """
    files: dict[int, list[Document]] = defaultdict(list)
    own: list[Document] = []
    for document in files_of(complaint) if with_files else ():
        (files[document.subject_id or 0] if document.subject_type == _MESSAGE else own).append(document)
    said = _SAID(complaint.pk) if with_words else ()
    return [Line(row, _speaker(row), _is_theirs(row), files[row.pk]) for row in said], own


def complaint_files_for(user: User) -> "QuerySet[Document]":
    """The files of complaints a person may read, who need not see everything else of the customer."""
    seen = complaints_for(user).order_by().values("pk")
    said = ComplaintMessage.objects.filter(complaint__in=seen).values("pk")
    return Document.objects.filter(archived_at=None).filter(
        Q(subject_type=_COMPLAINT, subject_id__in=seen) | Q(subject_type=_MESSAGE, subject_id__in=said)
    )


def _speaker(row: ComplaintMessage) -> str:
    if row.contact is not None:
        return str(row.contact)
    return str(row.user) if row.user is not None else _("The portal")


def _is_theirs(row: ComplaintMessage) -> bool:
    return row.contact_id is not None or (row.user is not None and is_outsider(row.user))
