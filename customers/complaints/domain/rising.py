"""Rising on the ladder, one level at a time, each time to a named person of higher rank (C-16, INV-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from brm.accounts.domain.ladders import Ladder
from brm.accounts.models import User
from customers.complaints.models import Complaint, ComplaintRise
from customers.complaints.models.complaints import TOP_LEVEL


@dataclass(frozen=True)
class Cause:
    """Why it rises: which clock at which percentage, or that the decision was refused."""

    name: str
    clock_kind: str = ""
    percent: int | None = None


def rises_to(
    complaint: Complaint, level: int, cause: Cause, *, ladder: Ladder, last_rank: int, at: datetime
) -> list[ComplaintRise]:
    """The rises, not yet written, that bring a complaint to ``level``; fewer where nobody of higher rank is left."""
    rises: list[ComplaintRise] = []
    rank = max(last_rank, complaint.owner_rank)
    for step in range(complaint.level + 1, min(level, TOP_LEVEL) + 1):
        found = ladder.above(rank, at_least=step, leave_out=[complaint.owner_id])
        if found is None:
            break
        rises.append(
            ComplaintRise(
                complaint=complaint, opening=complaint.reopened_count, level=step, person=found[1], rank=found[0],
                rank_before=rank, cause=cause.name, clock_kind=cause.clock_kind, percent=cause.percent, at=at,
            )
        )  # fmt: skip
        rank = found[0]
    return rises


def last_ranks(complaints: Mapping[int, Complaint]) -> dict[int, int]:
    """The rank each complaint has risen to since it was last opened; those that never rose are left out."""
    rows = ComplaintRise.objects.filter(complaint__in=list(complaints)).values_list("complaint_id", "opening", "rank")
    found: dict[int, int] = {}
    for pk, opening, rank in rows:
        if opening == complaints[pk].reopened_count:
            found[pk] = max(found.get(pk, 0), rank)
    return found


def next_owner(ladder: Ladder, complaint: Complaint, last_rank: int) -> tuple[int, User] | None:
    """Who takes a refused complaint up: whom it rose to, else the next of higher rank; at the top, who stands there."""
    person = ladder.people.get(last_rank)
    if person is not None and last_rank > complaint.owner_rank and person.pk != complaint.owner_id:
        return last_rank, person
    return ladder.above(complaint.owner_rank, leave_out=[complaint.owner_id])
