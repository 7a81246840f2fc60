"""A teller answers one of our mails: their words join the feedback."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.inbound.threads import THREADS, Thread
from brm.parties.models import Contact
from surveys.feedback.domain.receiving import add_words
from surveys.feedback.domain.telling import THREAD
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
    for file in files:
        attach_document(item.relationship, file=file, by=user, contact=contact, at=at, subject=item, shared=True)
    return item.get_absolute_url()


def find_feedback(number: str) -> int | None:
    """The feedback with a number."""
    return FeedbackItem.objects.filter(matter__number__iexact=number).values_list("pk", flat=True).first()


THREADS.register(THREAD, Thread(THREAD, take_mail, gettext_lazy("Feedback"), find_feedback))
