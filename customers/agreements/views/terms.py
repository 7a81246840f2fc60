"""Pages of clauses, terms, results, plans of an agreement."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.queries import catalogue_for
from brm.communications.views.base import KeepingForm, KeepingPage
from brm.core import clock
from brm.parties.domain.links import relationship_url
from brm.ui.http import Request
from brm.ui.pages import Crumb, attempt
from customers.agreements.domain.moments import months_of
from customers.agreements.domain.plans import keep_plan, link_plan
from customers.agreements.domain.queries import (
    agreements_for,
    amendments_of,
    clauses_for,
    linkable_plans,
    plan_clauses_for,
    results_of,
    terms_for,
    terms_of,
)
from customers.agreements.domain.results import record_results, suggested
from customers.agreements.domain.terms import add_clause, add_term, change_clause, change_term, drop_term
from customers.agreements.enums import AgreementStatus
from customers.agreements.forms.terms import ClauseForm, DropForm, PlanLinkForm, ResultsForm, TermForm, month_of
from customers.agreements.models import AgreementClause, AgreementTerm, PlanClause, ServiceAgreement, TermResult


class PartOfAgreement(KeepingForm):
    """A form about something of an agreement; afterwards the agreement's page."""

    def get_agreement(self) -> ServiceAgreement:
        found: Any = self.object
        return found if isinstance(found, ServiceAgreement) else found.agreement

    def get_crumbs(self) -> list[Crumb]:
        agreement = self.get_agreement()
        relationship = agreement.relationship
        return [
            (relationship_url(relationship), str(relationship)),
            (agreement.get_absolute_url(), str(agreement)),
        ]

    def get_success_url(self, result: Any) -> str:
        return self.get_agreement().get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.get_agreement().get_absolute_url()

    def amendments(self) -> Any:
        """What changes go under; None while the agreement is a draft."""
        agreement = self.get_agreement()
        return None if agreement.status == AgreementStatus.DRAFT else amendments_of(agreement)


class NewClause(PartOfAgreement):
    """Write a clause down."""

    source = agreements_for
    form_class = ClauseForm
    title = _("New clause")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"agreement": self.get_agreement(), "amendments": self.amendments()}

    def save(self, form: ClauseForm) -> AgreementClause:
        return add_clause(self.object, by=self.request.user, **form.cleaned_data)


class EditClause(NewClause):
    """Change a clause."""

    source: Any = clauses_for
    title = _("Change the clause")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("number", "kind", "title", "text", "is_reciprocal")}

    def save(self, form: ClauseForm) -> AgreementClause:
        return change_clause(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class LinkPlan(PartOfAgreement):
    """Say which communication plan fulfils the clause (C-05)."""

    source = clauses_for
    form_class = PlanLinkForm
    title = _("Link a communication plan")
    submit = _("Link")
    success = _("Linked. The plan now changes only with the agreement.")
    template_name = "agreements/plan_link.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plans": linkable_plans(self.get_agreement())}

    def get_context(self, **more: Any) -> dict[str, Any]:
        agreement = self.get_agreement()
        return super().get_context(agreement=agreement, has_plans=linkable_plans(agreement).exists(), **more)

    def save(self, form: PlanLinkForm) -> PlanClause:
        return link_plan(self.object, form.cleaned_data["plan"], by=self.request.user)


class KeepPlan(KeepingPage):
    """The plan stays as it is under the new version."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        link = get_object_or_404(plan_clauses_for(request.user), pk=pk)
        return attempt(
            request, lambda: keep_plan(link, by=request.user), success=_("The plan stays as it is."),
            back=link.clause.agreement.get_absolute_url(),
        )  # fmt: skip


class NewTerm(PartOfAgreement):
    """Promise a service level."""

    source = agreements_for
    form_class = TermForm
    title = _("New service level")
    success = _("Promised.")

    def get_form_kwargs(self) -> dict[str, Any]:
        agreement = self.get_agreement()
        services = catalogue_for(self.request.user).filter(covered_by__agreement=agreement, covered_by__to_on=None)
        return super().get_form_kwargs() | {
            "user": self.request.user, "agreement": agreement, "services": services, "amendments": self.amendments(),
        }  # fmt: skip

    def save(self, form: TermForm) -> AgreementTerm:
        return add_term(self.object, by=self.request.user, **form.facts)


class EditTerm(NewTerm):
    """Change a service level."""

    source: Any = terms_for
    title = _("Change the service level")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        row: AgreementTerm = self.object
        promise = {name: getattr(row.term, name) for name in ("service", "target", "unit", "window", "window_text")}
        return promise | {name: getattr(row, name) for name in ("clause", "penalty", "penalty_text")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"new": False}

    def save(self, form: TermForm) -> AgreementTerm:
        return change_term(self.object, by=self.request.user, **form.facts)


class DropTerm(PartOfAgreement):
    """Take a service level out."""

    source = terms_for
    form_class = DropForm
    title = _("Take the service level out")
    submit = _("Take it out")
    success = _("Taken out.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"agreement": self.get_agreement(), "amendments": self.amendments()}

    def save(self, form: DropForm) -> None:
        drop_term(self.object, by=self.request.user, **form.cleaned_data)


class RecordResults(PartOfAgreement):
    """What was reached in one month: every term on one sheet (R-19)."""

    source = agreements_for
    form_class = ResultsForm
    form_template = "agreements/results_form.html"
    title = _("Service levels reached")
    success = _("Recorded.")
    grid = False

    def period(self) -> Any:
        """The month the address names, else the last full one within the agreement."""
        today = clock.today()
        last = months_of(today.replace(day=1), today)[0][0].toordinal() - 1
        fallback = min(max(today.fromordinal(last), self.object.start_on), self.object.end_on)
        first = month_of(self.request.GET.get("month", ""), fallback)
        return months_of(first, first)[0]

    def terms(self) -> list[AgreementTerm]:
        """The terms that hold in the month."""
        first, last = self.period()
        agreement: ServiceAgreement = self.object
        return list(terms_of(agreement, min(max(first, agreement.start_on), last)))

    def known(self) -> dict[int, TermResult]:
        """What was recorded for the month already."""
        first, _last = self.period()
        return {row.term_id: row for row in results_of(self.object, first, first)}

    def get_initial(self) -> dict[str, Any]:
        first, last = self.period()
        known, values = self.known(), dict[str, Any]()
        for row in self.terms():
            result = known.get(row.pk)
            given: Any = result or suggested(row, first, last)
            if given is not None:
                value = None if given.value is None else f"{given.value.normalize():f}"
                values |= {f"value_{row.pk}": value, f"cases_{row.pk}": given.cases}
                values |= {f"remark_{row.pk}": given.remark, f"known_{row.pk}": result is not None}
        return values

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"terms": self.terms()}

    def get_context(self, **more: Any) -> dict[str, Any]:
        first, last = self.period()
        agreement: ServiceAgreement = self.object
        end = min(agreement.end_on, clock.today())
        months = (
            [begin for begin, _end in months_of(agreement.start_on, end)][-12:] if end >= agreement.start_on else []
        )
        return super().get_context(first=first, last=last, months=months, **more)

    def save(self, form: ResultsForm) -> list[TermResult]:
        first, last = self.period()
        return record_results(
            self.object, period_from=first, period_to=last, reached=form.reached, by=self.request.user
        )
