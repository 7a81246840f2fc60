"""Filters of the lists of the parties, custom fields among them (ruling 29)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import teams_for
from brm.core import clock
from brm.parties.domain.finding import named
from brm.parties.domain.queries import fields_of, tags_for
from brm.parties.domain.standing import standing_q
from brm.parties.enums import (
    ContactKind,
    FieldSubject,
    FieldType,
    Kind,
    Persona,
    RelationshipType,
    Standing,
    Status,
    Tier,
)
from brm.parties.forms.fields import DayInput
from brm.parties.forms.relationships import managers_for
from brm.parties.models import Contact, CustomField, Organisation, Relationship

SILENT = (("now", _("Silent now")), ("soon", _("Silent within a week")), ("never", _("Never contacted")))
YES_NO = (("1", _("Yes")), ("0", _("No")))


def kept_fields(request: HttpRequest, subject: str) -> list[CustomField]:
    """The custom fields of a subject, asked for once a request: columns and filters both need them."""
    kept: dict[str, list[CustomField]] = request.__dict__.setdefault("_custom_fields", {})
    if subject not in kept:
        kept[subject] = list(fields_of(subject))
    return kept[subject]


def of_request(source: Callable[[Any], QuerySet[Any]]) -> Callable[[Any], QuerySet[Any]]:
    """A scope as django-filter asks for it."""
    return lambda request: source(request.user)


def custom_filter(field: CustomField) -> django_filters.Filter:
    """A filter for a custom field, by its type: equal, from-to for figures, contained for text."""
    path = f"custom__{field.name}"
    common: dict[str, Any] = {"label": field.label, "field_name": path}
    match field.type:
        case FieldType.CHOICE:
            choices = [(str(choice), str(choice)) for choice in field.choices]
            return django_filters.ChoiceFilter(choices=choices, **common)
        case FieldType.FLAG:
            return django_filters.TypedChoiceFilter(choices=YES_NO, coerce=lambda value: value == "1", **common)
        case FieldType.NUMBER:
            return django_filters.NumberFilter(method=_number(field.name), label=field.label)
        case FieldType.DATE:
            return django_filters.DateFilter(
                method=lambda rows, name, value: rows.filter(**{f"custom__{field.name}": value.isoformat()}),
                label=field.label,
                widget=DayInput(),
            )
        case _:
            return django_filters.CharFilter(lookup_expr="icontains", **common)


def _number(name: str) -> Callable[..., QuerySet[Any]]:
    def equal(rows: QuerySet[Any], _name: str, value: Any) -> QuerySet[Any]:
        plain = int(value) if value == int(value) else float(value)
        return rows.filter(**{f"custom__{name}": plain})

    return equal


class WithCustomFields(django_filters.FilterSet):
    """Adds a filter for each custom field of ``custom_subject``."""

    custom_subject = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in kept_fields(self.request, self.custom_subject):
            name = f"custom_{field.name}"
            self.filters[name] = custom_filter(field)
            self.filters[name].parent = self
            self.filters[name].model = self._meta.model


class RelationshipFilter(WithCustomFields):
    """What narrows a list of relationships."""

    q = django_filters.CharFilter(label=_("Name"), method="by_name")
    status = django_filters.ChoiceFilter(label=_("State"), choices=Status.choices)
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices)
    owner = django_filters.ModelChoiceFilter(label=_("Manager"), queryset=of_request(managers_for))
    silent = django_filters.ChoiceFilter(label=_("Silence"), choices=SILENT, method="by_silence")
    health = django_filters.ChoiceFilter(label=_("Health"), choices=Standing.choices, method="by_health")
    team = django_filters.ModelChoiceFilter(label=_("Team"), queryset=of_request(teams_for))
    type = django_filters.ChoiceFilter(label=_("Type"), choices=RelationshipType.choices)
    tag = django_filters.ModelChoiceFilter(label=_("Tag"), field_name="tags", queryset=of_request(tags_for))
    region = django_filters.CharFilter(
        label=_("Region"), field_name="organisation__region", lookup_expr="icontains", widget=forms.TextInput()
    )

    class Meta:
        model = Relationship
        fields: tuple[str, ...] = ()

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return named(rows, value, "organisation")

    def by_health(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(standing_q(value))

    def by_silence(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        now = clock.now()
        if value == "now":
            return rows.filter(silent_from__lte=now)
        if value == "soon":
            return rows.filter(silent_from__gt=now, silent_from__lte=now + timedelta(days=7))
        return rows.filter(last_contact_at=None).exclude(status=Status.ENDED)


def relationship_filter(kind: str) -> type[RelationshipFilter]:
    """The filters of one kind's list, with its custom fields."""
    return type("KindFilter", (RelationshipFilter,), {"custom_subject": kind})


class OrganisationFilter(WithCustomFields):
    """What narrows the list of organisations."""

    custom_subject = FieldSubject.ORGANISATION
    q = django_filters.CharFilter(label=_("Name or code"), method="by_name")
    claimed = django_filters.ChoiceFilter(
        label=_("Relationship"), method="by_claim",
        choices=(*Kind.choices, ("none", _("None yet"))),
    )  # fmt: skip
    archived = django_filters.ChoiceFilter(
        label=_("Archived"), method="by_archive", choices=(("1", _("Archived")), ("all", _("All")))
    )
    region = django_filters.CharFilter(label=_("Region"), lookup_expr="icontains")
    trade = django_filters.CharFilter(label=_("Trade"), lookup_expr="icontains")

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ()

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return named(rows, value)

    def by_claim(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(relationships=None) if value == "none" else rows.filter(relationships__kind=value)

    def by_archive(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == "all" else rows.exclude(archived_at=None)


class ContactFilter(WithCustomFields):
    """What narrows the list of contacts."""

    custom_subject = FieldSubject.CONTACT
    q = django_filters.CharFilter(label=_("Name, address or phone"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ContactKind.choices)
    persona = django_filters.ChoiceFilter(label=_("Persona"), choices=Persona.choices)
    important = django_filters.ChoiceFilter(
        label=_("Importance"), choices=(("key", _("Key contacts")), ("vip", _("VIPs"))), method="by_importance"
    )
    left = django_filters.ChoiceFilter(
        label=_("There"), choices=(("0", _("Still there")), ("1", _("Left"))), method="by_left"
    )
    tag = django_filters.ModelChoiceFilter(label=_("Tag"), field_name="tags", queryset=of_request(tags_for))
    organisation = django_filters.CharFilter(label=_("Organisation"), method="by_organisation")

    class Meta:
        model = Contact
        fields: tuple[str, ...] = ()

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(Q(sort_key__contains=text.lower()) | Q(email__icontains=text) | Q(phone=text))

    def by_importance(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_vip=True) if value == "vip" else rows.filter(is_key=True)

    def by_left(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(left_on=None) if value == "0" else rows.exclude(left_on=None)

    def by_organisation(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return named(rows, value, "organisation")
