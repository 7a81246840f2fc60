"""The answer: proposed by the owner, approved where it costs, told, then accepted or refused (4.8)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.ladders import ladder_of
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.core.errors import DomainError
from brm.parties.models import Contact
from customers.complaints.domain.asking import approvers
from customers.complaints.domain.asking import ask as ask_today
from customers.complaints.domain.clocks import Clocks
from customers.complaints.domain.messages import say
from customers.complaints.domain.moving import allowed, finish, hold, moment_given, needed
from customers.complaints.domain.rising import Cause, last_ranks, rises_to
from customers.complaints.domain.scope import (
    refuse_unless_above,
    refuse_unless_manager,
    refuse_unless_owner,
    speaker,
)
from customers.complaints.domain.telling import (
    responsible,
    tell_complainant,
    tell_people,
    tell_story,
)
from customers.complaints.domain.watching import follow
from customers.complaints.enums import Channel, ClockKind, Currency, MessageKind, RiseCause, Status, Verdict
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint, ComplaintRise


@LIFECYCLE.guard("tell_decision")
def has_its_remedy_approved(complaint: Complaint) -> str | None:
    """A remedy with a cost needs a lead's approval."""
    if complaint.needs_approval:
        return _("The remedy costs something: a lead must approve it first.")
    return None


@transaction.atomic
def propose_answer(
    complaint: Complaint,
    *,
    by: User | None,
    root_cause: str,
    corrective_action: str,
    remedy_offered: str,
    remedy_cost: Decimal | None = None,
    remedy_currency: str = "",
    at: datetime | None = None,
) -> Complaint:
    """The owner says what was wrong, what is done about it and what is offered."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_owner(by, complaint)
    allowed(complaint, "propose_answer")
    if remedy_cost and remedy_currency not in Currency.values:
        raise DomainError(_("Choose the currency of the cost."), field="remedy_currency")
    values: dict[str, Any] = {
        "root_cause": needed(root_cause, _("Name the root cause."), "root_cause"),
        "corrective_action": needed(corrective_action, _("Name the corrective action."), "corrective_action"),
        "remedy_offered": needed(
            remedy_offered, _("Say what is offered; “an apology” is a remedy too."), "remedy_offered"
        ),
        "remedy_cost": remedy_cost, "remedy_currency": remedy_currency if remedy_cost else "",
        "remedy_approved_by": None, "proposed_at": at,
    }  # fmt: skip
    complaint = finish(complaint, "propose_answer", by=by, at=at, values=values, text=values["remedy_offered"])
    tell_people(complaint, "proposed", [complaint.relationship.owner], at=at, by=by, text=values["remedy_offered"])
    if complaint.needs_approval:
        tell_people(
            complaint, "approval", approvers(complaint), at=at, by=by, text=values["remedy_offered"],
            cost=f"{remedy_cost} {remedy_currency}",
        )  # fmt: skip
    return complaint


@transaction.atomic
def send_back(complaint: Complaint, *, by: User | None, reason: str, at: datetime | None = None) -> Complaint:
    """The answer is not good enough yet; the owner is told why."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "send_back")
    reason = needed(reason, _("Say what is missing in the answer."), "reason")
    complaint = finish(complaint, "send_back", by=by, at=at, reason=reason, values={"remedy_approved_by": None})
    tell_people(complaint, "sent_back", [complaint.owner], at=at, by=by, text=reason)
    return complaint


@transaction.atomic
def approve_remedy(complaint: Complaint, *, by: User, at: datetime | None = None) -> Complaint:
    """A lead, or somebody above, agrees to a remedy that costs something."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_above(by, complaint)
    if complaint.status != Status.ANSWER_PROPOSED:
        raise DomainError(_("There is no proposed answer to approve."))
    if not complaint.remedy_cost:
        raise DomainError(_("The remedy costs nothing; it needs no approval."))
    changes = save_changes(complaint, {"remedy_approved_by": by})
    if changes:
        trail.record(complaint, "complaint.approve_remedy", by=by, changes=changes, at=at)
        ask_today(complaint, at=at)
        tell_people(complaint, "approved", responsible(complaint), at=at, by=by)
    return complaint


@transaction.atomic
def tell_decision(
    complaint: Complaint,
    *,
    by: User | None,
    decision: str,
    verdict: str = Verdict.UPHELD,
    channel: str = Channel.EMAIL,
    told_at: datetime | None = None,
    files: Iterable[File] = (),
    at: datetime | None = None,
) -> Complaint:
    """Tell the complainant what was decided; the answer clock stops."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    allowed(complaint, "tell_decision")
    if verdict not in Verdict.values:
        raise DomainError(_("Say whether the complaint is upheld."), field="verdict")
    decision = needed(decision, _("Say what was decided."), "decision")
    moment = moment_given(told_at, at=at, complaint=complaint, field="told_at")
    if complaint.proposed_at and moment < complaint.proposed_at:
        raise DomainError(_("This lies before the answer was proposed."), field="told_at")
    clocks = Clocks(complaint)
    in_time = clocks.stop([ClockKind.ANSWER], at=moment)
    values: dict[str, Any] = {
        "decision": decision, "verdict": verdict, "decision_told_at": moment, "accepted_at": None, "attempts": 0,
    }  # fmt: skip
    if complaint.answered_in_time is None:
        values["answered_in_time"] = in_time
    complaint = finish(complaint, "tell_decision", by=by, at=at, clocks=clocks, values=values, text=decision)
    message = say(
        complaint, MessageKind.DECISION, text=decision, by=by, visible=True, files=files, channel=channel, at=at
    )
    tell_complainant(
        complaint, "decision", at=at, key=str(message.pk), text=decision, verdict=verdict,
        remedy=complaint.remedy_offered,
    )  # fmt: skip
    return complaint


