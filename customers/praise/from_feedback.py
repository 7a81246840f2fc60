"""Feedback that is praise goes on as praise, in the words it came in (Q-05, INV-34)."""

from datetime import datetime

from django.urls import reverse

from brm.accounts.models import User
from brm.matters.models import Matter
from customers.praise.domain.recording import record_praise
from customers.praise.enums import Source
from customers.praise.models import Praise
from surveys.feedback.domain.judging import CONVERTERS, Converter
from surveys.feedback.enums import FeedbackChannel, FeedbackKind
from surveys.feedback.models import FeedbackItem

SOURCES = {
    FeedbackChannel.SURVEY: Source.SURVEY, FeedbackChannel.MAIL: Source.MAIL, FeedbackChannel.PORTAL: Source.PORTAL,
    FeedbackChannel.CALL: Source.CALL, FeedbackChannel.VISIT: Source.MEETING,
}  # fmt: skip


def make_praise(item: FeedbackItem, by: User, at: datetime) -> Matter:
    """Record it: verified and thanked for in the way of all praise."""
    praise: Praise = record_praise(
        item.relationship, by=by, text=item.text, contact=item.contact, service=item.service,
        source=SOURCES.get(FeedbackChannel(item.channel), Source.MAIL), key=f"feedback-{item.pk}", at=at,
    )  # fmt: skip
    return praise.matter


def _page(matter: Matter) -> str:
    return reverse("praise:detail", args=[matter.pk])


CONVERTERS.register(FeedbackKind.PRAISE, Converter(FeedbackKind.PRAISE, make_praise, _page))
