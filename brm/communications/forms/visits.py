"""Forms about executive visits."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.communications.forms.fields import (
    DayField,
    DurationField,
    MomentField,
    PeopleForm,
    day_input,
    lines_of,
    pills,
    text_area,
)
from brm.communications.models import ExecutiveVisit

_V = fields_for_model(
    ExecutiveVisit,
    fields=("reason", "purpose", "wanted_by", "duration_minutes", "place", "briefing", "value_message"),
    widgets={"reason": pills(), "wanted_by": day_input(), "briefing": text_area(5), "value_message": text_area(3)},
)  # fmt: skip


class VisitForm(PeopleForm):
    """A visit to be proposed or prepared."""

    reason = _V["reason"]
    purpose = _V["purpose"]
    wanted_by = _V["wanted_by"]
    duration_minutes = DurationField(initial=90)
    place = _V["place"]
    value_message = _V["value_message"]
    briefing = _V["briefing"]
    field_order = ("reason", "purpose", "wanted_by", "duration_minutes", "place", "ours", "theirs", "value_message")

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["reason"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        return dict(self.cleaned_data)


class ScheduleForm(forms.Form):
    """Day, hour and place of a visit."""

    on = DayField(label=_("Day"))
    meet_at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)


class HeldForm(forms.Form):
    """What was heard."""

    held_at = MomentField(label=_("Held at"))
    expectations = forms.CharField(label=_("Expectations heard"), widget=text_area(4))
    value_message = forms.CharField(label=_("Value shown"), widget=text_area(3), required=False)
    needs = forms.CharField(label=_("Needs heard"), required=False, widget=text_area(2), help_text=_("One per line."))

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        return {**self.cleaned_data, "needs": lines_of(self.cleaned_data["needs"])}


class FollowUpForm(forms.Form):
    """What followed."""

    follow_up = forms.CharField(label=_("What followed"), widget=text_area(4))


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
