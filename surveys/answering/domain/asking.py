"""Whom a follow-up waits for: who sees to it, and whom it rose to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from surveys.answering.enums import OPEN_FOLLOW_UP
from surveys.answering.models import FollowUp

OWN, RISEN = "survey_follow_up", "survey_follow_up_risen"


def ask(follow_up: FollowUp, at: datetime) -> None:
    """Bring the lines on Today up to date, or close them."""
    settle(None, follow_up, at=at)
    if follow_up.status not in OPEN_FOLLOW_UP:
        return
    late = follow_up.due_at <= at
    response = follow_up.response
    words: dict[str, Any] = {
        "organisation": str(follow_up.relationship.organisation), "status": follow_up.status,
        "contact": response.contact.name if response.contact else "", "score": _points(follow_up), "late": late,
    }  # fmt: skip
    severity = Severity.LATE if late else Severity.DUE
    told = {OWN: follow_up.owner_id, RISEN: follow_up.risen_to_id}
    for rule, person in told.items():
        if person is not None and (rule == OWN or person != follow_up.owner_id):
            attend(
                person, rule, follow_up, severity=severity, due_at=follow_up.due_at,
                relationship=follow_up.relationship_id, at=at, **words,
            )  # fmt: skip


def _points(follow_up: FollowUp) -> str:
    return "" if follow_up.score_before is None else str(round(follow_up.score_before))


def expected_own() -> Iterable[tuple[int, int]]:
    """Whose line should be open for which follow-up."""
    return FollowUp.objects.filter(status__in=OPEN_FOLLOW_UP).values_list("owner_id", "pk")


def expected_risen() -> Iterable[tuple[int, int]]:
    """The same of those it rose to."""
    rows = FollowUp.objects.filter(status__in=OPEN_FOLLOW_UP, risen_to__isnull=False)
    return [(risen, pk) for risen, owner, pk in rows.values_list("risen_to_id", "owner_id", "pk") if risen != owner]
