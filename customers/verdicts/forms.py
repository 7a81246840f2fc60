"""The seven questions, the level, an idea and its decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.parties.enums import Persona
from customers.valueadded.domain.queries import value_added_for
from customers.verdicts.domain.facts import Known
from customers.verdicts.domain.queries import need_surveys_for
from customers.verdicts.enums import Ask, Decision, Level, Light
from customers.verdicts.models import NeedCheck, Verdict


class VerdictForm(forms.Form):
    """Each question with its light and what it rests on; what is known stands beside it and is ticked beforehand."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, known: list[Known], verdict: Verdict | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {each.ask: each for each in verdict.answers.all()} if verdict else {}
        self.known = {each.ask: each for each in known}
        for ask in Ask:
            old = given.get(ask)
            self.fields[f"light_{ask}"] = forms.ChoiceField(
                label=ask.label, choices=Light.choices, widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
                initial=old.light if old else self.known[ask].light, help_text=self.known[ask].words,
                error_messages={"required": _("Answer green, amber or red.")},
            )  # fmt: skip
            self.fields[f"evidence_{ask}"] = forms.CharField(
                label=_("What it rests on"), required=False, max_length=300, initial=old.evidence if old else ""
            )
        if verdict:
            self.fields["comment"].initial = verdict.comment

    @property
    def groups(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """The seven under their three headings."""
        found: dict[Any, list[tuple[Any, Any]]] = {}
        for ask in Ask:
            found.setdefault(ask.group.label, []).append((self[f"light_{ask}"], self[f"evidence_{ask}"]))
        return list(found.items())

    def answers(self) -> dict[str, tuple[str, str]]:
        """As the domain takes them."""
        data = self.cleaned_data
        return {ask.value: (data[f"light_{ask}"], data[f"evidence_{ask}"]) for ask in Ask}


class CognitionForm(forms.Form):
    """What the customer, or those of a persona there, take service for."""

    persona = forms.ChoiceField(
        label=_("Who"), choices=[("", _("The account as a whole")), *Persona.choices], required=False
    )
    level = forms.TypedChoiceField(
        label=_("What do they take service for?"), choices=Level.choices, coerce=int, widget=forms.RadioSelect()
    )
    note = forms.CharField(label=_("What shows it"), max_length=300, required=False)


class StandingForm(forms.Form):
    """Whose levels, and since when they are compared."""

    persona = forms.ChoiceField(
        label=_("Who"), choices=[("", _("The account as a whole")), *Persona.choices], required=False
    )


class NeedForm(forms.ModelForm):
    """An idea, and the survey that asks about it."""

    class Meta:
        model = NeedCheck
        fields = ("title", "idea", "campaign", "value_added", "owner")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["campaign"].queryset = need_surveys_for(user)
        fields["campaign"].help_text = _("A campaign whose questionnaire is a need check. It can be named later.")
        fields["value_added"].queryset = value_added_for(user)
        fields["owner"].queryset = colleagues_for(user)
        fields["owner"].initial = user.pk

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DecideForm(forms.Form):
    """What we do, and why."""

    decision = forms.ChoiceField(
        label=_("What do we do?"), choices=Decision.choices, widget=forms.RadioSelect(attrs={"data-layout": "pills"})
    )
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
