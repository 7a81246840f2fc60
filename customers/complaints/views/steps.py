"""The steps of a complaint's life, each a short form in the drawer or on a page of its own (4.8)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from customers.complaints.domain import steps
from customers.complaints.enums import Status
from customers.complaints.forms.steps import (
    AcceptForm,
    AcknowledgeForm,
    ApproveForm,
    AskForm,
    AssessForm,
    AssignForm,
    AttemptForm,
    CloseForm,
    OwnerForm,
    ProposeForm,
    RefuseForm,
    ReopenForm,
    ReplyForm,
    SendBackForm,
    TellForm,
    WithdrawForm,
)
from customers.complaints.views.base import OfferingPage, VerbForm

PROPOSAL = ("root_cause", "corrective_action", "remedy_offered", "remedy_cost", "remedy_currency")


class Acknowledge(VerbForm):
    """Tell them that somebody has it in hand."""

    verb = steps.acknowledge
    form_class = AcknowledgeForm
    title = _("Acknowledge the complaint")
    submit = _("Acknowledge")
    success = _("Acknowledged; the complainant is told.")


class Assess(OfferingPage):
    """Severity, impact, remedy sought, service."""

    verb = steps.assess
    form_class = AssessForm
    title = _("Assess the complaint")
    submit = _("Assess")
    success = _("Assessed.")

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "severity": row.severity, "impact": row.impact, "remedy_sought": row.remedy_sought,
            "service": row.service_id, "category": row.category,
        }  # fmt: skip


class Investigate(OfferingPage):
    """Name the owner."""

    verb = steps.investigate
    form_class = OwnerForm
    title = _("Name who looks into it")
    submit = _("Start the investigation")
    success = _("Under investigation; the owner is notified.")

    def get_initial(self) -> dict[str, Any]:
        return {"owner": self.object.owner_id} if self.object.status != Status.REFUSED else {}


class TakeUp(Investigate):
    """After a refusal: somebody of higher rank, with new clocks."""

    title = _("Investigate anew at the next level")
    submit = _("Investigate anew")
    success = _("Under investigation again, with new clocks.")


class Assign(OfferingPage):
    """Another owner."""

    verb = steps.assign
    form_class = AssignForm
    title = _("Give it to somebody else")
    submit = _("Give it on")
    success = _("Passed on; the new owner is notified.")


class Propose(VerbForm):
    """Cause, correction, remedy."""

    verb = steps.propose_answer
    form_class = ProposeForm
    form_template = "complaints/propose_form.html"
    title = _("Propose an answer")
    submit = _("Propose")
    success = _("Proposed; the manager is notified.")
    draft = "complaint_answer"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in PROPOSAL} | {
            "remedy_currency": self.object.remedy_currency or "CNY"
        }


class SendBack(VerbForm):
    """The answer is not good enough yet."""

    verb = steps.send_back
    form_class = SendBackForm
    title = _("Send the answer back")
    submit = _("Send back")
    success = _("Sent back; the owner is told why.")


class Approve(VerbForm):
    """A lead agrees to the cost."""

    verb = steps.approve_remedy
    form_class = ApproveForm
    form_template = "complaints/approve_form.html"
    title = _("Approve the remedy")
    submit = _("Approve")
    success = _("Approved. The decision can be told.")


class Tell(VerbForm):
    """The decision in words to the complainant."""

    verb = steps.tell_decision
    form_class = TellForm
    form_template = "complaints/tell_form.html"
    title = _("Tell the decision")
    submit = _("Tell the decision")
    success = _("Told. The complainant can accept or refuse it.")
    draft = "complaint_decision"

    def get_initial(self) -> dict[str, Any]:
        return {"decision": self.object.decision}


class Accept(VerbForm):
    """They accepted, recorded for them."""

    verb = steps.accept
    form_class = AcceptForm
    title = _("Record that they accept")
    submit = _("They accept")
    success = _("Accepted. It can be closed now.")


class Refuse(VerbForm):
    """They refused, recorded for them."""

    verb = steps.refuse
    form_class = RefuseForm
    title = _("Record that they refuse")
    submit = _("They refuse")
    success = _("Refused. It rises to the next level.")


class Attempt(VerbForm):
    """We tried to reach them."""

    verb = steps.record_attempt
    form_class = AttemptForm
    title = _("Record an attempt to reach them")
    submit = _("Record")
    success = _("Recorded. Two attempts without reply stand for an answer.")


class Ask(VerbForm):
    """A question to the complainant."""

    verb = steps.ask
    form_class = AskForm
    title = _("Ask the complainant")
    submit = _("Ask")
    success = _("Asked. The clocks rest until they reply.")
    draft = "complaint_question"


class Reply(VerbForm):
    """What they replied, recorded for them."""

    verb = steps.answer_question
    form_class = ReplyForm
    title = _("Record their reply")
    submit = _("Record")
    success = _("Recorded. The clocks go on.")


class Withdraw(VerbForm):
    """The complainant withdraws it."""

    verb = steps.withdraw
    form_class = WithdrawForm
    title = _("Record the withdrawal")
    submit = _("They withdraw it")
    success = _("Withdrawn. It is counted apart.")


class Close(VerbForm):
    """The gate is open."""

    verb = steps.close
    form_class = CloseForm
    form_template = "complaints/close_form.html"
    title = _("Close the complaint")
    submit = _("Close")
    success = _("Closed. A follow-up contact and a satisfaction check are planned.")


class Reopen(VerbForm):
    """Take it up again."""

    verb = steps.reopen
    form_class = ReopenForm
    title = _("Reopen the complaint")
    submit = _("Reopen")
    success = _("Reopened; the investigation goes on.")
