"""How a complaint ends, and how it may begin again (4.8, INV-12)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.limits import due_moment
from brm.core import clock
from brm.core.errors import DomainError
from brm.matters.domain import close_matter, reopen_matter
from brm.parties.models import Contact
from customers.complaints.domain.clocks import Clocks, schedule_of
from customers.complaints.domain.limits import limit_at, limits_at
from customers.complaints.domain.messages import say
from customers.complaints.domain.moving import allowed, finish, hold, needed
from customers.complaints.domain.recovery import drop_checks, last_score, schedule_recovery
from customers.complaints.domain.scope import is_outsider, refuse_unless_manager, speaker
from customers.complaints.domain.telling import colleagues_watching, responsible, tell_complainant, tell_people
from customers.complaints.domain.waiting import close_wait
from customers.complaints.domain.watching import solve
from customers.complaints.enums import ClockKind, MessageKind, WaitEnd
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint, LimitName
from customers.complaints.rules import ATTEMPTS
from surveys.asking.domain.offering import offer
from surveys.asking.enums import Source


@LIFECYCLE.guard("close")
def has_its_decision_told(complaint: Complaint) -> str | None:
    """Closing needs the decision told (INV-12)."""
    return None if complaint.decision_told_at else _("The decision was not told yet.")


@LIFECYCLE.guard("close")
def has_its_root_cause(complaint: Complaint) -> str | None:
    """Closing needs the root cause (INV-12)."""
    return None if complaint.root_cause else _("The root cause is missing.")


@LIFECYCLE.guard("close")
def has_its_answer(complaint: Complaint) -> str | None:
    """Closing needs the complainant's acceptance, or two documented attempts to get an answer (INV-12)."""
    if complaint.accepted_at is not None or complaint.attempts >= ATTEMPTS:
        return None
    return _(
        "The complainant has not accepted yet. Record their acceptance, or document attempts to reach them:"
        " %(count)d of %(needed)d so far."
    ) % {"count": complaint.attempts, "needed": ATTEMPTS}


@LIFECYCLE.guard("reopen")
def was_ours_to_close(complaint: Complaint) -> str | None:
    """What was imported as past stays past (ruling 24)."""
    return _("A past complaint that was imported stays as it was; file a new one.") if complaint.is_past else None


@transaction.atomic
def close(complaint: Complaint, *, by: User | None, text: str = "", at: datetime | None = None) -> Complaint:
    """It is settled: the resolve clock stops, a follow-up contact and a satisfaction check are set (C-13).

    Where a survey rule asks the complainant, its questionnaire takes the place of the check: nobody is asked twice.
    """
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "close")
    clocks = Clocks(complaint)
    clocks.stop(ClockKind.values, at=at, every_round=True)
    values: dict[str, Any] = {"closed_at": at, "score_before": last_score(complaint)}
    if complaint.resolved_in_time is None:
        first = (row.in_time for row in clocks.rows if row.kind == ClockKind.RESOLVE and row.round == 0)
        values["resolved_in_time"] = next(first, None)
    if complaint.is_disputed is None:
        values["is_disputed"] = False
    complaint = finish(complaint, "close", by=by, at=at, clocks=clocks, values=values, text=text.strip())
    complaint.matter = close_matter(complaint.matter, by=by, at=at)
    solve(complaint, at=at)
    asked = offer(
        complaint.matter, contact=complaint.contact, source=Source.COMPLAINT, service=complaint.service, at=at
    )  # fmt: skip
    schedule_recovery(complaint, by=by, at=at, check=asked is None)
    tell_complainant(complaint, "closed", at=at, text=text.strip())
    tell_people(complaint, "ended", colleagues_watching(complaint), at=at, by=by, status=complaint.status)
    return complaint


