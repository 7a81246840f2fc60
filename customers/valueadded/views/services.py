"""One value-added service: proposed, weighed at the gate, decided, given, judged."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.scope import leads
from brm.communications.views.base import Keeping, KeepingForm, NewForChosen, Press, VerbForm
from brm.core import clock
from brm.documents.domain import documents_of
from brm.matters.domain import thread_for
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.ui.pages import Crumb, insiders_only
from customers.valueadded.domain.asking import deciders
from customers.valueadded.domain.giving import (
    OFFER_WITHIN,
    close_value_added,
    convert_value_added,
    deliver_value_added,
    evaluate_value_added,
    repeat_value_added,
    schedule_value_added,
)
from customers.valueadded.domain.proposing import (
    answer_principles,
    approve_value_added,
    change_value_added,
    propose_value_added,
    reject_value_added,
)
from customers.valueadded.domain.queries import answers_of, policy_on, value_added_for, value_added_kept_by
from customers.valueadded.enums import Principle, ValueStatus
from customers.valueadded.forms import (
    DeliveryForm,
    EndForm,
    EvaluationForm,
    GateForm,
    OfferForm,
    ProposalForm,
    ReasonForm,
    ScheduleForm,
)
from customers.valueadded.lifecycle import LIFECYCLE
from customers.valueadded.models import ValueAddedService

S = ValueStatus
LINE = [S.PROPOSED, S.ASSESSED, S.APPROVED, S.SCHEDULED, S.DELIVERED, S.EVALUATED]
ENDS = (S.REPEATED, S.CONVERTED, S.CLOSED)


class ValueAddedPage(Keeping):
    """One of them: the gate, what comes next, who gives and receives it, its history."""

    show = insiders_only
    source = value_added_for
    template_name = "valueadded/detail.html"
    object_name = "value_added"

    def get_title(self) -> Any:
        return self.object.matter.title

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("valueadded:list"), _("Value-added services"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        value_added: ValueAddedService = self.object
        user = self.request.user
        keeps = relationships_for(user).filter(pk=value_added.relationship_id).exists()
        said = {one.principle: one for one in answers_of(value_added)}
        staff = [one.user for one in value_added.delivered_by.select_related("user")]
        status = S(value_added.status)
        done = len(LINE) if status in ENDS else LINE.index(status) if status in LINE else -1
        linked, hidden = thread_for(user, value_added.matter)
        may_lead = leads(user, value_added.relationship)
        return super().get_context(
            keeps=keeps, steps={step.name: step for step in LIFECYCLE.available(value_added)},
            may_decide=may_lead and value_added.proposed_by_id != user.pk, may_lead=may_lead,
            is_own=value_added.proposed_by_id == user.pk, delivers=keeps or user in staff,
            blocked=LIFECYCLE.reasons("approve", value_added) if status == S.ASSESSED else [],
            deciders=deciders(value_added) if status in (S.ASSESSED, S.EVALUATED) else [],
            principles=[(each, said.get(each.value)) for each in Principle], staff=staff,
            beneficiaries=[one.contact for one in value_added.received_by.select_related("contact")],
            documents=list(documents_of(value_added)) if keeps else [],
            line=[
                (each.label, "current" if place == done else "done" if place < done else "")
                for place, each in enumerate(LINE)
            ],
            page_of=relationship_url(value_added.relationship) if keeps else "", today=clock.today(),
            linked=[matter for matter in linked if matter.pk != value_added.pk], hidden=hidden if keeps else 0, **more,
        )  # fmt: skip


class NewValueAdded(NewForChosen):
    """Propose one; without a customer, choose it first."""

    list_url_name = "valueadded:list"
    form_class = ProposalForm
    title = _("Propose a value-added service")
    submit = _("Propose")
    success = _("Proposed. Now answer the four principles.")
    draft = "value-added"
    grid = False

    def save(self, form: ProposalForm) -> ValueAddedService:
        if form.relationship is None:
            raise ValueError("it is given to somebody")
        return propose_value_added(form.relationship, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: ValueAddedService) -> str:
        return reverse("valueadded:gate", args=[result.pk])


class EditValueAdded(KeepingForm):
    """Put the proposal right."""

    source = value_added_kept_by
    form_class = ProposalForm
    title = _("Change the proposal")
    success = _("Saved.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user, "relationship": self.object.relationship, "new": False,
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "title": row.matter.title, "description": row.description, "service": row.service_id,
            "beneficiaries": list(row.received_by.values_list("contact_id", flat=True)),
        }  # fmt: skip

    def save(self, form: ProposalForm) -> ValueAddedService:
        return change_value_added(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class Gate(KeepingForm):
    """The four principles: each with yes or no and its reason; with estimate and limit it goes to the lead (C-21)."""

    source = value_added_kept_by
    form_class = GateForm
    form_template = "valueadded/gate_form.html"
    title = _("The four principles")
    subtitle = _("Value-added services are not given freely: four times yes, and within the limit.")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        row, policy = self.object, policy_on()
        said: dict[str, Any] = {}
        for one in answers_of(row):
            said |= {f"answer_{one.principle}": one.answer, f"reason_{one.principle}": one.justification}
        limit = row.cost_limit if row.cost_limit is not None else policy.cost_limit
        currency = row.currency if row.cost_limit is not None else policy.currency
        return said | {
            "cost_estimate": row.cost_estimate, "cost_limit": limit, "currency": currency,
            "effort_hours": row.effort_hours,
        }  # fmt: skip

    def save(self, form: GateForm) -> ValueAddedService:
        return answer_principles(self.object, by=self.request.user, **form.facts)

    def get_success_message(self, result: ValueAddedService) -> Any:
        if result.status == S.ASSESSED:
            return _("Assessed. A lead decides now.")
        return _("Saved. Answer the rest when you know it.")


class Approve(Press):
    """A lead agrees."""

    source = value_added_kept_by
    verb = approve_value_added
    success = _("Approved.")


class Reject(VerbForm):
    """A lead declines."""

    source = value_added_kept_by
    verb = reject_value_added
    form_class = ReasonForm
    title = _("Reject the value-added service")
    submit = _("Reject")
    success = _("Rejected; the reason is kept.")


class Schedule(VerbForm):
    """Days and people, without moving agreed work."""

    source = value_added_kept_by
    verb = schedule_value_added
    form_class = ScheduleForm
    title = _("Schedule the value-added service")
    submit = _("Schedule")
    success = _("Scheduled. Whoever delivers it has been told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        staff = list(row.delivered_by.values_list("user_id", flat=True))
        return {"starts_on": row.starts_on, "ends_on": row.ends_on, "staff": staff}


class Deliver(VerbForm):
    """That it was given; whoever delivers may say so."""

    show = insiders_only
    source = value_added_for
    verb = deliver_value_added
    form_class = DeliveryForm
    title = _("Record the delivery")
    success = _("Recorded.")
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return [(self.object.get_absolute_url(), self.object.matter.title)]

    def get_initial(self) -> dict[str, Any]:
        return {"delivered_on": clock.today(self.request.user.time_zone)}


class Evaluate(VerbForm):
    """How it was received."""

    source = value_added_kept_by
    verb = evaluate_value_added
    form_class = EvaluationForm
    title = _("Evaluate the value-added service")
    success = _("Evaluated. A lead decides what follows.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"actual_cost": self.object.cost_estimate, "actual_hours": self.object.effort_hours}


class Repeat(VerbForm):
    """Once more, through the gate again."""

    source = value_added_kept_by
    verb = repeat_value_added
    form_class = EndForm
    title = _("Give it once more")
    submit = _("Propose it again")
    success = _("Proposed again. It passes the gate anew.")

    def get_success_url(self, result: ValueAddedService) -> str:
        return result.get_absolute_url()


class Convert(VerbForm):
    """They want it for good: an offer is promised."""

    source = value_added_kept_by
    verb = convert_value_added
    form_class = OfferForm
    title = _("Make it an offer")
    submit = _("Promise the offer")
    success = _("An action item was made of it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "title": gettext("Offer: %(title)s") % {"title": row.matter.title}, "owner": row.relationship.owner_id,
            "due_on": clock.today() + OFFER_WITHIN,
        }  # fmt: skip


class Close(VerbForm):
    """It did its part."""

    source = value_added_kept_by
    verb = close_value_added
    form_class = EndForm
    title = _("Close the value-added service")
    submit = _("Close")
    success = _("Closed.")