@transaction.atomic
def accept(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    text: str = "",
    channel: str = "",
    at: datetime | None = None,
) -> Complaint:
    """The complainant accepts the decision (or one of ours writes down that they did); it may be closed now."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    if complaint.status != Status.DECISION_TOLD:
        allowed(complaint, "close")
    changes = save_changes(complaint, {"accepted_at": complaint.accepted_at or at})
    if not changes:
        return complaint
    said = say(
        complaint, MessageKind.ACCEPTANCE, text=text.strip() or _("Accepted."), by=by, contact=contact, visible=True,
        channel=channel, at=at,
    )  # fmt: skip
    shown = changes | {"complainant": (None, contact.pk if contact else None)}
    trail.record(complaint, "complaint.accept", by=by, changes=shown, at=at)
    tell_story(complaint, "accept", at=at, by=by, text=text.strip())
    tell_people(complaint, "accepted", responsible(complaint), at=at, by=by, key=str(said.pk), text=text.strip())
    ask_today(complaint, at=at)
    return complaint


@transaction.atomic
def record_attempt(
    complaint: Complaint, *, by: User | None, text: str, channel: str = Channel.PHONE, at: datetime | None = None
) -> Complaint:
    """Document one attempt to get an answer to the decision; two without reply stand for one."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    if complaint.status != Status.DECISION_TOLD:
        raise DomainError(_("Attempts are documented once the decision was told."))
    if complaint.accepted_at is not None:
        raise DomainError(_("The complainant has answered: the decision was accepted."))
    text = needed(text, _("Say how you tried to reach them."), "text")
    say(complaint, MessageKind.ATTEMPT, text=text, by=by, visible=False, channel=channel, at=at)
    changes = save_changes(complaint, {"attempts": complaint.attempts + 1})
    trail.record(complaint, "complaint.attempt", by=by, changes=changes, reason=text, at=at)
    ask_today(complaint, at=at)
    return complaint


@transaction.atomic
def refuse(
    complaint: Complaint,
    *,
    by: User | None = None,
    contact: Contact | None = None,
    reason: str,
    channel: str = "",
    files: Iterable[File] = (),
    at: datetime | None = None,
) -> Complaint:
    """The complainant does not accept the decision: it stays open and rises to the next level."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    allowed(complaint, "refuse")
    reason = needed(reason, _("Say why the decision is refused."), "reason")
    message = say(
        complaint, MessageKind.REFUSAL, text=reason, by=by, contact=contact, visible=True, channel=channel,
        files=files, at=at,
    )  # fmt: skip
    ladder = ladder_of(complaint.relationship.team_id)
    rank = last_ranks({complaint.pk: complaint}).get(complaint.pk, 0)
    rises = rises_to(complaint, complaint.level + 1, Cause(RiseCause.REFUSAL), ladder=ladder, last_rank=rank, at=at)
    ComplaintRise.objects.bulk_create(rises)
    level = rises[-1].level if rises else complaint.level
    complaint = finish(
        complaint, "refuse", by=by, at=at, contact=contact, reason=reason, told={"level": level},
        values={"refusal_reason": reason, "is_disputed": True, "accepted_at": None, "level": level},
    )  # fmt: skip
    tell_people(complaint, "refusal", responsible(complaint), at=at, by=by, key=str(message.pk), text=reason)
    for rise in rises:
        tell_people(complaint, "escalated", [rise.person], at=at, key=f"{rise.opening}-{rise.level}", text=reason,
                    level=rise.level, cause=rise.cause)  # fmt: skip
    follow(complaint, by=by, at=at)
    return complaint


for _name, _words in (
    ("propose_answer", gettext_lazy("Proposed an answer")),
    ("send_back", gettext_lazy("Sent the answer back")),
    ("approve_remedy", gettext_lazy("Approved the remedy")),
    ("tell_decision", gettext_lazy("Told the decision")),
    ("accept", gettext_lazy("The complainant accepted the decision")),
    ("attempt", gettext_lazy("Documented an attempt to reach the complainant")),
    ("refuse", gettext_lazy("The complainant refused the decision")),
):
    trail.label(f"complaint.{_name}", _words)