@transaction.atomic
def withdraw(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    statement: str,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime | None = None,
) -> Complaint:
    """The complainant takes it back, in their own words: clocks stop, and it is counted apart."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    allowed(complaint, "withdraw")
    files = list(files)
    names = ", ".join(str(file.name or "") for file in files)
    statement = needed(statement or names, _("Attach the complainant’s statement."), "statement")
    say(
        complaint, MessageKind.STATEMENT, text=statement, by=by, contact=contact, visible=True, files=files,
        channel=channel, at=at,
    )  # fmt: skip
    complaint = _end(complaint, "withdraw", by=by, at=at, contact=contact, values={"withdrawal_statement": statement},
                     text=statement)  # fmt: skip
    told = responsible(complaint) + colleagues_watching(complaint)
    tell_people(complaint, "ended", told, at=at, by=by, status=complaint.status, text=statement)
    tell_complainant(complaint, "withdrawn", at=at)
    return complaint


def end_as_merged(complaint: Complaint, into: Complaint, *, by: User | None, reason: str, at: datetime) -> Complaint:
    """A duplicate goes on in another complaint; its own clocks stop."""
    return _end(complaint, "merge", by=by, at=at, values={"merged_into": into}, text=reason)


def _end(
    complaint: Complaint,
    step: str,
    *,
    by: User | None,
    at: datetime,
    values: dict[str, Any],
    text: str,
    contact: Contact | None = None,
) -> Complaint:
    close_wait(complaint, ended_by=WaitEnd.OVER, at=at)
    clocks = Clocks(complaint)
    clocks.stop(ClockKind.values, at=at, every_round=True)
    ending = {"closed_at": max(at, complaint.received_at), "waiting_from": "", "waiting_until": None}
    complaint = finish(
        complaint, step, by=by, at=at, clocks=clocks, values={**values, **ending}, text=text, contact=contact
    )
    complaint.matter = close_matter(complaint.matter, by=by, at=at)
    solve(complaint, at=at)
    return complaint


def may_reopen_until(complaint: Complaint) -> datetime | None:
    """Until when a closed complaint may be reopened; None where it is not closed, or was imported as past."""
    if complaint.closed_at is None or complaint.is_past:
        return None
    limit = limit_at(LimitName.REOPEN, complaint.closed_at)
    return due_moment(complaint.closed_at, limit, schedule_of(complaint.relationship))


@transaction.atomic
def reopen(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    reason: str,
    files: Iterable[File] = (),
    channel: str = "",
    at: datetime | None = None,
) -> Complaint:
    """It is not settled after all: within thirty days it is investigated again, from the lowest level, and counted."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    allowed(complaint, "reopen")
    until = may_reopen_until(complaint)
    if until is not None and at > until:
        raise DomainError(
            _("It could be reopened until %(day)s. File a new complaint, and name this one in it.")
            % {"day": formats.date_format(until, "DATE_FORMAT")}
        )
    reason = needed(reason, _("Say why it is reopened."), "reason")
    say(
        complaint, MessageKind.REOPENING, text=reason, by=by, contact=contact, visible=True, files=files,
        channel=channel, at=at,
    )  # fmt: skip
    clocks = Clocks(complaint)
    clocks.round += 1
    clocks.level = 0
    clocks.start([ClockKind.ANSWER, ClockKind.RESOLVE], at=at, limits=limits_at(at))
    complaint = finish(
        complaint, "reopen", by=by, at=at, clocks=clocks, reason=reason, contact=contact,
        values={
            "reopened_count": complaint.reopened_count + 1, "level": 0, "owner_rank": 0, "round": clocks.round,
            "closed_at": None, "decision_told_at": None, "accepted_at": None, "attempts": 0,
            "remedy_approved_by": None,
        },
    )  # fmt: skip
    complaint.matter = reopen_matter(complaint.matter, by=by, at=at, reason=reason)
    drop_checks(complaint, at=at)
    told = responsible(complaint) + colleagues_watching(complaint)
    tell_people(complaint, "reopened_for_us", told, at=at, by=by, text=reason)
    tell_complainant(complaint, "reopened", at=at, but=contact if is_outsider(by) or by is None else None)
    return complaint


for _name, _words in (
    ("close", gettext_lazy("Closed the complaint")),
    ("withdraw", gettext_lazy("The complainant withdrew the complaint")),
    ("merge", gettext_lazy("Merged into another complaint")),
    ("reopen", gettext_lazy("Reopened the complaint")),
):
    trail.label(f"complaint.{_name}", _words)
