"""A complainant answers one of our mails: their words and files join the complaint."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.inbound.threads import THREADS, Thread
from brm.parties.models import Contact
from customers.complaints.domain.links import page_of
from customers.complaints.domain.messages import write
from customers.complaints.domain.telling import THREAD
from customers.complaints.enums import Channel
from customers.complaints.models import Complaint


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
    """Put what a contact wrote by mail onto their complaint, once per mail. Answers the complaint's page."""
    complaint = Complaint.objects.filter(pk=subject_pk).first()
    if complaint is None:
        raise DomainError(_("There is no such complaint any more."))
    while complaint.merged_into is not None:
        complaint = complaint.merged_into
    if not text:
        with translation.override(contact.language):
            text = _("(Files without words, by mail)")
    write(
        complaint, by=user, contact=contact, text=text, visible=True, files=files, channel=Channel.EMAIL, at=at,
        key=f"mail:{message_id}",
    )  # fmt: skip
    return page_of(complaint)


def find_complaint(number: str) -> int | None:
    """The complaint with a number."""
    return Complaint.objects.filter(matter__number__iexact=number).values_list("pk", flat=True).first()


THREADS.register(THREAD, Thread(THREAD, take_mail, gettext_lazy("Complaint"), find_complaint))
