"""Where a complaint stands on its way, and on the ladder, as its page draws it."""

from dataclasses import dataclass
from datetime import datetime

from brm.accounts.domain.ladders import TOP
from brm.accounts.models import User
from customers.complaints.domain.scope import ladder_for
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, ComplaintRise
from customers.complaints.rules import THRESHOLDS

WAY = (
    (Status.RECEIVED, "received_at"),
    (Status.ACKNOWLEDGED, "acknowledged_at"),
    (Status.ASSESSED, "assessed_at"),
    (Status.INVESTIGATING, ""),
    (Status.ANSWER_PROPOSED, "proposed_at"),
    (Status.DECISION_TOLD, "decision_told_at"),
    (Status.CLOSED, "closed_at"),
)
_ORDER = {status: index for index, (status, _moment) in enumerate(WAY)}


@dataclass(frozen=True)
class Milestone:
    """One step of the way: its words, whether it is done or where we stand, and when it was reached."""

    label: str
    state: str
    at: datetime | None


def way_of(complaint: Complaint) -> list[Milestone]:
    """From received to closed; a refused one stands at its decision, a waiting one where the question was asked."""
    status = Status(complaint.waiting_from or complaint.status)
    over = status in (Status.CLOSED, Status.WITHDRAWN, Status.MERGED)
    here = len(WAY) if over else _ORDER[Status.DECISION_TOLD if status == Status.REFUSED else status]
    told: list[Milestone] = []
    for index, (each, field) in enumerate(WAY):
        at = getattr(complaint, field) if field else None
        label = str(status.label if index == len(WAY) - 1 and over else each.label)
        if index == here:
            told.append(Milestone(str(Status(complaint.status).label), "current", at))
        elif index < here:
            reached = not over or at is not None or index == 0 or (index == 3 and complaint.proposed_at is not None)
            told.append(Milestone(label, "done" if reached else "", at))
        else:
            told.append(Milestone(label, "", None))
    return told


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: who stands on it, whether the complaint has risen to it, or when it would."""

    level: int
    percent: int
    person: User | None
    rise: ComplaintRise | None
    at: datetime | None
    tone: str


def rungs_of(complaint: Complaint) -> tuple[list[Rung], bool]:
    """The three steps from the lowest, and whether a ladder of named people is in force."""
    ladder = ladder_for(complaint)
    rises = {rise.level: rise for rise in complaint.rises.all() if rise.opening == complaint.reopened_count}
    told = []
    for level, percent in zip(range(1, TOP + 1), THRESHOLDS, strict=True):
        rise = rises.get(level)
        person = rise.person if rise else ladder.people.get(level)
        at = complaint.escalate_at if level == complaint.level + 1 and complaint.is_open else None
        told.append(Rung(level, percent, person, rise, at, ("yellow", "orange", "red")[level - 1]))
    return told, not ladder.is_makeshift
