"""The one next step of a complaint: what somebody has to do now, and why (C-12)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from customers.complaints.domain.scope import is_above, is_owner, may_manage
from customers.complaints.enums import MAY_WAIT, OPEN, ClockKind, Status
from customers.complaints.models import Complaint
from customers.complaints.rules import ATTEMPTS


@dataclass(frozen=True)
class NextStep:
    """What to do: the verb's name, the words on its button, what it is about, which clock it stops."""

    name: str
    label: str | Promise
    title: str | Promise
    hint: str | Promise
    icon: str
    clock: str = ""


_STEPS = {
    Status.RECEIVED: NextStep(
        "acknowledge", _("Acknowledge"), _("Tell them that you have it in hand"),
        _("A call or a mail is enough. It stops the first clock."), "phone-call", ClockKind.ACKNOWLEDGE,
    ),
    Status.ACKNOWLEDGED: NextStep(
        "assess", _("Assess"), _("Assess how grave it is"),
        _("Severity, impact, remedy sought and service set the limits for answer and solution."), "gauge",
        ClockKind.ANSWER,
    ),
    Status.ASSESSED: NextStep(
        "investigate", _("Name the owner"), _("Name who looks into it"),
        _("Exactly one person is responsible from now on; they are notified at once."), "user-search",
        ClockKind.ANSWER,
    ),
    Status.INVESTIGATING: NextStep(
        "propose_answer", _("Propose the answer"), _("Find the cause and propose an answer"),
        _("Root cause, corrective action, and what the complainant is offered."), "search", ClockKind.ANSWER,
    ),
    Status.ANSWER_PROPOSED: NextStep(
        "tell_decision", _("Tell the decision"), _("Tell the complainant what was decided"),
        _("Check the proposed answer, then tell it in your words; or send it back."), "message-2", ClockKind.ANSWER,
    ),
    Status.DECISION_TOLD: NextStep(
        "accept", _("Record the acceptance"), _("Get their answer to the decision"),
        _("They accept or refuse in the portal or by mail, or you record what they say."), "message-question",
        ClockKind.RESOLVE,
    ),
    Status.REFUSED: NextStep(
        "take_up", _("Investigate anew"), _("Investigate anew at the next level"),
        _("They refused the decision. Somebody of higher rank takes it over, with new clocks."), "arrow-up-right",
        ClockKind.ANSWER,
    ),
    Status.WAITING: NextStep(
        "answer_question", _("Record their reply"), _("Waiting for the complainant"),
        _("The clocks of answer and solution rest until they reply, or the waiting time is over."), "hourglass",
        ClockKind.RESOLVE,
    ),
}  # fmt: skip
_APPROVE = NextStep(
    "approve_remedy", _("Approve the remedy"), _("A lead agrees to the cost of the remedy"),
    _("A remedy with a cost is approved before the decision is told."), "coins", ClockKind.ANSWER,
)  # fmt: skip
_CLOSE = NextStep(
    "close", _("Close"), _("Close the complaint"),
    _("Everything is there: the decision, its cause, and their answer or two attempts to get it."), "circle-check",
    ClockKind.RESOLVE,
)  # fmt: skip


def next_step(complaint: Complaint) -> NextStep | None:
    """What has to be done now; None once it is over."""
    if complaint.status == Status.ANSWER_PROPOSED and complaint.needs_approval:
        return _APPROVE
    if complaint.status == Status.DECISION_TOLD and (
        complaint.accepted_at is not None or complaint.attempts >= ATTEMPTS
    ):
        return _CLOSE
    return _STEPS.get(Status(complaint.status))


@dataclass(frozen=True)
class Choice:
    """Something else that can be done in the present state: the verb's name, its words, its sign."""

    name: str
    label: str | Promise
    icon: str


_BESIDE = {
    Status.INVESTIGATING: ("ask",),
    Status.ANSWER_PROPOSED: ("send_back",),
    Status.DECISION_TOLD: ("refuse", "record_attempt"),
}
_CHOICES = {
    choice.name: choice
    for choice in (
        Choice("ask", _("Ask the complainant"), "message-question"),
        Choice("send_back", _("Send back"), "arrow-back-up"),
        Choice("tell_decision", _("Tell the decision"), "message-2"),
        Choice("accept", _("They accept"), "check"),
        Choice("refuse", _("They refuse"), "x"),
        Choice("record_attempt", _("Could not be reached"), "phone-x"),
        Choice("assign", _("Give it to somebody else"), "transfer"),
        Choice("withdraw", _("They withdraw it"), "circle-minus"),
        Choice("reopen", _("Reopen"), "rotate"),
        Choice("merge", _("Merge into another complaint"), "git-merge"),
        Choice("link", _("Link to the same case"), "link"),
        Choice("conflict", _("Flag a conflict"), "exchange"),
        Choice("follow", _("Put on the watch list"), "eye"),
    )
}


def beside(complaint: Complaint) -> list[Choice]:
    """What stands beside the next step: the other answers to the same question."""
    names = _BESIDE.get(Status(complaint.status), ())
    if complaint.accepted_at is not None:
        names = tuple(name for name in names if name != "record_attempt")
    return [_CHOICES[name] for name in names]


def other_steps(complaint: Complaint) -> list[Choice]:
    """Every further step that follows from the present state."""
    names: list[str] = []
    status = complaint.status
    if status in MAY_WAIT and status != Status.INVESTIGATING:
        names.append("ask")
    if status in OPEN and status != Status.REFUSED:
        names.append("assign")
    if status in OPEN:
        names += ["withdraw", "merge"]
    if status == Status.CLOSED and not complaint.is_past:
        names.append("reopen")
    return [_CHOICES[name] for name in names]


def sundry(complaint: Complaint, *, has_conflict: bool, is_followed: bool) -> list[Choice]:
    """What does not move the complaint: links, the conflict flag, the watch list."""
    names = ["link"]
    if not has_conflict and complaint.status in OPEN:
        names.append("conflict")
    if not is_followed and complaint.status in OPEN:
        names.append("follow")
    return [_CHOICES[name] for name in names]


def may_take(user: User, complaint: Complaint, name: str) -> bool:
    """Whether a step is this person's to take, as the domain will judge it (4.8)."""
    if name == "propose_answer":
        return is_owner(user, complaint)
    if name in {"approve_remedy", "take_up"}:
        return is_above(user, complaint)
    return may_manage(user, complaint)
