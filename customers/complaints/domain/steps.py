"""The steps of a complaint's life, each by whom it is given to (4.8). What is not in the table is refused."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.domain.ladders import ladder_of
from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.models import Service
from brm.communications.domain.visits import propose_visit
from brm.communications.enums import VisitReason
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.errors import DomainError
from customers.complaints.domain.answers import (
    accept,
    approve_remedy,
    propose_answer,
    record_attempt,
    refuse,
    send_back,
    tell_decision,
)
from customers.complaints.domain.clocks import Clocks, present_limits
from customers.complaints.domain.ending import close, reopen, withdraw
from customers.complaints.domain.limits import limits_at
from customers.complaints.domain.moving import allowed, finish, hold, moment_given, needed
from customers.complaints.domain.questions import answer_question, ask
from customers.complaints.domain.rising import last_ranks, next_owner
from customers.complaints.domain.scope import refuse_unless_above, refuse_unless_manager
from customers.complaints.domain.telling import tell_complainant, tell_people
from customers.complaints.enums import Channel, ClockKind, Severity, Status
from customers.complaints.models import Complaint

__all__ = [
    "accept",
    "acknowledge",
    "answer_question",
    "approve_remedy",
    "ask",
    "assess",
    "assign",
    "close",
    "investigate",
    "propose_answer",
    "record_attempt",
    "refuse",
    "reopen",
    "send_back",
    "tell_decision",
    "withdraw",
]

VISIT_WITHIN_DAYS = 3


@transaction.atomic
def acknowledge(
    complaint: Complaint,
    *,
    by: User | None,
    channel: str = Channel.EMAIL,
    acknowledged_at: datetime | None = None,
    text: str = "",
    at: datetime | None = None,
) -> Complaint:
    """Tell the complainant that it has arrived and who looks after it: by which way, and when."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "acknowledge")
    if channel not in Channel.values:
        raise DomainError(_("Say by which way it was acknowledged."), field="channel")
    moment = moment_given(acknowledged_at, at=at, complaint=complaint, field="acknowledged_at")
    clocks = Clocks(complaint)
    in_time = clocks.stop([ClockKind.ACKNOWLEDGE], at=moment)
    values = {"acknowledged_at": moment, "acknowledged_by_channel": channel, "acknowledged_in_time": in_time}
    complaint = finish(complaint, "acknowledge", by=by, at=at, clocks=clocks, values=values, text=text.strip())
    tell_complainant(complaint, "acknowledged", at=at, text=text.strip())
    return complaint


@transaction.atomic
def assess(
    complaint: Complaint,
    *,
    by: User | None,
    severity: int,
    impact: str,
    remedy_sought: str | None = None,
    service: Service | None = None,
    category: str | None = None,
    at: datetime | None = None,
) -> Complaint:
    """Say how grave it is, what it affects, what is asked for and about which service.

    The clocks get the limits of the severity, counted from when it was received; severity 1 proposes an executive
    visit (INV-15).
    """
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "assess")
    if severity not in Severity.values:
        raise DomainError(_("A severity is 1, 2, 3 or 4."), field="severity")
    remedy = (complaint.remedy_sought if remedy_sought is None else remedy_sought).strip()
    service = service or complaint.service
    category = " ".join((complaint.category if category is None else category).split())[:120]
    if service is None and not category:
        raise DomainError(_("Choose the service it is about, or name the subject."), field="service")
    values: dict[str, Any] = {
        "severity": severity,
        "impact": needed(impact, _("Say what it affects."), "impact"),
        "remedy_sought": needed(remedy, _("Say which remedy is sought; “an answer” is one too."), "remedy_sought"),
        "service": service, "category": category, "assessed_at": at, "visit_at": None,
    }  # fmt: skip
    clocks = Clocks(complaint)
    clocks.severity = severity
    clocks.regrade([ClockKind.ANSWER, ClockKind.RESOLVE], limits=present_limits(complaint))
    if severity == Severity.CRITICAL and complaint.visit_id is None:
        values["visit"] = visit_proposed_for(complaint, by=by, at=at)
    complaint = finish(
        complaint, "assess", by=by, at=at, clocks=clocks, values=values, text=values["impact"],
        told={"severity": severity},
    )  # fmt: skip
    tell_complainant(complaint, "assessed", at=at)
    return complaint


