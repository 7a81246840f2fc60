"""Attaching and renaming documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.documents.rules import ALLOWED
from brm.parties.domain.queries import relationships_for
from brm.parties.forms.fields import RELATIONSHIPS, PickField, PickMixin


class DocumentForm(PickMixin, forms.Form):
    """A file, and with which relationship it is kept."""

    relationship = PickField(search=RELATIONSHIPS, label=_("Relationship"), empty_label="")
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in ALLOWED)}),
        help_text=_("Up to 20 MB: office documents, PDF, pictures, text, ZIP."),
        allow_empty_file=True,
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Empty: the file's name."))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].queryset = relationships_for(user)
        self.settle_picks()


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Title"), max_length=200)
