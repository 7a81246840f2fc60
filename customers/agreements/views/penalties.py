"""Pages of penalty events, and of what a customer decided about risks."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.notes import decide_risk
from brm.catalogue.domain.queries import notes_for, notes_with_decisions
from brm.catalogue.models import RiskDecision
from brm.communications.views.base import Keeping, Press, keepers
from brm.core import clock
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.views.base import RelationshipFormPage
from brm.ui.lists import Column, Empty, ListPage, Preset
from brm.ui.pages import Crumb, DetailPage
from customers.agreements.domain.penalties import accept_penalty, claim_penalty, contest_penalty, settle_penalty
from customers.agreements.domain.queries import agreements_for, missed_results_of, penalties_for, services_covered
from customers.agreements.enums import ClauseKind
from customers.agreements.filters import PenaltyFilter
from customers.agreements.forms.terms import ContestForm, PenaltyForm, RiskForm, SettleForm
from customers.agreements.lifecycle import PENALTY
from customers.agreements.models import PenaltyEvent
from customers.agreements.views.terms import PartOfAgreement


class PenaltyList(ListPage):
    """All penalty events a person may see, newest first."""

    show = keepers
    source = penalties_for
    title = _("Penalties")
    filterset_class = PenaltyFilter
    columns = (
        Column("cause", _("Cause"), kind="title"),
        Column("customer", _("Customer"), "agreement.relationship.organisation.name"),
        Column("clause", _("Clause"), "clause"),
        Column("side", _("Who pays")),
        Column("amount", _("Amount"), kind="num"),
        Column("currency", _("Currency"), default=False),
        Column("occurred_on", _("Occurred on"), sort="occurred_on"),
        Column("settled_amount", _("Settled at"), kind="num", default=False),
        Column("settled_on", _("Settled on"), default=False),
        Column("status", _("State"), kind="state"),
    )
    default_sort = "-occurred_on"
    row_template = "agreements/penalty_row.html"
    presets = (Preset("open", _("Not settled"), "open=1"),)
    empty = Empty(
        _("No penalties"), _("When a penalty clause is triggered, record it on the agreement's page."), icon="gavel"
    )


class PenaltyPage(Keeping):
    """One penalty event and what comes next."""

    source = penalties_for
    template_name = "agreements/penalty.html"
    object_name = "penalty"

    def get_crumbs(self) -> list[Crumb]:
        agreement = self.object.agreement
        relationship = agreement.relationship
        return [(relationship_url(relationship), str(relationship)), (agreement.get_absolute_url(), str(agreement))]

    def get_title(self) -> Any:
        return _("Penalty")

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(steps={step.name: step for step in PENALTY.available(self.object)}, **more)


class NewPenalty(PartOfAgreement):
    """A penalty clause was triggered."""

    source = agreements_for
    form_class = PenaltyForm
    title = _("Record a penalty event")
    submit = _("Record")
    success = _("Recorded. The BRM owner answers it.")
    template_name = "agreements/penalty_new.html"

    def clauses(self) -> Any:
        """The penalty clauses of the agreement."""
        return self.object.clauses.filter(kind=ClauseKind.PENALTY).order_by("number")

    def get_initial(self) -> dict[str, Any]:
        return {"currency": self.object.currency, "occurred_on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"clauses": self.clauses(), "results": missed_results_of(self.object)}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(has_clauses=self.clauses().exists(), agreement=self.object, **more)

    def save(self, form: PenaltyForm) -> PenaltyEvent:
        return claim_penalty(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: PenaltyEvent) -> str:
        return result.get_absolute_url()


class AcceptPenalty(Press):
    """The penalty is due."""

    source = penalties_for
    verb = accept_penalty
    success = _("Accepted.")


class PenaltyStep(PartOfAgreement):
    """A step of a penalty's life that asks something."""

    source = penalties_for

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class ContestPenalty(PenaltyStep):
    """The penalty is not due."""

    form_class = ContestForm
    title = _("Contest the penalty")
    submit = _("Contest")
    success = _("Contested.")

    def save(self, form: ContestForm) -> PenaltyEvent:
        return contest_penalty(self.object, by=self.request.user, **form.cleaned_data)


class SettlePenalty(PenaltyStep):
    """How it ended."""

    form_class = SettleForm
    title = _("Settle the penalty")
    submit = _("Settle")
    success = _("Settled.")

    def get_initial(self) -> dict[str, Any]:
        return {"amount": self.object.amount, "on": clock.today()}

    def save(self, form: SettleForm) -> PenaltyEvent:
        return settle_penalty(self.object, by=self.request.user, **form.cleaned_data)


def customers_for(user: Any) -> Any:
    """The customers a person may see."""
    return relationships_for(user, Kind.CUSTOMER)


class RisksPage(DetailPage):
    """The risks and constraints of what a customer has, and which it has accepted, by whom, when (M-15)."""

    show = keepers
    source = customers_for
    template_name = "agreements/risks.html"
    object_name = "relationship"
    title = _("Risks and constraints of its services")

    def get_crumbs(self) -> list[Crumb]:
        return [(relationship_url(self.object), str(self.object))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        notes = notes_with_decisions(self.object, services_covered(self.object))
        return super().get_context(notes=notes, **more)


class DecideRisk(RelationshipFormPage):
    """Record what the customer decided about a risk, and who said so (INV-56)."""

    source: Any = customers_for
    form_class = RiskForm
    title = _("The customer's decision")
    success = _("Recorded.")
    form_template = "agreements/risk_form.html"
    grid = False

    def note(self) -> Any:
        """The risk it is about."""
        return get_object_or_404(notes_for(self.request.user), pk=self.kwargs["note"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"relationship": self.object}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(note=self.note(), **more)

    def save(self, form: RiskForm) -> RiskDecision:
        return decide_risk(self.note(), relationship=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse("agreements:risks", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("agreements:risks", args=[self.object.pk])
