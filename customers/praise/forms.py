"""Forms about praise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.catalogue.domain.queries import services_for
from brm.communications.domain.recent import contacts_of
from brm.communications.forms.fields import DayField, pills, text_area
from brm.documents.forms import FilesField
from brm.parties.models import Relationship
from customers.praise.enums import ConsentScope, Form, Publicity, Source, ThankChannel


class PraiseForm(forms.Form):
    """What was said, by whom, for whom."""

    text = forms.CharField(
        label=_("In their words"), widget=text_area(5), max_length=20_000,
        help_text=_("Keep the customer's own words: they are what colleagues remember."),
    )  # fmt: skip
    contact: Any = forms.ModelChoiceField(None, label=_("Who praised"), required=False)
    source = forms.ChoiceField(label=_("Came by"), choices=Source.choices, widget=pills(), initial=Source.CALL)
    people: Any = forms.ModelMultipleChoiceField(
        None, label=_("Praises these colleagues"), required=False, help_text=_("By name, as far as it is known.")
    )
    team: Any = forms.ModelChoiceField(
        None, label=_("Or a whole team"), required=False, help_text=_("When nobody is praised by name.")
    )
    service: Any = forms.ModelChoiceField(None, label=_("Service"), required=False)
    title = forms.CharField(
        label=_("Headline"), max_length=200, required=False, help_text=_("Empty: the first words of the praise.")
    )
    files: Any = FilesField(label=_("Letter, picture of a pennant, recording"))
    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, user: Any, relationship: Relationship | None = None, new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.relationship = relationship
        self.fields["contact"].queryset = contacts_of(relationship)
        self.fields["people"].queryset = colleagues_for(user).order_by("name", "pk")
        self.fields["team"].queryset = teams_for(user).order_by("name")
        self.fields["service"].queryset = services_for(user)
        if not new:
            del self.fields["files"]
            del self.fields["key"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("people") and data.get("team"):
            self.add_error("team", _("Name people or a team, not both."))
        return data


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3), max_length=5000)


class PublishForm(forms.Form):
    """How far it is made known."""

    publicity = forms.ChoiceField(
        label=_("Made known"), choices=[pair for pair in Publicity.choices if pair[0]], widget=pills(),
        initial=Publicity.INTERNAL,
        help_text=_("Among us: everybody of ours reads the words and the customer's name on the wall."),
    )  # fmt: skip


class ConsentForm(forms.Form):
    """What the customer lets us show outside."""

    scope = forms.ChoiceField(
        label=_("May be shown"), choices=ConsentScope.choices, widget=forms.RadioSelect, initial=ConsentScope.WORDS
    )
    given_by: Any = forms.ModelChoiceField(None, label=_("Given by"))
    given_on = DayField(label=_("Given on"))
    expires_on = DayField(label=_("Holds until"), required=False, help_text=_("Empty: until it is taken back."))
    evidence = forms.CharField(
        label=_("How it was given"), widget=text_area(2), required=False, max_length=5000,
        help_text=_("A mail, a signature, a word on the phone."),
    )  # fmt: skip

    def __init__(self, *args: Any, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = contacts_of(relationship)


class PlanForm(forms.Form):
    """Which form, when, who sees to it."""

    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, widget=forms.RadioSelect, initial=Form.SHARING)
    planned_on = DayField(label=_("Day"))
    owner: Any = forms.ModelChoiceField(None, label=_("Who sees to it"))

    def __init__(self, *args: Any, user: Any, taken: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")
        _offer(self, taken)


class HoldForm(forms.Form):
    """That a form was held."""

    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, widget=forms.RadioSelect, initial=Form.SHARING)
    held_on = DayField(label=_("Held on"))
    evidence = forms.CharField(
        label=_("What shows it"), widget=text_area(3), max_length=5000,
        help_text=_("Who was there, what was told, where the slides or the letter are."),
    )  # fmt: skip

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), fixed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["form"]
        else:
            _offer(self, taken)


class ThankForm(forms.Form):
    """How the customer was thanked."""

    how = forms.ChoiceField(label=_("Thanked by"), choices=ThankChannel.choices, widget=pills())
    words = forms.CharField(
        label=_("Words"), widget=text_area(5), required=False, max_length=5000,
        help_text=_("A mail goes out with these words, in the contact's language."),
    )  # fmt: skip

    def __init__(self, *args: Any, may_mail: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_mail:
            how: Any = self.fields["how"]
            how.choices = [pair for pair in how.choices if pair[0] != ThankChannel.MAIL]


class PeriodForm(forms.Form):
    """Between which days totals are reckoned."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)


def _offer(form: forms.Form, taken: frozenset[str]) -> None:
    """Only forms that are still open."""
    field: Any = form.fields["form"]
    field.choices = [pair for pair in field.choices if pair[0] not in taken]
    if field.choices:
        field.initial = field.choices[-1][0]
