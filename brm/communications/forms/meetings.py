"""Forms about meetings: the brief, who comes, the minutes with their lines, another day, cancelling."""

from typing import Any, cast

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.actionitems.models import Priority, Side
from brm.communications.domain.holding import ActionLine
from brm.communications.enums import MinutesPart
from brm.communications.forms.fields import (
    DayField,
    MomentField,
    PeopleForm,
    lines_of,
    offer_people,
    pills,
    text_area,
)
from brm.communications.models import Minutes, Occurrence
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship

MOST_NAMED = 200

_O = fields_for_model(
    Occurrence, fields=("objective", "agenda", "place"), widgets={"objective": text_area(3), "agenda": text_area(5)}
)
_M = fields_for_model(
    Minutes,
    fields=("review", "issues", "improvement", "conclusion", "none_reason", "listening"),
    widgets={
        "review": text_area(4), "issues": text_area(3), "improvement": text_area(3), "conclusion": text_area(3),
        "none_reason": text_area(2), "listening": forms.Select(attrs={"data-plain": ""}),
    },
)  # fmt: skip


class BriefForm(PeopleForm):
    """What the meeting is to achieve, and who comes."""

    objective = _O["objective"]
    agenda = _O["agenda"]
    place = _O["place"]


class MinutesForm(PeopleForm):
    """The three parts and the conclusion; issues and improvements may also be said by their lines alone."""

    held_at = MomentField(label=_("Held at"))
    review = _M["review"]
    issues = _M["issues"]
    improvement = _M["improvement"]
    conclusion = _M["conclusion"]
    none_reason = _M["none_reason"]
    needs = forms.CharField(label=_("Needs heard"), required=False, widget=text_area(2), help_text=_("One per line."))
    listening = _M["listening"]
    send = forms.BooleanField(label=_("Mail the minutes to those who were there"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ours"].label, self.fields["theirs"].label = _("There from our side"), _("There from their side")
        labels = {
            "review": _("1. Review of the service"),
            "issues": _("2. Key issues and how to handle them"),
            "improvement": _("3. Improvement plan"),
        }
        for name, label in labels.items():
            self.fields[name].required, self.fields[name].label = False, label
        for name in ("issues", "improvement"):
            self.fields[name].help_text = _("The lines become action items; with lines the text may stay empty.")

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        texts = ("review", "issues", "improvement", "conclusion", "none_reason", "listening", "held_at", "send")
        return {name: self.cleaned_data[name] for name in texts} | {
            "users": self.cleaned_data["ours"],
            "contacts": self.cleaned_data["theirs"],
            "needs": lines_of(self.cleaned_data["needs"]),
        }


class CorrectionForm(forms.Form):
    """Minutes put right."""

    review = _M["review"]
    issues = _M["issues"]
    improvement = _M["improvement"]
    conclusion = _M["conclusion"]
    none_reason = _M["none_reason"]
    listening = _M["listening"]


class LineForm(forms.Form):
    """One promise: what, whose, until when. An empty line is none."""

    part = forms.ChoiceField(choices=MinutesPart.choices, widget=forms.HiddenInput())
    title = forms.CharField(label=_("What"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("Who promised"), widget=forms.Select(attrs={"data-plain": ""}))
    owner: forms.Field = forms.ModelChoiceField(None, label=_("Owner"), widget=forms.Select(attrs={"data-plain": ""}))
    due_on = DayField(label=_("By"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL,
        widget=forms.Select(attrs={"data-plain": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, people: Any = None, contacts: dict[str, Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts, side = contacts, cast(Any, self.fields["side"])
        theirs = [(pk, contact.name) for pk, contact in contacts.items()]
        side.choices = [*Side.choices, (Side.THEIRS.label, theirs)] if theirs else Side.choices
        owner: Any = self.fields["owner"]
        owner.queryset = colleagues_for(user).order_by("name", "pk")
        if people is not None:
            owner.choices = people
        owner.initial = user.pk

    def has_changed(self) -> bool:
        """A line counts when it says what."""
        return bool(self.data.get(self.add_prefix("title"), "").strip())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["counterpart"] = self.contacts.get(cleaned.get("side", ""))
        if cleaned["counterpart"]:
            cleaned["side"] = Side.THEIRS
        if cleaned.get("title", "").strip() and not cleaned.get("due_on"):
            self.add_error("due_on", _("Say until when."))
        return cleaned


class BaseLines(forms.BaseFormSet):
    """The lines that were filled in, as the domain takes them."""

    def __init__(self, *args: Any, user: User, relationship: Relationship, **kwargs: Any) -> None:
        there = people_of(relationship).filter(left_on=None)[:MOST_NAMED]
        contacts = {str(contact.pk): contact for contact in there}
        self.people = [(person.pk, str(person)) for person in colleagues_for(user).order_by("name", "pk")]
        kwargs["form_kwargs"] = {"user": user, "people": self.people, "contacts": contacts}
        super().__init__(*args, **kwargs)

    def of_part(self, part: str) -> list[LineForm]:
        """The lines under one part of the minutes."""
        return [form for form in self.forms if form["part"].value() == part]

    @property
    def issues(self) -> list[LineForm]:
        return self.of_part(MinutesPart.ISSUE)

    @property
    def improvements(self) -> list[LineForm]:
        return self.of_part(MinutesPart.IMPROVEMENT)

    @property
    def lines(self) -> list[ActionLine]:
        rows = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [
            ActionLine(
                row["title"],
                row["owner"],
                row["due_on"],
                part=row["part"],
                side=row["side"],
                counterpart=row["counterpart"],
                priority=row["priority"],
            )
            for row in rows
        ]


Lines: Any = forms.formset_factory(LineForm, formset=BaseLines, extra=0, max_num=40)


class MoveForm(forms.Form):
    """Another day, and why."""

    on = DayField(label=_("New day"))
    reason = forms.CharField(label=_("Why"), widget=text_area(3))


class CancelForm(forms.Form):
    """Why a meeting is dropped, and who on the other side agreed."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
    contact: forms.Field = forms.ModelChoiceField(None, label=_("Agreed with"), required=False)
    agreed_with = forms.CharField(label=_("Or somebody else"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, user, relationship)


class AnswerForm(forms.Form):
    """An invited person's answer."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("accepted", _("Accepts")), ("declined", _("Declines"))], widget=pills()
    )
