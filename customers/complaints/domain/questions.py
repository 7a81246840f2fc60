"""Questions to the complainant, and their replies (4.8)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.models import Contact
from customers.complaints.domain.messages import say
from customers.complaints.domain.moving import allowed, hold, needed
from customers.complaints.domain.scope import refuse_unless_manager, speaker
from customers.complaints.domain.telling import responsible, tell_complainant, tell_people
from customers.complaints.domain.waiting import begin_wait, end_wait
from customers.complaints.enums import MessageKind, WaitEnd
from customers.complaints.models import Complaint


@transaction.atomic
def ask(
    complaint: Complaint,
    *,
    by: User | None,
    question: str,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime | None = None,
) -> Complaint:
    """Ask the complainant something we must know. While we wait the clocks rest, for five working days at most."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "ask")
    question = needed(question, _("Write the question."), "question")
    message = say(
        complaint, MessageKind.QUESTION, text=question, by=by, visible=True, files=files, channel=channel, at=at
    )
    complaint = begin_wait(complaint, by=by, at=at, text=question)
    tell_complainant(
        complaint, "question", at=at, key=str(message.pk), text=question, expires_at=complaint.waiting_until
    )
    return complaint


@transaction.atomic
def answer_question(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    text: str,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime | None = None,
) -> Complaint:
    """The complainant replies, or one of ours writes down what they replied; the clocks go on."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    allowed(complaint, "resume")
    if complaint.waiting_until is None:
        raise DomainError(_("Nobody waits for the complainant."))
    text = needed(text, _("Write the reply."), "text")
    message = say(
        complaint, MessageKind.REPLY, text=text, by=by, contact=contact, visible=True, files=files, channel=channel,
        at=at,
    )  # fmt: skip
    complaint = end_wait(complaint, ended_by=WaitEnd.REPLY, by=by, contact=contact, at=at)
    tell_people(
        complaint, "reply", responsible(complaint), at=at, by=by, key=str(message.pk), text=text,
        person=str(contact or ""),
    )  # fmt: skip
    return complaint
