"""Risks and constraints of what the customer has: everybody of theirs reads them, who signs decides (M-15)."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from brm.catalogue.models import RiskDecision, ServiceNote
from brm.ui.http import Request
from customers.portal.domain.access import Entry
from customers.portal.domain.risks import answer_risk, may_decide, registers_for, risk_open_to
from customers.portal.forms.risks import AnswerRiskForm
from customers.portal.views.base import Visitor, VisitorForm


class Risks(Visitor):
    """What is not decided first, then what was, by whom and when."""

    template_name = "portal/risks.html"
    title = _("Risks and constraints")
    subtitle = _("What to know of our services before you rely on them")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:services"), _("Services"))]

    def get(self, request: Request) -> HttpResponse:
        return render(request, self.template_name, self.get_context(registers=registers_for(request.user)))


class AnswerRisk(VisitorForm):
    """One risk: accept it or not, for the organisation one signs for (INV-56)."""

    form_class = AnswerRiskForm
    form_template = "portal/risk_form.html"
    title = _("Your organisation's decision")
    submit = _("Record our decision")
    success = _("Thank you. Your relationship manager sees it.")

    @cached_property
    def found(self) -> tuple[Entry, ServiceNote]:
        """The risk, for whom."""
        found = risk_open_to(self.request.user, self.kwargs["pk"], self.kwargs["note"])
        if found is None:
            raise Http404
        return found

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # who may read but not decide is told on the list who can
        return super().get(request, *args, **kwargs) if may_decide(self.found[0]) else redirect("portal:risks")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request, *args, **kwargs) if self.found else redirect("portal:risks")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:risks"), _("Risks and constraints"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        entry, note = self.found
        return super().get_context(entry=entry, note=note, **more)

    def save(self, form: AnswerRiskForm) -> RiskDecision:
        entry, note = self.found
        return answer_risk(self.request.user, entry, note, **form.cleaned_data)

    def get_success_url(self, result: RiskDecision) -> str:
        return reverse("portal:risks")

    def get_cancel_url(self) -> str:
        return reverse("portal:risks")
