"""How well the contact points answered: counted per point over the last months (C-35)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from brm.core import clock
from brm.parties.models import Relationship
from customers.insight.models import Enquiry
from customers.insight.rules import COVERAGE_DAYS


@dataclass(frozen=True)
class AnswerRecord:
    """What came in at a point, what was missed, what waits."""

    count: int
    missed: int
    waiting: int

    @property
    def share(self) -> float | None:
        """The share answered in time, of those whose time is over."""
        judged = self.count - self.waiting
        return (judged - self.missed) / judged if judged else None


def answer_record_of(relationship: Relationship, *, days: int = COVERAGE_DAYS) -> dict[int, AnswerRecord]:
    """Per contact point, for one customer whose reader has been checked."""
    since = clock.now() - timedelta(days=days)
    rows = Enquiry.objects.filter(relationship=relationship, received_at__gte=since).order_by()
    counted = rows.values_list("point_id").annotate(
        count=Count("pk"),
        missed=Count("pk", filter=Q(missed_at__isnull=False)),
        waiting=Count("pk", filter=Q(answered_at=None, missed_at=None)),
    )
    return {pk: AnswerRecord(count, missed, waiting) for pk, count, missed, waiting in counted}


def missed_of(relationship: Relationship, *, days: int = COVERAGE_DAYS) -> int:
    """How often somebody of one customer was not answered in time."""
    return sum(record.missed for record in answer_record_of(relationship, days=days).values())
