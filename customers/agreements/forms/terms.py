"""Forms about clauses, terms, results and penalties."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import metrics_for
from brm.catalogue.enums import Answer
from brm.catalogue.models import Service, Term
from brm.communications.forms.fields import DayField, day_input, pills, text_area
from brm.core import clock
from brm.parties.models import Relationship
from customers.agreements.domain.results import Reached
from customers.agreements.forms.agreements import offer_signatories
from customers.agreements.models import AgreementClause, AgreementTerm, AgreementVersion, PenaltyEvent, ServiceAgreement

_C = fields_for_model(
    AgreementClause,
    fields=("number", "kind", "title", "text", "is_reciprocal"),
    widgets={"kind": pills(), "text": text_area(5)},
)
_T = fields_for_model(
    Term,
    fields=("target", "unit", "window", "window_text"),
    widgets={"window": pills(), "unit": forms.Select(attrs={"data-plain": ""})},
)
_AT = fields_for_model(AgreementTerm, fields=("penalty", "penalty_text"))
_P = fields_for_model(
    PenaltyEvent,
    fields=("side", "amount", "currency", "cause", "occurred_on"),
    widgets={"side": pills(), "cause": text_area(3), "occurred_on": day_input()},
)


class UnderAmendment(forms.Form):
    """What was signed changes only under a supplementary agreement; a draft's form does not ask."""

    amendment: forms.Field = forms.ModelChoiceField(
        None, label=_("Supplementary agreement"), required=False, empty_label=None
    )

    def offer_amendments(self, agreement: ServiceAgreement, amendments: "Iterable[AgreementVersion] | None") -> None:
        """Those of this agreement; no question while it is a draft."""
        if amendments is None:
            del self.fields["amendment"]
            return
        field: Any = self.fields["amendment"]
        field.queryset = amendments
        field.required = True
        field.error_messages["required"] = _("Record a supplementary agreement first, and name it here.")


class ClauseForm(UnderAmendment):
    """A clause to be written down or changed."""

    number = _C["number"]
    kind = _C["kind"]
    title = _C["title"]
    text = _C["text"]
    is_reciprocal = _C["is_reciprocal"]

    def __init__(self, *args: Any, agreement: ServiceAgreement, amendments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_amendments(agreement, amendments)


class TermForm(UnderAmendment):
    """A service level to be promised or changed."""

    metric: forms.Field = forms.ModelChoiceField(None, label=_("Metric"))
    service: forms.Field = forms.ModelChoiceField(
        None, label=_("Service"), required=False, empty_label=_("Everything the agreement covers")
    )
    target = _T["target"]
    unit = _T["unit"]
    window = _T["window"]
    window_text = _T["window_text"]
    clause: forms.Field = forms.ModelChoiceField(None, label=_("Clause"), required=False)
    penalty = _AT["penalty"]
    penalty_text = _AT["penalty_text"]
    field_order = (
        "metric", "service", "target", "unit", "window", "window_text", "clause", "penalty", "penalty_text",
        "amendment",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        user: User,
        agreement: ServiceAgreement,
        services: "Iterable[Service]",
        amendments: Any,
        new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["service"].queryset = services
        fields["clause"].queryset = agreement.clauses.order_by("number")
        fields["metric"].queryset = metrics_for(user)
        fields["unit"].required = False
        if new:
            fields["unit"].choices = [("", _("As the metric says")), *fields["unit"].choices[1:]]
        else:
            del self.fields["metric"]
        self.offer_amendments(agreement, amendments)

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes; an empty unit is the metric's."""
        given = dict(self.cleaned_data)
        if not given.get("unit"):
            given.pop("unit", None)
        return given


class DropForm(UnderAmendment):
    """Under which supplementary agreement a term goes."""

    def __init__(self, *args: Any, agreement: ServiceAgreement, amendments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_amendments(agreement, amendments)


class ResultsForm(forms.Form):
    """What was reached in one month, term by term; an empty line is not known."""

    def __init__(self, *args: Any, terms: "list[AgreementTerm]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        for row in terms:
            unit = row.term.get_unit_display()
            name = f"{row.term.metric} · {row.term.service}" if row.term.service else str(row.term.metric)
            self.fields[f"value_{row.pk}"] = forms.DecimalField(
                label=f"{name} ({unit})", max_digits=12, decimal_places=3, min_value=0, required=False
            )
            self.fields[f"cases_{row.pk}"] = forms.IntegerField(
                label=_("Cases counted"), min_value=0, max_value=100_000_000, required=False
            )
            self.fields[f"remark_{row.pk}"] = forms.CharField(label=_("Remark"), max_length=300, required=False)

    @property
    def lines(self) -> "list[tuple[AgreementTerm, forms.BoundField, forms.BoundField, forms.BoundField]]":
        """Each term with its three questions."""
        return [(row, self[f"value_{row.pk}"], self[f"cases_{row.pk}"], self[f"remark_{row.pk}"]) for row in self.terms]

    @property
    def reached(self) -> dict[AgreementTerm, Reached]:
        """What the domain takes: every term with anything said about it, or known before."""
        given, initial = self.cleaned_data, self.initial
        found: dict[AgreementTerm, Reached] = {}
        for row in self.terms:
            value: Decimal | None = given.get(f"value_{row.pk}")
            cases: int | None = given.get(f"cases_{row.pk}")
            remark: str = given.get(f"remark_{row.pk}", "")
            if value is not None or cases is not None or remark or initial.get(f"known_{row.pk}"):
                found[row] = Reached(value, cases, remark)
        return found


class PenaltyForm(forms.Form):
    """A penalty clause was triggered."""

    clause: forms.Field = forms.ModelChoiceField(None, label=_("Penalty clause"), empty_label=None)
    side = _P["side"]
    amount = _P["amount"]
    currency = _P["currency"]
    occurred_on = _P["occurred_on"]
    result: forms.Field = forms.ModelChoiceField(None, label=_("Missed result"), required=False)
    cause = _P["cause"]

    def __init__(self, *args: Any, clauses: Any, results: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["clause"].queryset = clauses
        fields["result"].queryset = results


class ContestForm(forms.Form):
    """Why the penalty is not due."""

    reason = forms.CharField(label=_("Why"), widget=text_area(4))


class SettleForm(forms.Form):
    """At how much it was settled, and when."""

    amount = forms.DecimalField(label=_("Settled at"), max_digits=14, decimal_places=2, min_value=0)
    on = DayField(label=_("Settled on"))
    outcome = forms.CharField(label=_("Outcome"), widget=text_area(3), required=False)


class PlanLinkForm(forms.Form):
    """Which plan fulfils the clause."""

    plan: forms.Field = forms.ModelChoiceField(None, label=_("Communication plan"), empty_label=None)

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["plan"]
        field.queryset = plans


class RiskForm(forms.Form):
    """What the customer decided about a risk, and who said so (INV-56)."""

    answer = forms.ChoiceField(label=_("The customer's answer"), choices=Answer.choices, widget=pills())
    contact: forms.Field = forms.ModelChoiceField(
        None, label=_("Decided by"), help_text=_("Only the customer can accept a risk for itself: name who did.")
    )
    decided_on = DayField(label=_("Decided on"))
    words = forms.CharField(label=_("In their words"), widget=text_area(2), required=False)

    def __init__(self, *args: Any, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_signatories(self, "contact", relationship)
        self.fields["decided_on"].initial = clock.today()


def month_of(text: str, fallback: date) -> date:
    """The first day of a month written 2026-05."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return fallback.replace(day=1)
