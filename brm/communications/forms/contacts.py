"""The quick log: one short form, reachable from anywhere, done in seconds (C-09)."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Perception
from brm.communications.forms.fields import (
    MomentField,
    RelationshipField,
    lines_of,
    offer_people,
    pills,
    text_area,
)
from brm.communications.models import Interaction
from brm.parties.models import Relationship

_I = fields_for_model(
    Interaction,
    fields=("channel", "touchpoint", "summary"),
    widgets={
        "channel": pills(), "summary": text_area(3), "touchpoint": forms.Select(attrs={"data-plain": ""}),
    },
)  # fmt: skip


class ContactForm(forms.Form):
    """What every record of a contact says."""

    contacts: forms.Field = forms.ModelMultipleChoiceField(None, label=_("With whom"), required=False)
    channel = _I["channel"]
    summary = _I["summary"]
    touchpoint = _I["touchpoint"]
    perception = forms.TypedChoiceField(
        label=_("How did it feel for them?"), choices=Perception.choices, coerce=int, empty_value=None, required=False
    )
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."))

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        names = ("contacts", "channel", "summary", "touchpoint", "perception")
        return {name: self.cleaned_data[name] for name in names}


class LogForm(ContactForm):
    """A new record: which relationship first, the rest follows."""

    relationship = RelationshipField()
    needs = forms.CharField(label=_("Needs heard"), required=False, widget=text_area(2), help_text=_("One per line."))
    field_order = ("relationship", "contacts", "channel", "summary", "perception", "needs", "touchpoint", "at")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["relationship"]
        field.offer(user, relationship)
        field.initial = relationship.pk if relationship else None
        offer_people(self, user, relationship)

    @property
    def needs_heard(self) -> list[str]:
        return list(lines_of(self.cleaned_data["needs"]))


class CorrectForm(ContactForm):
    """A record put right within its week."""

    def __init__(self, *args: Any, user: User, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, user, relationship)


class AddendumForm(forms.Form):
    """A later word."""

    text = forms.CharField(label=_("Addendum"), widget=text_area(3))
