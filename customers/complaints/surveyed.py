"""What surveys tell of complaints: the score before one, how content the complainant was afterwards (C-13, K-13)."""

from django.db import transaction

from brm.core.errors import DomainError
from brm.matters.models import MatterKind
from customers.complaints.domain.recovery import SCORES, record_satisfaction
from customers.complaints.enums import Status
from customers.complaints.models import Complaint
from surveys.answering.domain.hearers import RESPONSE_TAKEN
from surveys.answering.domain.queries import last_score_of
from surveys.answering.models import Response


def answer_the_check(response: Response) -> None:
    """A survey about a closed complaint answers its open satisfaction check: nobody is asked the same twice."""
    matter = response.matter
    score = response.csat if response.csat is not None else response.score
    if matter is None or matter.kind != MatterKind.COMPLAINT or score is None:
        return
    complaint = Complaint.objects.filter(pk=matter.pk, status=Status.CLOSED).first()
    if complaint is None or not complaint.checks.filter(answered_at=None, dropped_at=None).exists():
        return
    try:
        with transaction.atomic():
            record_satisfaction(complaint, score=score, contact=response.contact, at=response.submitted_at)
    except DomainError:
        return  # somebody else of the customer was asked: the check waits for the complainant


SCORES.register("surveys", last_score_of)
RESPONSE_TAKEN.register("complaints", answer_the_check)
