"""Feedback that is a complaint goes on as one, in the words it came in (Q-05, INV-34)."""

from datetime import datetime

from brm.accounts.models import User
from brm.matters.models import Matter
from customers.complaints.domain.filing import file_complaint, kind_of
from customers.complaints.domain.links import page_of
from customers.complaints.enums import Channel, Path
from surveys.feedback.domain.judging import CONVERTERS, Converter
from surveys.feedback.enums import FeedbackChannel, FeedbackKind
from surveys.feedback.models import FeedbackItem

CHANNELS = {
    FeedbackChannel.MAIL: Channel.EMAIL, FeedbackChannel.PORTAL: Channel.PORTAL, FeedbackChannel.CALL: Channel.PHONE,
    FeedbackChannel.VISIT: Channel.VISIT,
}  # fmt: skip


def make_complaint(item: FeedbackItem, by: User, at: datetime) -> Matter:
    """File it: its clocks start when the feedback was received."""
    contact, service = item.contact, item.service
    if service is not None and service.archived_at is not None:
        service = None
    complaint = file_complaint(
        item.relationship, by=by, text=item.text, path=Path.DIRECT, contact=contact, service=service,
        kind=kind_of(contact),
        channel=CHANNELS.get(FeedbackChannel(item.channel), Channel.WEB), received_at=item.received_at,
        caller=item.teller or ("" if contact else "–"), caller_reach=item.reach, key=f"feedback-{item.pk}", at=at,
    )  # fmt: skip
    return complaint.matter


def _page(matter: Matter) -> str:
    return page_of(matter.pk)


CONVERTERS.register(FeedbackKind.COMPLAINT, Converter(FeedbackKind.COMPLAINT, make_complaint, _page))
