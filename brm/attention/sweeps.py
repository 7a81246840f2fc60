"""What comes due by the passing of time: reviews, and calls for attention that nobody answered."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from brm.attention.domain import attend
from brm.attention.models import Attention, Severity
from brm.attention.rules import REVIEW, TOLD_HERE
from brm.core import clock
from brm.core.sweeps import sweep
from brm.parties.models import Relationship

REVIEW_GRACE = timedelta(days=14)


def call_due_reviews(*, at: datetime | None = None) -> int:
    """A relationship whose review day has come asks for its manager, until another day is set."""
    at = at or clock.now()
    today = timezone.localdate(at)
    called = Attention.objects.filter(
        rule=REVIEW,
        subject_type="parties.relationship",
        subject_id=OuterRef("pk"),
        assignee_id=OuterRef("owner_id"),
        closed_at=None,
    )
    due = Relationship.objects.living().filter(~Exists(called), next_review_on__lte=today)
    return sweep(due.select_related("organisation"), lambda relationship: _call(relationship, at))


def _call(relationship: Relationship, at: datetime) -> None:
    assert relationship.next_review_on is not None  # noqa: S101 - the queryset asks for it
    attend(
        relationship.owner_id, REVIEW, relationship, severity=Severity.DUE,
        due_at=timezone.make_aware(datetime.combine(relationship.next_review_on, time(0))),
        relationship=relationship, at=at, organisation=str(relationship.organisation),
    )  # fmt: skip


def raise_unanswered(*, at: datetime | None = None) -> int:
    """What was due and is not settled is late, and comes back from being put off."""
    at = at or clock.now()
    rows = Attention.objects.filter(
        rule__in=TOLD_HERE, closed_at=None, due_at__lte=at, severity__lt=Severity.LATE
    ).exclude(rule=REVIEW)
    return rows.update(severity=Severity.LATE, snoozed_until=None) + _raise_reviews(at)


def _raise_reviews(at: datetime) -> int:
    """A review is late a fortnight after its day."""
    rows = Attention.objects.filter(
        rule=REVIEW, closed_at=None, severity__lt=Severity.LATE, due_at__lte=at - REVIEW_GRACE
    )
    return rows.update(severity=Severity.LATE, snoozed_until=None)
