"""Saying where a mail belongs, or that it is of no use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.inbound.threads import THREADS


class PutThroughForm(forms.Form):
    """To which record, as whose words."""

    thread = forms.ChoiceField(label=_("Belongs to"), choices=lambda: [(each.name, each.label) for each in THREADS])
    number = forms.CharField(
        label=_("Number"), max_length=60, required=False,
        help_text=_("The number of the record, as people see it. Empty: it is something new, and becomes feedback."),
    )  # fmt: skip
    address = forms.EmailField(
        label=_("The contact’s address"), help_text=_("The mail counts as this contact’s words."), max_length=254
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(list(THREADS)) == 1:
            self.fields["thread"].widget = forms.HiddenInput()
            self.fields["thread"].initial = next(iter(THREADS)).name


class DiscardForm(forms.Form):
    """Why a mail is of no use."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
