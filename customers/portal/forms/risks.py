"""Whether the customer takes a risk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.catalogue.enums import Answer

ANSWERS = [(Answer.ACCEPTED, _("We accept it")), (Answer.DECLINED, _("We do not accept it"))]


class AnswerRiskForm(forms.Form):
    """Yes or no, and a word of why."""

    answer = forms.ChoiceField(label=_("Does your organisation accept it?"), choices=ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why?"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": _("In your own words")}),
        help_text=_("If you do not accept it, tell us why; your relationship manager looks for another way."),
    )  # fmt: skip
