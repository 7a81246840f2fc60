"""What hangs on a person who leaves, and what is known of one person (rulings 15, 16)."""

from typing import Any

from django.db import models, transaction

from brm.accounts.models import User
from brm.parties.models import Contact, Handover
from surveys.feedback.domain.judging import give_feedback_to
from surveys.feedback.enums import OPEN_FEEDBACK
from surveys.feedback.models import FeedbackItem, FeedbackWord


def count_open(user: User) -> int:
    """Open feedback a person sees to."""
    return FeedbackItem.objects.filter(owner=user, status__in=OPEN_FEEDBACK).count()


@transaction.atomic
def pass_on(from_user: User, to_user: User, by: User | None) -> int:
    """All of it goes to another person."""
    return _give(FeedbackItem.objects.filter(owner=from_user, status__in=OPEN_FEEDBACK), to_user, by)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager takes over what the old one had in hand with this customer."""
    rows = FeedbackItem.objects.filter(
        relationship=handover.relationship, owner=handover.from_user, status__in=OPEN_FEEDBACK
    )
    _give(rows, handover.to_user, by)


def _give(rows: "models.QuerySet[FeedbackItem]", to_user: User, by: User | None) -> int:
    found = list(rows.order_by("pk"))
    for item in found:
        give_feedback_to(item, to_user, by=by)
    return len(found)


def collect_person(person: models.Model) -> dict[str, Any]:
    """What is known of one person here: what they told us. The words stay, with an erased person beside them."""
    if isinstance(person, Contact):
        told, wrote = FeedbackItem.objects.filter(contact=person), FeedbackWord.objects.filter(contact=person)
    elif isinstance(person, User):
        told = FeedbackItem.objects.filter(contact__user=person)
        wrote = FeedbackWord.objects.filter(contact__user=person)
    else:
        return {}
    found = {
        "feedback": list(told.values("matter__number", "received_at", "text")),
        "further_words": list(wrote.values("feedback__matter__number", "at", "text")),
    }
    return {name: rows for name, rows in found.items() if rows}
