"""Pages of agreements: the list, one agreement with everything it promises, the steps of its life."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.queries import undecided_risks
from brm.communications.domain.scope import leads
from brm.communications.views.base import (
    Keeping,
    KeepingForm,
    KeepingPage,
    NewForChosen,
    VerbForm,
    asked_relationship,
    keepers,
)
from brm.core import clock
from brm.core.errors import DomainError
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage, Preset
from brm.ui.pages import attempt
from customers.agreements.domain.agreeing import agree_agreement, amend_agreement
from customers.agreements.domain.drafting import change_agreement, discard_draft, draft_agreement, prepare_renewal
from customers.agreements.domain.moments import service_year
from customers.agreements.domain.queries import (
    agreements_for,
    clauses_of,
    missed_results_of,
    penalties_of,
    present_terms,
    shown_in_lists,
    values_by_currency,
    values_for,
    versions_of,
)
from customers.agreements.domain.results import year_of_results
from customers.agreements.domain.steps import give_verdict, terminate_agreement
from customers.agreements.enums import LIVING, AgreementStatus
from customers.agreements.filters import AgreementFilter, ValueFilter
from customers.agreements.forms.agreements import AgreementForm, AmendForm, SignForm, TerminateForm, VerdictForm
from customers.agreements.lifecycle import AGREEMENT
from customers.agreements.models import AgreementVersion, ServiceAgreement

FACTS = (
    "title", "number", "start_on", "end_on", "year_from", "fee", "currency", "mode", "on_site_staff", "notice_days",
    "scope", "owner_brm", "owner_slm",
)  # fmt: skip
AMENDED = ("end_on", "fee", "currency", "mode", "on_site_staff", "notice_days", "scope")


def service_names(agreement: ServiceAgreement) -> str:
    """What an agreement covers, in words."""
    return ", ".join(service.name for service in agreement.services.all())


class AgreementList(ListPage):
    """All agreements a person may see, those that end soonest first."""

    show = keepers
    title = _("Service agreements")
    filterset_class = AgreementFilter
    columns = (
        Column("title", _("Agreement"), kind="title"),
        Column("number", _("Number"), default=False),
        Column("customer", _("Customer"), "relationship.organisation.name"),
        Column("services", _("Services"), service_names),
        Column("start_on", _("From"), sort="start_on"),
        Column("end_on", _("Until"), sort="end_on"),
        Column("fee", _("Fee a year"), kind="num", sort="fee", nullable=True),
        Column("currency", _("Currency"), default=False),
        Column("mode", _("Service mode"), default=False),
        Column("owner_brm", _("BRM owner"), "owner_brm.name"),
        Column("owner_slm", _("SLM owner"), "owner_slm.name", default=False),
        Column("verdict", _("Renewal verdict"), default=False),
        Column("status", _("State"), kind="state"),
    )
    default_sort = "end_on"
    row_template = "agreements/agreement_row.html"
    template_name = "agreements/agreement_list.html"
    presets = (
        Preset("in_force", _("In force"), "status=active&status=expiring"),
        Preset("ending", _("Ending soon"), "ends=180"),
        Preset("mine", _("Mine"), "whose=me"),
        Preset("drafts", _("Drafts"), "status=draft"),
    )
    empty = Empty(
        _("No agreements yet"),
        _("An agreement says what you promise a customer, for how long and for how much. Write the first, or import."),
        icon="certificate", action=_("New agreement"), url_name="agreements:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[ServiceAgreement]":
        return shown_in_lists(agreements_for(self.request.user))


def sees_values(user: Any) -> bool:
    """Those who keep relationships, their own; finance, all (ruling 14)."""
    from_finance: bool = user.has_role("finance")
    return bool(user.keeps_relationships) or from_finance


class ValueList(ListPage):
    """What customers are worth a year, the largest first (C-37)."""

    show = sees_values
    source = values_for
    title = _("Account values")
    subtitle = _("What the agreements in force bring a year.")
    filterset_class = ValueFilter
    columns = (
        Column("customer", _("Customer"), "relationship.organisation.name", kind="title"),
        Column("tier", _("Tier"), "relationship.tier", kind="fit"),
        Column("fee", _("Fee a year"), kind="num", sort="fee", nullable=True),
        Column("currency", _("Currency"), default=False),
        Column("number", _("Agreement"), "number"),
        Column("mode", _("Service mode")),
        Column("on_site_staff", _("People on site"), kind="num", default=False),
        Column("end_on", _("Until"), sort="end_on"),
        Column("owner_brm", _("BRM owner"), "owner_brm.name"),
    )
    default_sort = "-fee"
    row_template = "agreements/value_row.html"
    template_name = "agreements/value_list.html"
    empty = Empty(
        _("No agreement is in force"), _("Sign an agreement, and its fee counts from its first day."), icon="coins"
    )

    def get_context(self, **more: Any) -> dict[str, Any]:
        totals = values_by_currency(more["listing"].filters.queryset)
        return super().get_context(totals=totals, opens=self.request.user.keeps_relationships, **more)


class AgreementPage(Keeping):
    """One agreement: what it covers and promises, how it was kept, what it cost, what comes next."""

    source = agreements_for
    template_name = "agreements/agreement.html"
    object_name = "agreement"

    def get_context(self, **more: Any) -> dict[str, Any]:
        agreement: ServiceAgreement = self.object
        today = clock.today()
        year = service_year(agreement, min(max(today, agreement.start_on), agreement.end_on))
        months, lines = year_of_results(agreement, year)
        covered = list(agreement.covered.select_related("service__category"))
        relationship = agreement.relationship
        steps = {step.name: step for step in AGREEMENT.available(agreement)}
        return super().get_context(
            steps=steps, reasons=AGREEMENT.reasons("agree", agreement) if "agree" in steps else [],
            leads=leads(self.request.user, relationship), is_draft=agreement.status == AgreementStatus.DRAFT,
            is_living=agreement.status in LIVING, days_left=(agreement.end_on - today).days, year=year, months=months,
            lines=lines, covered=covered, terms=list(present_terms(agreement)), clauses=list(clauses_of(agreement)),
            versions=list(versions_of(agreement)), penalties=list(penalties_of(agreement)[:10]),
            missed=missed_results_of(agreement).count(),
            undecided=undecided_risks(relationship, [row.service_id for row in covered]),
            renewal=agreement.renewals.first(), **more,
        )  # fmt: skip


class NewAgreement(NewForChosen):
    """Draft an agreement; without a customer, choose it first."""

    list_url_name = "agreements:agreements"
    form_class = AgreementForm
    title = _("New agreement")
    submit = _("Save the draft")
    success = _("Drafted. Add its service levels and clauses, then record who signed.")
    draft = "agreement"

    def get_initial(self) -> dict[str, Any]:
        relationship = asked_relationship(self.request)
        return {"currency": "CNY", "owner_brm": relationship.owner_id if relationship else None}

    def save(self, form: AgreementForm) -> ServiceAgreement:
        if form.relationship is None:
            raise DomainError(_("Choose the customer first."))
        return draft_agreement(form.relationship, by=self.request.user, **form.facts)

    def get_success_url(self, result: ServiceAgreement) -> str:
        return result.get_absolute_url()


class EditAgreement(KeepingForm):
    """Change a draft; of a signed agreement, what was not signed."""

    source = agreements_for
    form_class = AgreementForm
    title = _("Change the agreement")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in FACTS} | {"services": self.object.services.all()}

    def get_form_kwargs(self) -> dict[str, Any]:
        signed = self.object.status != AgreementStatus.DRAFT
        return super().get_form_kwargs() | {"user": self.request.user, "signed": signed}

    def save(self, form: AgreementForm) -> ServiceAgreement:
        return change_agreement(self.object, by=self.request.user, expected_version=self.version, **form.facts)


class SignAgreement(VerbForm):
    """Record who signed, and when."""

    source = agreements_for
    verb = agree_agreement
    form_class = SignForm
    title = _("Record the signature")
    success = _("Recorded. On its first day the agreement is active by itself.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"relationship": self.object.relationship}


class AmendAgreement(KeepingForm):
    """Record a supplementary agreement."""

    source = agreements_for
    form_class = AmendForm
    title = _("Record a supplementary agreement")
    submit = _("Record")
    success = _("Recorded. Service levels, clauses and plans may now be changed under it.")

    def get_initial(self) -> dict[str, Any]:
        services = [row.service_id for row in self.object.covered.filter(to_on=None)]
        return {name: getattr(self.object, name) for name in AMENDED} | {"services": services}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object.relationship}

    def save(self, form: AmendForm) -> AgreementVersion:
        return amend_agreement(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class RenewAgreement(KeepingPage):
    """Draft the agreement that follows, and open it."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        agreement = get_object_or_404(agreements_for(request.user), pk=pk)
        made: list[ServiceAgreement] = []
        answer = attempt(
            request, lambda: made.append(prepare_renewal(agreement, by=request.user)),
            success=_("The renewal is drafted: change what was negotiated, then record the signature."),
            back=agreement.get_absolute_url(),
        )  # fmt: skip
        if made:
            answer["HX-Redirect" if request.htmx else "Location"] = made[0].get_absolute_url()
        return answer


class DiscardDraft(KeepingPage):
    """Throw a draft away."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        agreement = get_object_or_404(agreements_for(request.user), pk=pk)
        back = reverse("agreements:agreements")
        if agreement.status != AgreementStatus.DRAFT:
            back = agreement.get_absolute_url()
        return attempt(
            request, lambda: discard_draft(agreement, by=request.user), success=_("The draft is gone."), back=back
        )


class GiveVerdict(VerbForm):
    """Say what is to become of the agreement at its end."""

    source = agreements_for
    verb = give_verdict
    form_class = VerdictForm
    title = _("Verdict on renewal")
    success = _("Recorded.")

    def get_initial(self) -> dict[str, Any]:
        return {"verdict": self.object.verdict, "note_text": self.object.verdict_note}


class TerminateAgreement(VerbForm):
    """End an agreement before its day; leads decide."""

    source = agreements_for
    verb = terminate_agreement
    form_class = TerminateForm
    title = _("Terminate the agreement")
    submit = _("Terminate")
    success = _("Terminated. What was promised holds until the last day.")
