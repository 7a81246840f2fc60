"""What is said on a complaint: between us, or with the complainant; by form, portal or mail."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.parties.models import Contact
from customers.complaints.domain.moving import hold, needed
from customers.complaints.domain.scope import is_outsider, is_owner, may_manage, speaker
from customers.complaints.domain.telling import colleagues_watching, responsible, tell_complainant, tell_people
from customers.complaints.domain.waiting import end_wait
from customers.complaints.enums import MessageKind, Status, WaitEnd
from customers.complaints.models import Complaint, ComplaintMessage


@transaction.atomic
def write(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    text: str,
    visible: bool,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime | None = None,
    key: str = "",
) -> ComplaintMessage:
    """Write a note among us, or to the complainant; or what the complainant wrote to us.

    ``key`` (of a form, of a mail) makes the same message come once. What the complainant writes while we wait for
    them is the reply we waited for.
    """
    at = at or clock.now()
    text = needed(text, _("Write something first."), "text")
    complaint = hold(complaint)
    if key and (there := complaint.messages.filter(key=key[:200]).first()):
        return there
    from_them = is_outsider(by) or (by is None and contact is not None)
    if from_them:
        contact, visible = speaker(complaint, by, contact), True
    elif by is not None:
        _refuse_strangers(complaint, by, visible=visible)
    is_reply = from_them and complaint.status == Status.WAITING
    kind = MessageKind.REPLY if is_reply else MessageKind.MESSAGE if visible else MessageKind.NOTE
    message = say(
        complaint, kind, text=text, by=by, contact=contact if from_them else None, visible=visible, files=files,
        channel=channel, at=at, key=key,
    )  # fmt: skip
    trail.record(complaint, "complaint.write", by=by, changes={"message": (None, message.pk)}, at=at)
    if is_reply:
        end_wait(complaint, ended_by=WaitEnd.REPLY, by=by, contact=contact, at=at)
    told = responsible(complaint) + colleagues_watching(complaint)
    tell_people(
        complaint, "reply" if from_them else "note", told, at=at, by=by, key=str(message.pk), text=text,
        person=str(contact or by or ""),
    )  # fmt: skip
    if visible:
        tell_complainant(
            complaint, "message", at=at, but=contact if from_them else None, key=str(message.pk), text=text,
            person=str(contact if from_them else by or ""),
        )  # fmt: skip
    return message


def say(
    complaint: Complaint,
    kind: str,
    *,
    text: str,
    by: User | None,
    contact: Contact | None = None,
    visible: bool,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime,
    key: str = "",
) -> ComplaintMessage:
    """Keep one message with its files; the words of a step are messages too."""
    message = save_new(
        ComplaintMessage(
            complaint=complaint, kind=kind, at=at, user=by, contact=contact, text=text, is_visible=visible,
            channel=channel, key=key[:200],
        )
    )  # fmt: skip
    for file in files:
        attach_document(
            complaint.relationship, file=file, by=by, contact=contact, at=at, subject=message, shared=visible
        )
    return message


def _refuse_strangers(complaint: Complaint, by: User, *, visible: bool) -> None:
    """Those responsible write to the complainant; who only follows may leave a note."""
    if may_manage(by, complaint) or is_owner(by, complaint):
        return
    if visible or not by.is_insider:
        raise DomainError(
            _("Only the owner of the complaint, the relationship manager or a lead writes to the complainant."),
            field="visible",
        )


trail.label("complaint.write", gettext_lazy("Wrote on the complaint"))
