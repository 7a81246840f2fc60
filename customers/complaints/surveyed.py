"""What surveys tell of complaints: the score before one, how content the complainant was afterwards (C-13, K-13)."""

from collections.abc import Sequence
from contextlib import suppress

from django.db import transaction

from brm.core.errors import DomainError
from brm.matters.models import MatterKind
from customers.complaints.domain.recovery import SCORES, record_satisfaction
from customers.complaints.enums import Status
from customers.complaints.models import Complaint
from surveys.answering.domain.hearers import RESPONSES_TAKEN
from surveys.answering.domain.queries import last_score_of
from surveys.answering.models import Response


def answer_the_checks(responses: Sequence[Response]) -> None:
    """A survey about a closed complaint answers its open satisfaction check: nobody is asked the same twice."""
    about = [row for row in responses if row.matter and row.matter.kind == MatterKind.COMPLAINT]
    if not about:
        return
    waiting = Complaint.objects.filter(
        pk__in=[row.matter_id for row in about], status=Status.CLOSED, checks__isnull=False, checks__answered_at=None,
        checks__dropped_at=None,
    )  # fmt: skip
    found = {complaint.pk: complaint for complaint in waiting}
    for response in about:
        complaint, score = found.get(response.matter_id), response.csat if response.csat is not None else response.score
        if complaint is None or score is None:
            continue
        with suppress(DomainError), transaction.atomic():  # somebody else was asked: it waits for the complainant
            record_satisfaction(complaint, score=score, contact=response.contact, at=response.submitted_at)


SCORES.register("surveys", last_score_of)
RESPONSES_TAKEN.register("complaints", answer_the_checks)
