"""Writing a complaint down for somebody who called, wrote or said it in a meeting."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.documents.forms import FilesField
from brm.parties.domain.queries import contacts_for, people_of, relationships_for
from brm.parties.enums import Kind
from brm.parties.forms.fields import CONTACTS, RELATIONSHIPS, PickField, PickMixin
from brm.parties.models import Relationship
from customers.complaints.enums import Channel, ComplainantKind, Path, Severity
from customers.complaints.forms.fields import ColleaguesField, MomentField, OfferingForm, pills, ways, words

CUSTOMERS = format_lazy("{}?kind={}", RELATIONSHIPS, Kind.CUSTOMER)


class FilingForm(PickMixin, OfferingForm):
    """Who complains about what, by which way it came, and what they want (INV-11)."""

    relationship = PickField(search=CUSTOMERS, label=_("Customer"))
    path = forms.ChoiceField(
        label=_("How did it reach us?"), choices=Path.choices, initial=Path.DIRECT, widget=pills(),
        help_text=_("Relayed: users complained to their management, which asks us. It starts one step graver."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Who complains?"), choices=ComplainantKind.choices, initial=ComplainantKind.USER, widget=pills(),
        help_text=_("The customer signs the agreement, a user receives the service."),
    )  # fmt: skip
    contact = PickField(search=CONTACTS, label=_("Complainant"), required=False)
    caller = forms.CharField(
        label=_("Name of the caller"), max_length=80, required=False, help_text=_("Where they are not in the books.")
    )
    caller_reach = forms.CharField(label=_("How to reach the caller"), max_length=120, required=False)
    title = forms.CharField(
        label=_("In one line"), max_length=200, required=False, help_text=_("Empty: the first words of the text.")
    )
    text = words(
        6,
        label=pgettext_lazy("what somebody tells", "What happened"),
        help_text=_("In their words, as far as you can."),
    )
    remedy = words(2, label=_("Remedy sought"), required=False, help_text=_("What would make it good for them?"))
    service: forms.Field = forms.ModelChoiceField(None, label=_("Service"), required=False, empty_label="")
    felt = forms.TypedChoiceField(
        label=_("How grave is it for them?"), coerce=int, empty_value=None, required=False, widget=pills(),
        choices=[("", _("not said")), *Severity.choices],
    )  # fmt: skip
    channel = ways(label=_("Received by"), initial=Channel.PHONE)
    received_at = MomentField(label=_("Received"), help_text=_("Empty: now. All clocks start at this moment."))
    watchers = ColleaguesField(label=_("Colleagues who watch it"), required=False)
    files: Any = FilesField()
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, user: User, relationship: Relationship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        fields: Any = self.fields
        fields["relationship"].queryset = relationships_for(user, Kind.CUSTOMER)
        fields["service"].queryset = services_for(user)
        if relationship is None:
            fields["contact"].queryset = contacts_for(user).filter(left_on=None)
        else:
            fields["relationship"].initial, fields["relationship"].known = relationship.pk, relationship
            fields["contact"].queryset = people_of(relationship).filter(left_on=None).select_related("user")
            fields["contact"].widget.attrs["data-search-url"] = (
                f"{CONTACTS}?organisation={relationship.organisation_id}"
            )
        self.settle_picks()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("contact") and not cleaned.get("caller"):
            self.add_error("contact", gettext("Choose who complains, or write the caller’s name."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "relationship"}
