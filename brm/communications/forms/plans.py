"""Forms about plans, their steps, and templates."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import PlanEnd
from brm.communications.forms.fields import (
    DayField,
    DurationField,
    PeopleForm,
    RelationshipField,
    day_input,
    offer_people,
    pills,
    text_area,
    time_input,
)
from brm.communications.forms.rules import RuleForm, kept_of
from brm.communications.models import Plan, PlanTemplate
from brm.core import clock
from brm.parties.models import Relationship

_P = fields_for_model(
    Plan,
    fields=(
        "title", "purpose", "origin", "agreement_clause", "channel", "meet_at", "duration_minutes", "place", "agenda",
        "late_moves_next", "reminder_days", "start_on", "end_on",
    ),
    widgets={
        "purpose": text_area(2), "agenda": text_area(4), "meet_at": time_input(), "start_on": day_input(),
        "end_on": day_input(), "origin": pills(), "channel": forms.Select(attrs={"data-plain": ""}),
    },
)  # fmt: skip
_T = fields_for_model(
    PlanTemplate,
    fields=(
        "name", "tier", "title", "purpose", "channel", "meet_at", "duration_minutes", "agenda", "invite_key_contacts",
        "late_moves_next", "reminder_days",
    ),
    widgets={"purpose": text_area(2), "agenda": text_area(4), "meet_at": time_input()},
)  # fmt: skip
END_CHOICES = [
    (value, label) for value, label in PlanEnd.choices if value in (PlanEnd.AGREEMENT_ENDED, PlanEnd.REPLACED)
]


class PlanForm(RuleForm, PeopleForm):
    """A plan to be made or changed."""

    title = _P["title"]
    purpose = _P["purpose"]
    origin = _P["origin"]
    agreement_clause = _P["agreement_clause"]
    amendment = forms.CharField(
        label=_("Change of the agreement"), max_length=200, required=False,
        help_text=_("Needed to change what the agreement lays down."),
    )  # fmt: skip
    channel = _P["channel"]
    meet_at = _P["meet_at"]
    duration_minutes = DurationField(initial=60)
    place = _P["place"]
    agenda = _P["agenda"]
    late_moves_next = _P["late_moves_next"]
    reminder_days = _P["reminder_days"]
    start_on = _P["start_on"]
    end_on = _P["end_on"]

    def __init__(self, *args: Any, bound: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not bound:
            del self.fields["amendment"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_on"), cleaned.get("end_on")
        if start:
            self.check_rule(start, end if end and end >= start else None)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        names = [name for name in _P if name in self.cleaned_data]
        more = {name: self.cleaned_data[name] for name in ("ours", "theirs")}
        return {name: self.cleaned_data[name] for name in names} | more | {"rule": kept_of(self.cleaned_data)}


class ChooseRelationshipForm(forms.Form):
    """For whom a plan or a visit is to be made."""

    relationship = RelationshipField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["relationship"]
        field.offer(user)


class AgreeForm(forms.Form):
    """Who on the other side agreed, and when."""

    contact: forms.Field = forms.ModelChoiceField(None, label=_("Agreed with"), required=False)
    note_text = forms.CharField(label=_("Or somebody else, or an arrangement"), max_length=200, required=False)
    on = DayField(label=_("Agreed on"))

    def __init__(self, *args: Any, user: User, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, user, relationship)
        self.fields["on"].initial = clock.today()


class SuspendForm(forms.Form):
    """Why a plan rests, and until when."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
    until = DayField(label=_("Until"))


class EndForm(forms.Form):
    """Why a plan ends."""

    why = forms.ChoiceField(label=_("Why"), choices=END_CHOICES, widget=pills())
    replaced_by: forms.Field = forms.ModelChoiceField(None, label=_("Replaced by"), required=False)
    reason = forms.CharField(label=_("Note"), widget=text_area(2), required=False)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = others


class TemplateForm(RuleForm):
    """A template to be made or changed."""

    name = _T["name"]
    tier = _T["tier"]
    title = _T["title"]
    purpose = _T["purpose"]
    channel = _T["channel"]
    meet_at = _T["meet_at"]
    duration_minutes = DurationField(initial=60)
    agenda = _T["agenda"]
    invite_key_contacts = _T["invite_key_contacts"]
    late_moves_next = _T["late_moves_next"]
    reminder_days = _T["reminder_days"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_rule(None)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        return {name: self.cleaned_data[name] for name in _T} | {"rule": kept_of(self.cleaned_data)}


class ApplyForm(forms.Form):
    """Which template the chosen relationships get, from when, and who agreed."""

    template: forms.Field = forms.ModelChoiceField(None, label=_("Template"), empty_label=None)
    start_on = DayField(label=_("From"))
    consent = forms.CharField(
        label=_("Agreed with, or under which arrangement"), max_length=200,
        help_text=_("For example: the communication clause of the framework agreement."),
    )  # fmt: skip
    consent_on = DayField(label=_("Agreed on"))

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates
        for name in ("start_on", "consent_on"):
            self.fields[name].initial = clock.today()
