"""Mail and feedback: a teller's answer joins it; a mail that answers nothing opens one (Q-05: nothing is dropped)."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.inbound.threads import OPENINGS, THREADS, Opening, Thread
from brm.parties.enums import Kind, Status
from brm.parties.models import Contact, Relationship
from surveys.feedback.domain.receiving import LONGEST, add_words, receive_feedback
from surveys.feedback.domain.telling import THREAD
from surveys.feedback.enums import FeedbackChannel
from surveys.feedback.models import FeedbackItem


def take_mail(
    subject_pk: int,
    *,
    contact: Contact,
    user: User | None,
    text: str,
    files: Sequence[File],
    at: datetime,
    message_id: str,
) -> str:
    """Put what a contact wrote by mail to their feedback, once per mail. Answers its page."""
    item = FeedbackItem.objects.filter(pk=subject_pk).first()
    if item is None:
        raise DomainError(_("There is no such feedback any more."))
    item = add_words(item, contact=contact, text=text or "–", at=at, key=f"mail:{message_id}")
    _attach(item, files, contact=contact, user=user, at=at)
    return item.get_absolute_url()


def customer_of(contact: Contact) -> Relationship | None:
    """The customer a contact speaks for: of their organisation, else of the one it is a site of."""
    organisation = contact.organisation
    for pk in (organisation.pk, organisation.parent_id):
        rows = Relationship.objects.filter(organisation=pk, kind=Kind.CUSTOMER).exclude(status=Status.ENDED)
        if pk and (found := rows.select_related("organisation", "owner").order_by("pk").first()):
            return found
    return None


def takes_mail_of(contact: Contact) -> bool:
    """Whether what they write of their own accord is feedback: they speak for a customer."""
    return customer_of(contact) is not None


def open_by_mail(
    *,
    contact: Contact,
    user: User | None,
    title: str,
    text: str,
    files: Sequence[File],
    at: datetime,
    message_id: str,
) -> str:
    """A contact wrote of their own accord: feedback, numbered and confirmed, once per mail. Answers its page."""
    customer = customer_of(contact)
    if customer is None:
        raise DomainError(_("They speak for no customer of ours."))
    key = f"mail:{sha256(message_id.encode()).hexdigest()[:40]}"
    said = "\n\n".join(part for part in (title.strip(), text.strip()) if part)[:LONGEST] or "–"
    item = receive_feedback(customer, text=said, channel=FeedbackChannel.MAIL, contact=contact, at=at, key=key)
    _attach(item, files, contact=contact, user=user, at=at)
    return item.get_absolute_url()


def _attach(item: FeedbackItem, files: Sequence[File], *, contact: Contact, user: User | None, at: datetime) -> None:
    for file in files:
        attach_document(item.relationship, file=file, by=user, contact=contact, at=at, subject=item, shared=True)


def find_feedback(number: str) -> int | None:
    """The feedback with a number."""
    return FeedbackItem.objects.filter(matter__number__iexact=number).values_list("pk", flat=True).first()


THREADS.register(THREAD, Thread(THREAD, take_mail, gettext_lazy("Feedback"), find_feedback))
OPENINGS.register(THREAD, Opening(THREAD, open_by_mail, takes_mail_of))
