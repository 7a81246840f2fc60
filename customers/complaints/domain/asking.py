"""What a complaint asks of whom on Today: its owner to go on, a lead to approve, the named person to step in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from brm.accounts.models import User
from brm.attention.domain import attend
from brm.attention.models import Attention, Severity
from brm.audit.trail import plain
from brm.communications.domain.missing import leads_by_team
from brm.core import clock
from customers.complaints.domain.telling import words_of
from customers.complaints.enums import OPEN, Status
from customers.complaints.models import Complaint, ComplaintRise

OWN = "complaint"
ESCALATED = "complaint_escalated"
APPROVAL = "complaint_approval"
RULES = (OWN, ESCALATED, APPROVAL)


def today_words(complaint: Complaint) -> dict[str, Any]:
    """What its line on Today is made of."""
    words = {name: value for name, value in words_of(complaint).items() if name != "severity"}
    return {**words, "grade": complaint.severity, "status": complaint.status, "level": complaint.level}


def loudness(complaint: Complaint, at: datetime) -> int:
    """How loudly it asks: by its level, and by whether its next limit is over."""
    if complaint.level >= 2:
        return Severity.GRAVE
    if complaint.level == 1 or complaint.desk_at <= at:
        return Severity.LATE
    return Severity.DUE if complaint.severity <= 2 else Severity.SOON


def asks_owner(complaint: Complaint) -> bool:
    """Whether its owner has something to do; while we wait for the complainant, nobody has.

    Nor is anybody asked about what was imported as past (ruling 24).
    """
    return complaint.status in OPEN and complaint.status != Status.WAITING and not complaint.is_past


def approvers(complaint: Complaint) -> list[User]:
    """Who may approve a remedy that costs: the leads of the team."""
    return leads_by_team([complaint.relationship.team_id]).get(complaint.relationship.team_id or 0, [])


def ask(complaint: Complaint, *, at: datetime | None = None) -> None:
    """Bring Today in line with where the complaint stands."""
    at = at or clock.now()
    wanted: dict[str, set[int]] = {rule: set() for rule in RULES}
    if asks_owner(complaint):
        wanted[OWN] = {complaint.owner_id}
    if complaint.status in OPEN and complaint.level and (person := escalated_to(complaint)):
        wanted[ESCALATED] = {person}
    if complaint.status == Status.ANSWER_PROPOSED and complaint.needs_approval:
        wanted[APPROVAL] = {user.pk for user in approvers(complaint)}
    rows = Attention.objects.filter(
        subject_type="complaints.complaint", subject_id=complaint.pk, rule__in=RULES, closed_at=None
    )
    for row in rows:
        if row.assignee_id not in wanted[row.rule]:
            row.closed_at = at
            row.save(update_fields=["closed_at"])
    words = today_words(complaint)
    for rule, people in wanted.items():
        for pk in people:
            attend(
                pk, rule, complaint, severity=loudness(complaint, at), due_at=complaint.desk_at,
                relationship=complaint.relationship_id, at=at, **words,
            )  # fmt: skip


def first_call(complaint: Complaint, *, at: datetime) -> Attention:
    """The first call for a complaint that is being filed: nothing stands there yet, and it is inserted with it."""
    return Attention(
        assignee_id=complaint.owner_id, rule=OWN, subject_type="complaints.complaint", subject_id=complaint.pk,
        relationship_id=complaint.relationship_id, severity=loudness(complaint, at), due_at=complaint.desk_at,
        opened_at=at, params=plain(today_words(complaint)),
    )  # fmt: skip


def escalated_to(complaint: Complaint) -> int | None:
    """Whom it rose to last, since it was last opened."""
    rows = ComplaintRise.objects.filter(complaint=complaint, opening=complaint.reopened_count)
    return rows.order_by("-level").values_list("person_id", flat=True).first()


def expected_own() -> Iterable[tuple[int, int]]:
    """(owner, complaint) of everything that should stand on its owner's Today."""
    rows = Complaint.objects.filter(status__in=OPEN, is_past=False).exclude(status=Status.WAITING)
    return rows.values_list("owner_id", "pk")


def expected_escalated() -> Iterable[tuple[int, int]]:
    """(person, complaint) of everything that rose and is open."""
    rows = ComplaintRise.objects.select_related("complaint").filter(complaint__status__in=OPEN, complaint__level__gt=0)
    last: dict[int, ComplaintRise] = {}
    for row in rows.order_by("complaint_id", "level"):
        if row.opening == row.complaint.reopened_count:
            last[row.complaint_id] = row
    return [(row.person_id, pk) for pk, row in last.items()]


def expected_approval() -> Iterable[tuple[int, int]]:
    """(lead, complaint) of every costly remedy that waits for an approval."""
    rows = Complaint.objects.filter(status=Status.ANSWER_PROPOSED, remedy_cost__gt=0, remedy_approved_by=None)
    rows = rows.select_related("relationship")
    leads = leads_by_team([row.relationship.team_id for row in rows])
    return [(user.pk, row.pk) for row in rows for user in leads.get(row.relationship.team_id or 0, [])]
