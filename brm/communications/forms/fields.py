"""Fields that several forms share: days, moments, relationships found by typing, people of both sides."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.communications.domain.recent import contacts_of, recent_relationships_for
from brm.core.reach import refuse_out_of_reach
from brm.parties.domain.queries import relationships_for
from brm.parties.models import Contact, Relationship

MIN_MINUTES, MAX_MINUTES = 5, 1440
SEARCH_URL = reverse_lazy("communications:relationship_options")


def pills() -> forms.RadioSelect:
    """A choice that is seen at once."""
    return forms.RadioSelect(attrs={"data-layout": "pills"})


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def text_area(rows: int = 3, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", day_input())
        kwargs.setdefault("validators", [refuse_out_of_reach])
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A moment in the person's own zone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", moment_input())
        kwargs.setdefault("validators", [refuse_out_of_reach])
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
        super().__init__(**kwargs)


class DurationField(forms.IntegerField):
    """How many minutes something takes, within one limit that is said in one sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Duration (minutes)"), min_value=MIN_MINUTES, max_value=MAX_MINUTES, **kwargs)
        self.validators = [_refuse_odd_duration]


def _refuse_odd_duration(minutes: int) -> None:
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        limits = {"least": MIN_MINUTES, "most": MAX_MINUTES}
        raise ValidationError(gettext("Give a duration between %(least)d and %(most)d minutes.") % limits)


class RelationshipField(forms.ModelChoiceField):
    """A relationship a person may see, found by typing; the recent ones are there from the start."""

    widget = forms.Select(attrs={"data-search-select": "", "data-search-url": SEARCH_URL})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Relationship"))
        super().__init__(queryset=None, **kwargs)
        self.chosen: Relationship | None = None

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name} · {obj.get_kind_display()}"

    def offer(self, user: User, chosen: Relationship | None = None) -> None:
        """Accept whatever the person may see; list, once the field is drawn, what is chosen and the recent ones.

        ``chosen`` was found among what the person may see and is not asked for again.
        """
        self.queryset = relationships_for(user)
        self.chosen = chosen

        def listed() -> list[tuple[Any, str]]:
            rows = [chosen] if chosen else []
            rows += [row for row in recent_relationships_for(user) if row != chosen]
            return [("", ""), *((row.pk, self.label_from_instance(row)) for row in rows)]

        self.widget.choices = cast(Any, listed)  # Django calls it when the field is drawn

    def to_python(self, value: Any) -> Any:
        if self.chosen is not None and value == str(self.chosen.pk):
            return self.chosen
        return super().to_python(value)


class PeopleForm(forms.Form):
    """Attendees of both sides; ``relationship`` says whose contacts are offered."""

    ours: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Our attendees"), required=False)
    theirs: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Their attendees"), required=False)

    def __init__(self, *args: Any, user: User, relationship: Relationship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.relationship = user, relationship
        offer_people(self, user, relationship)


def offer_people(form: forms.Form, user: User, relationship: Relationship | None) -> None:
    """Our active people, and the contacts of the relationship that are still there."""
    if "ours" in form.fields:
        _choose_from(form.fields["ours"], colleagues_for(user).order_by("name", "pk"))
    for name in ("theirs", "contacts", "contact"):
        if name in form.fields:
            rows = contacts_of(relationship)
            _choose_from(form.fields[name], rows)
            form.fields[name].label_from_instance = _with_title


def _choose_from(field: Any, rows: "QuerySet[Any]") -> None:
    field.queryset = rows


def _with_title(contact: Contact) -> str:
    return f"{contact.name} · {contact.job_title}" if contact.job_title else contact.name


def lines_of(text: str) -> Iterable[str]:
    """One entry per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
