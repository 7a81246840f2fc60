"""Forms about feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.catalogue.domain.queries import services_for
from brm.communications.domain.recent import contacts_of
from brm.communications.forms.fields import DayField, pills, text_area
from brm.parties.models import Relationship
from surveys.feedback.enums import ANSWERABLE, ConfirmedBy, FeedbackChannel, FeedbackKind

BY_HAND = [(value, label) for value, label in ConfirmedBy.choices if value in (ConfirmedBy.CALL, ConfirmedBy.VISIT)]
WRITTEN_DOWN = [pair for pair in FeedbackChannel.choices if pair[0] not in (FeedbackChannel.SURVEY,)]


class FeedbackForm(forms.Form):
    """What somebody told us."""

    text = forms.CharField(
        label=_("In their words"), widget=text_area(5), max_length=20_000,
        help_text=_("What it is, complaint, praise, suggestion or question, is said in the next step."),
    )  # fmt: skip
    contact: Any = forms.ModelChoiceField(
        None, label=_("Who told us"), required=False, help_text=_("A contact is told at once that it arrived.")
    )
    teller = forms.CharField(label=_("Or their name"), required=False, max_length=80)
    reach = forms.CharField(label=_("How to reach them"), required=False, max_length=120)
    channel = forms.ChoiceField(label=_("Came by"), choices=WRITTEN_DOWN, widget=pills(), initial=FeedbackChannel.CALL)
    service: Any = forms.ModelChoiceField(None, label=_("Service"), required=False)
    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, relationship: Relationship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relationship = relationship
        self.fields["contact"].queryset = contacts_of(relationship)
        self.fields["service"].queryset = services_for(user)


class AnswerForm(forms.Form):
    """What we answer."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[pair for pair in FeedbackKind.choices if pair[0] in ANSWERABLE], widget=pills()
    )
    answer = forms.CharField(
        label=_("Our answer"), widget=text_area(6), max_length=20_000,
        help_text=_("It goes out in these words, to the account or the address of whoever told us."),
    )  # fmt: skip
    told = forms.ChoiceField(
        label=_("Told them by"), choices=[("", _("Mail or portal")), *BY_HAND], widget=pills(), required=False
    )

    def __init__(self, *args: Any, by_hand: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_hand:
            del self.fields["told"]
            return
        told: Any = self.fields["told"]
        told.choices, told.initial = BY_HAND, ConfirmedBy.CALL
        self.fields["answer"].help_text = _("They have no address we could write to: tell them, and say how.")


class ActForm(forms.Form):
    """Who does what about it, until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner: Any = forms.ModelChoiceField(None, label=_("Who does it"))
    due_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")


class GiveForm(forms.Form):
    """Who sees to it from now on."""

    owner: Any = forms.ModelChoiceField(None, label=_("Who sees to it"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")
