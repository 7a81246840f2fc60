"""Whom feedback waits for: its owner, until it is judged and answered; louder when its day has passed."""

from collections.abc import Iterable
from datetime import datetime

from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from surveys.feedback.enums import OPEN_FEEDBACK
from surveys.feedback.models import FeedbackItem

RULE = "feedback"


def ask(item: FeedbackItem, at: datetime) -> None:
    """Bring the owner's line on Today up to date, or close it."""
    if item.status not in OPEN_FEEDBACK:
        settle(RULE, item, at=at)
        return
    late = item.due_at is not None and item.due_at <= at
    attend(
        item.owner_id, RULE, item, severity=Severity.LATE if late else Severity.DUE, due_at=item.due_at,
        relationship=item.relationship_id, at=at, title=item.matter.title, number=item.matter.number,
        organisation=str(item.relationship.organisation), kind=item.kind, confirmed=item.confirmed_at is not None,
    )  # fmt: skip


def expected() -> Iterable[tuple[int, int]]:
    """Whose line should be open for which feedback."""
    return FeedbackItem.objects.filter(status__in=OPEN_FEEDBACK).values_list("owner_id", "pk")