def visit_proposed_for(complaint: Complaint, *, by: User | None, at: datetime) -> ExecutiveVisit:
    """An executive visit on the occasion of a grave complaint (C-10)."""
    return propose_visit(
        complaint.relationship, reason=VisitReason.COMPLAINT, by=by, matter=complaint.matter, at=at,
        purpose=_("Complaint %(number)s: %(title)s") % {
            "number": complaint.matter.number, "title": complaint.matter.title,
        },
        wanted_by=clock.day_of(at) + timedelta(days=VISIT_WITHIN_DAYS),
        theirs=[complaint.contact] if complaint.contact and not complaint.contact.has_left else [],
    )  # fmt: skip


@transaction.atomic
def investigate(
    complaint: Complaint, *, by: User | None, owner: User | None = None, reason: str = "", at: datetime | None = None
) -> Complaint:
    """Name the owner who finds out what was wrong.

    After a refusal the new owner is of higher rank and the clocks of the new level start.
    """
    at = at or clock.now()
    complaint = hold(complaint)
    if complaint.status == Status.REFUSED:
        return _take_up(complaint, by=by, owner=owner, reason=reason, at=at)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "investigate")
    owner = owner or complaint.owner
    _refuse_outsider(owner)
    complaint = finish(complaint, "investigate", by=by, at=at, values={"owner": owner}, reason=reason.strip())
    tell_people(complaint, "assigned", [owner], at=at, by=by, text=reason.strip())
    tell_complainant(complaint, "investigating", at=at)
    return complaint


def _take_up(complaint: Complaint, *, by: User | None, owner: User | None, reason: str, at: datetime) -> Complaint:
    allowed(complaint, "take_up")
    ladder = ladder_of(complaint.relationship.team_id)
    last_rank = last_ranks({complaint.pk: complaint}).get(complaint.pk, 0)
    offered = next_owner(ladder, complaint, last_rank)
    owner = owner or (offered[1] if offered else complaint.owner)
    _refuse_outsider(owner)
    rank = ladder.rank_of(owner)
    if by is not None and by.pk != owner.pk:
        refuse_unless_above(by, complaint)
    if rank <= complaint.owner_rank and offered is not None:
        raise DomainError(
            _("After a refusal somebody of higher rank takes over: choose %(person)s, or somebody above.")
            % {"person": offered[1]},
            field="owner",
        )
    clocks = Clocks(complaint)
    clocks.supersede()
    clocks.round += 1
    clocks.start([ClockKind.ANSWER, ClockKind.RESOLVE], at=at, limits=limits_at(at))
    complaint = finish(
        complaint, "take_up", by=by, at=at, clocks=clocks, reason=reason.strip(),
        values={
            "owner": owner, "owner_rank": max(rank, complaint.owner_rank), "round": clocks.round,
            "decision_told_at": None, "accepted_at": None, "attempts": 0, "remedy_approved_by": None,
        },
    )  # fmt: skip
    tell_people(complaint, "assigned", [owner], at=at, by=by, text=complaint.refusal_reason)
    tell_complainant(complaint, "investigating", at=at)
    return complaint


@transaction.atomic
def assign(
    complaint: Complaint, *, to: User, by: User | None, reason: str = "", at: datetime | None = None
) -> Complaint:
    """Give an open complaint another owner; the state stays. There is always exactly one (INV-11)."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    if not complaint.is_open:
        raise DomainError(_("The complaint is over; nobody needs to look after it."))
    if complaint.status == Status.REFUSED:
        raise DomainError(_("After a refusal somebody of higher rank takes it up: start the investigation anew."))
    _refuse_outsider(to)
    if to.pk == complaint.owner_id:
        return complaint
    rank = ladder_of(complaint.relationship.team_id).rank_of(to)
    if rank < complaint.owner_rank:
        refuse_unless_above(by, complaint)
    return give(complaint, to, by=by, reason=reason.strip(), at=at)


def give(complaint: Complaint, to: User, *, by: User | None, at: datetime, reason: str = "") -> Complaint:
    """Pass a held complaint on, without asking who may."""
    before = complaint.owner
    complaint = finish(complaint, "assign", by=by, at=at, values={"owner": to}, reason=reason, target=complaint.status,
                       told={"from_user": str(before), "to_user": str(to)})  # fmt: skip
    tell_people(complaint, "assigned", [to], at=at, by=by, text=reason)
    return complaint


def _refuse_outsider(owner: User) -> None:
    if not stays(owner):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": owner}, field="owner")


for _name, _words in (
    ("acknowledge", gettext_lazy("Acknowledged the complaint")),
    ("assess", gettext_lazy("Assessed the complaint")),
    ("investigate", gettext_lazy("Started the investigation")),
    ("take_up", gettext_lazy("Took the complaint up at the next level")),
    ("assign", gettext_lazy("Gave the complaint another owner")),
):
    trail.label(f"complaint.{_name}", _words)
