"""Forms about an agreement and the steps of its life."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.communications.domain.recent import contacts_of
from brm.communications.forms.fields import DayField, day_input, pills, text_area
from brm.core import clock
from brm.parties.enums import ContactKind
from brm.parties.models import Relationship
from customers.agreements.domain.drafting import BOUND
from customers.agreements.enums import RenewalVerdict
from customers.agreements.models import AgreementVersion, ServiceAgreement

_A = fields_for_model(
    ServiceAgreement,
    fields=(
        "title", "number", "start_on", "end_on", "year_from", "fee", "currency", "mode", "on_site_staff", "notice_days",
        "scope",
    ),
    widgets={
        "start_on": day_input(), "end_on": day_input(), "year_from": day_input(), "mode": pills(),
        "scope": text_area(3),
    },
)  # fmt: skip
_V = fields_for_model(AgreementVersion, fields=("title", "paper"))


def offer_signatories(form: forms.Form, name: str, relationship: Relationship) -> None:
    """Contacts who sign or pay for the customer (C-25)."""
    field: Any = form.fields[name]
    field.queryset = contacts_of(relationship).exclude(kind=ContactKind.SERVICE_USER)


class OwnersForm(forms.Form):
    """Who answers for the agreement on our side: BRM and SLM apart (B-03)."""

    owner_brm: forms.Field = forms.ModelChoiceField(None, label=_("BRM owner"))
    owner_slm: forms.Field = forms.ModelChoiceField(None, label=_("SLM owner"), required=False)

    def offer_colleagues(self, user: User) -> None:
        """Our active people."""
        for name in ("owner_brm", "owner_slm"):
            field: Any = self.fields[name]
            field.queryset = colleagues_for(user).order_by("name", "pk")


class AgreementForm(OwnersForm):
    """An agreement to be drafted or changed; of a signed one only what was not signed."""

    title = _A["title"]
    number = _A["number"]
    services: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Services covered"), required=False)
    start_on = _A["start_on"]
    end_on = _A["end_on"]
    year_from = _A["year_from"]
    fee = _A["fee"]
    currency = _A["currency"]
    mode = _A["mode"]
    on_site_staff = _A["on_site_staff"]
    notice_days = _A["notice_days"]
    scope = _A["scope"]
    field_order = (
        "title", "number", "services", "start_on", "end_on", "fee", "currency", "mode", "on_site_staff", "owner_brm",
        "owner_slm", "year_from", "notice_days", "scope",
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: User, relationship: Relationship | None = None, signed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.relationship = relationship
        self.offer_colleagues(user)
        services: Any = self.fields["services"]
        services.queryset = services_for(user)
        self.fields["number"].help_text = _("Empty: the next free number of ours.")
        if signed:
            for name in BOUND:
                self.fields.pop(name, None)

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        given = dict(self.cleaned_data)
        if "on_site_staff" in given and given["on_site_staff"] is None:
            given["on_site_staff"] = 0
        return given


class SignForm(forms.Form):
    """Who signed for the customer, and when."""

    signed_by: forms.Field = forms.ModelChoiceField(
        None, label=_("Signed by"), help_text=_("A contact of the customer who signs or pays, not a user.")
    )
    signed_on = DayField(label=_("Signed on"))

    def __init__(self, *args: Any, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_signatories(self, "signed_by", relationship)
        self.fields["signed_on"].initial = clock.today()


class AmendForm(SignForm):
    """A supplementary agreement: what changes, from when."""

    title = _V["title"]
    paper = _V["paper"]
    effective_on = DayField(label=_("Holds from"))
    services: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Services covered"))
    end_on = DayField(label=_("Until"))
    fee = forms.DecimalField(label=_("Fee a year"), max_digits=14, decimal_places=2, min_value=0, required=False)
    currency = _A["currency"]
    mode = _A["mode"]
    on_site_staff = forms.IntegerField(label=_("People on site"), min_value=0, max_value=9999)
    notice_days = forms.IntegerField(label=_("Notice (days)"), min_value=0, max_value=3650)
    scope = _A["scope"]
    field_order = (
        "title", "paper", "effective_on", "signed_by", "signed_on", "services", "end_on", "fee", "currency", "mode",
        "on_site_staff", "notice_days", "scope",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["services"]
        services.queryset = services_for(user)
        self.fields["effective_on"].initial = clock.today()


class VerdictForm(forms.Form):
    """What is to become of the agreement."""

    verdict = forms.ChoiceField(label=_("What we mean to do"), choices=RenewalVerdict.choices, widget=pills())
    note_text = forms.CharField(label=_("Why"), widget=text_area(3), required=False)


class TerminateForm(forms.Form):
    """Why an agreement ends before its day, and on which day."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
    on = DayField(label=_("Last day"))
