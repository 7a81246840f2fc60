"""The life of a complaint as a table (4.8, INV-12). What is not listed is refused."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from customers.complaints.enums import MAY_WAIT, OPEN, Status

_S = frozenset
S = Status

PREVIOUS = ""
"""The target of “resume”: the state in which the question was asked."""

LIFECYCLE = Lifecycle(
    (
        Transition("acknowledge", _S({S.RECEIVED}), S.ACKNOWLEDGED, _("Acknowledge")),
        Transition("assess", _S({S.ACKNOWLEDGED}), S.ASSESSED, _("Assess")),
        Transition("investigate", _S({S.ASSESSED}), S.INVESTIGATING, _("Start the investigation")),
        Transition("propose_answer", _S({S.INVESTIGATING}), S.ANSWER_PROPOSED, _("Propose an answer")),
        Transition("send_back", _S({S.ANSWER_PROPOSED}), S.INVESTIGATING, _("Send back")),
        Transition("tell_decision", _S({S.ANSWER_PROPOSED}), S.DECISION_TOLD, _("Tell the decision")),
        Transition("close", _S({S.DECISION_TOLD}), S.CLOSED, _("Close")),
        Transition("refuse", _S({S.DECISION_TOLD}), S.REFUSED, _("Record the refusal")),
        Transition("take_up", _S({S.REFUSED}), S.INVESTIGATING, _("Investigate anew at the next level")),
        Transition("ask", _S(MAY_WAIT), S.WAITING, _("Ask the complainant")),
        Transition("resume", _S({S.WAITING}), PREVIOUS, _("Go on")),
        Transition("withdraw", _S(OPEN), S.WITHDRAWN, _("Record the withdrawal")),
        Transition("reopen", _S({S.CLOSED}), S.INVESTIGATING, _("Reopen")),
        # a duplicate goes on in the complaint it doubles; it is counted once
        Transition("merge", _S(OPEN), S.MERGED, _("Merge into another complaint")),
    )
)
