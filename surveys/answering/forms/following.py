"""What colleagues write down about an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from surveys.answering.enums import Outcome
from surveys.answering.rules import LONGEST


class ContactForm(forms.Form):
    """We spoke with them."""

    note = forms.CharField(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("From now on something must come of it within five working days."),
    )  # fmt: skip


class FinishForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect(attrs={"data-layout": "pills"})
    )
    note = forms.CharField(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class ReopenForm(forms.Form):
    """Why it is taken up again."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class GiveForm(forms.Form):
    """Who sees to it from now on."""

    to: Any = forms.ModelChoiceField(None, label=_("Who sees to it"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues_for(user)


class TagsForm(forms.Form):
    """What an answer in their own words is about."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=200, help_text=_("Separate them by commas: hotline, waiting time")
    )

    def clean_tags(self) -> list[str]:
        text = str(self.cleaned_data["tags"]).replace("，", ",").replace("、", ",")
        return [tag for part in text.split(",") if (tag := part.strip())]
