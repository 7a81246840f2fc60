"""Thanks, and whether others may read them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from customers.portal.domain.people import people_they_know
from customers.portal.forms.files import FilesField
from customers.portal.forms.telling import LONGEST, ForCustomer
from customers.praise.enums import ConsentScope

SCOPES = [
    ("", _("Only among you")),
    (ConsentScope.WORDS, _("Outside too, my words only")),
    (ConsentScope.ORGANISATION, _("Outside too, with our organisation’s name")),
    (ConsentScope.PERSON, _("Outside too, with my name")),
]


class ConsentForm(forms.Form):
    """Who may read it."""

    scope = forms.ChoiceField(
        label=_("Who may read it?"), choices=SCOPES, required=False, widget=forms.RadioSelect(), initial="",
        help_text=_("For a year; you can take it back at any time."),
    )  # fmt: skip


class PraiseForm(ConsentForm, ForCustomer):
    """What was good and who did it."""

    text = forms.CharField(
        label=_("What was good?"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": _("In your own words"), "autofocus": True}),
    )  # fmt: skip
    people: Any = forms.ModelMultipleChoiceField(
        None, label=_("Who did it?"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    others = forms.CharField(
        label=_("Somebody else, or a team"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Name, or “the night shift”")}),
    )  # fmt: skip
    files: Any = FilesField()
    service: Any = forms.ModelChoiceField(
        None, label=_("Which service is it about?"), required=False, empty_label=_("None in particular"),
        widget=forms.Select(attrs={"data-plain": ""}),
    )  # fmt: skip
    field_order = ("relationship", "text", "people", "others", "files", "service", "scope")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        service: Any = self.fields["service"]
        service.queryset = services_for(user).order_by("code")
        people: Any = self.fields["people"]
        people.queryset = people_they_know(user)
        people.label_from_instance = lambda person: person.name

    @property
    def words(self) -> str:
        """What they said, with whom else they meant: our people find out who that is."""
        text, others = self.cleaned_data["text"].strip(), self.cleaned_data["others"].strip()
        return f"{text}\n\n→ {others}" if others else text
