"""What hangs on a complaint: messages, duplicates, conflict, watchers, the check after closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.ladders import teams_without_ladder
from brm.accounts.models import User
from brm.documents.forms import FilesField
from customers.complaints.forms.fields import ColleagueField, ColleaguesField, OfferingForm, pills, words

VISIBLE = (("1", _("To the complainant")), ("0", _("Internal note")))


class MessageForm(forms.Form):
    """A word to the complainant, or a note among us."""

    text = words(3, label=_("Message"))
    visible = forms.TypedChoiceField(
        label=_("For whom"), choices=VISIBLE, coerce=lambda value: value == "1", initial="0", widget=pills()
    )
    files: Any = FilesField()
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())


class MergeForm(forms.Form):
    """Which complaint this one doubles."""

    keep: forms.Field = forms.ModelChoiceField(
        None, label=_("It is the same as"), empty_label="",
        help_text=_("This complaint ends here; its complainant and watchers follow the other one."),
    )  # fmt: skip
    reason = words(2, label=_("Why"), required=False)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = others


class LinkForm(forms.Form):
    """Which other complaint belongs to the same case."""

    other: forms.Field = forms.ModelChoiceField(None, label=_("The other complaint"), empty_label="")

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others


class ConflictForm(OfferingForm):
    """What the sides blame each other for, and who stands between them (C-36)."""

    reason = words(3, label=_("What the sides blame each other for"))
    mediator = ColleagueField(label=_("Mediator"), help_text=_("Somebody who is not party to it."))


class FactsForm(forms.Form):
    """What both sides agree on."""

    agreed_facts = words(4, label=_("Facts both sides agree on"))


class OutcomeForm(FactsForm):
    """How the conflict ended."""

    outcome = words(3, label=_("Outcome"))


class WatchersForm(OfferingForm):
    """Which colleagues hear how it goes on."""

    users = ColleaguesField(label=_("Colleagues who watch it"), required=False)


class ScoreForm(forms.Form):
    """How content they are with the handling (K-13)."""

    score = forms.IntegerField(
        label=_("How content are they, from 0 to 100?"), min_value=0, max_value=100,
        help_text=_("Ask in these words: how content are you with how we handled it?"),
    )  # fmt: skip
    comment = words(2, label=_("In their words"), required=False)


class NextStepForm(forms.Form):
    """What comes next on a watched matter, and when (C-17)."""

    next_step = forms.CharField(label=_("Next step"), max_length=200)
    next_on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class LadderForm(OfferingForm):
    """The three steps of a team's ladder (ruling 15)."""

    first = ColleagueField(
        label=_("Level 1: a lead"), required=False, help_text=_("Steps in when 100 % of a limit are spent.")
    )
    second = ColleagueField(label=_("Level 2: the head of service"), required=False, help_text=_("Steps in at 150 %."))
    third = ColleagueField(label=_("Level 3: an executive"), required=False, help_text=_("Steps in at 200 %."))


class NewLadderForm(LadderForm):
    """A ladder for a team, or for everybody without one of their own."""

    team: forms.Field = forms.ModelChoiceField(
        None, label=_("Team"), required=False, empty_label=_("Everybody without a ladder of their own")
    )
    field_order = ("team", "first", "second", "third")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["team"].queryset = teams_without_ladder(user)
