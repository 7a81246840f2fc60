"""Fields that several forms share: picking one of very many, custom fields, tags."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from brm.parties.domain.queries import fields_of
from brm.parties.enums import FieldType
from brm.parties.models import Contact, CustomField, Organisation, Relationship

SHOWN = 100
_NAMES: Mapping[type[models.Model], tuple[str, ...]] = {
    Relationship: ("organisation__name", "organisation__short_name"),
    Organisation: ("name", "short_name"),
    Contact: ("name",),
}
"""What the name of each takes: the first hundred are read for nothing but theirs."""


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class _SomeChoices(ModelChoiceIterator):
    """The chosen one and the first hundred; the rest is found by typing."""

    field: "PickField"

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        chosen = self.field.chosen
        rows = _named(self.queryset)
        known = self.field.known
        first = [known] if known is not None and known.pk == chosen else list(rows.filter(pk=chosen)) if chosen else []
        rest = rows if chosen is None else rows.exclude(pk=chosen)
        for row in chain(first, rest[:SHOWN]):
            yield self.choice(row)


def _named(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """Each row with no more than its name."""
    names = _NAMES.get(rows.model)
    if names is None:
        return rows
    joined = {name.partition("__")[0] for name in names if "__" in name}
    rows = rows.select_related(None)
    return (rows.select_related(*joined) if joined else rows).only(*names)


class PickInput(forms.Select):
    """A list to choose from, whose hundred entries are made with no more than what is drawn of them."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """One group without a name."""
        options = []
        for key, label in self.choices:
            chosen = str(key) in value
            options.append({"value": key, "label": label, "attrs": {"selected": True} if chosen else {}})
        return [(None, options, 0)]


class PickField(forms.ModelChoiceField):
    """One record of possibly very many. With scripts one types to find it; without, the first hundred are there."""

    iterator = _SomeChoices
    widget = PickInput

    def __init__(self, queryset: models.QuerySet[Any] | None = None, *, search: str | Promise, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "")
        super().__init__(queryset, **kwargs)
        self.chosen: Any = None
        self.known: models.Model | None = None
        self.widget.attrs["data-search-url"] = search

    def to_python(self, value: Any) -> Any:
        """The record; the ``known`` one, which the page has found among the same rows, is not looked up again."""
        if self.known is not None and whole(str(value)) == self.known.pk:
            return self.known
        self.known = super().to_python(value)
        return self.known

    def choose(self, value: Any) -> None:
        """Which record the form shows as chosen."""
        self.chosen = whole(getattr(value, "pk", value))


class PickMixin(forms.BaseForm):
    """Tells each PickField of a form what is chosen in it."""

    def settle_picks(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, PickField):
                typed = self.data.get(self.add_prefix(name)) if self.is_bound else None
                field.choose(typed or self.get_initial_for_field(field, name))


ORGANISATIONS = reverse_lazy("parties:pick_organisation")
CONTACTS = reverse_lazy("parties:pick_contact")
RELATIONSHIPS = reverse_lazy("parties:pick_relationship")


def zone_choices() -> list[tuple[str, Any]]:
    """Time zones a person may choose; empty is that of the installation."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [("", _("As ours")), *((name, name.replace("_", " ")) for name in names)]


class ZoneField(forms.ChoiceField):
    """A time zone, or none of one's own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Select(attrs={"data-search-select": ""}))
        super().__init__(choices=zone_choices, **kwargs)


class CustomFieldsMixin:
    """Adds the custom fields of a subject to a form, and collects what was typed into them."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_custom_fields(self, subject: str, values: Mapping[str, Any] | None = None) -> None:
        self.custom_names: list[str] = []
        for custom in fields_of(subject):
            name = f"custom_{custom.name}"
            self.fields[name] = form_field(custom, (values or {}).get(custom.name))
            self.custom_names.append(custom.name)

    def custom_data(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"custom_{name}") for name in self.custom_names}


def form_field(custom: CustomField, value: Any = None) -> forms.Field:
    """The form's field for a custom field."""
    common: dict[str, Any] = {"label": custom.label, "required": custom.required, "initial": value}
    match custom.type:
        case FieldType.NUMBER:
            return forms.DecimalField(**common)
        case FieldType.DATE:
            common["initial"] = date.fromisoformat(value) if value else None
            return forms.DateField(widget=DayInput(), **common)
        case FieldType.CHOICE:
            choices = [("", ""), *((str(choice), str(choice)) for choice in custom.choices)]
            return forms.ChoiceField(choices=choices, **common)
        case FieldType.FLAG:
            return forms.BooleanField(**(common | {"required": False}))
        case _:
            return forms.CharField(max_length=2000, **common)
