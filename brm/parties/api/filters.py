"""What narrows the lists, custom fields among them (``custom_<key>``, ruling 29)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brm.api.filters import ApiFilterSet, IdFilter
from brm.parties.domain.finding import named
from brm.parties.enums import FieldSubject, Kind
from brm.parties.filters import custom_filter, kept_fields
from brm.parties.models import Contact, Organisation, Relationship


class WithNames(ApiFilterSet):
    """``q`` finds by name, sound or code; custom fields are added by their keys."""

    path = ""
    q = django_filters.CharFilter(label=_("Name or code"), method="by_name", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in kept_fields(self.request, subject) if (subject := self.subject()) else ():
            name = f"custom_{field.name}"
            self.filters[name] = custom_filter(field)
            self.filters[name].parent = self
            self.filters[name].model = self._meta.model

    def subject(self) -> str:
        """Whose custom fields can be filtered by."""
        return ""

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return named(rows, value, self.path)


class OrganisationFilter(WithNames):
    """Organisations."""

    archived = django_filters.BooleanFilter(
        label=_("Archived"), field_name="archived_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Organisation
        fields = ("parent", "region", "trade", "code")

    def subject(self) -> str:
        return FieldSubject.ORGANISATION


class ContactFilter(WithNames):
    """Contacts."""

    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains", max_length=200)
    tag = IdFilter(label=_("Tag"), field_name="tags")
    left = django_filters.BooleanFilter(label=_("Has left"), field_name="left_on", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Contact
        fields = ("organisation", "kind", "persona", "is_vip", "is_key", "email", "grade")

    def subject(self) -> str:
        return FieldSubject.CONTACT


class RelationshipFilter(WithNames):
    """Relationships; the custom fields of a kind when one is asked for."""

    path = "organisation"
    tag = IdFilter(label=_("Tag"), field_name="tags")

    class Meta:
        model = Relationship
        fields = {
            "kind": ["exact"], "status": ["exact"], "tier": ["exact"], "type": ["exact"], "owner": ["exact"],
            "team": ["exact"], "organisation": ["exact"], "next_contact_on": ["lte", "gte"],
            "next_review_on": ["lte", "gte"], "last_contact_at": ["lte", "gte"],
        }  # fmt: skip

    def subject(self) -> str:
        kind = str((self.data or {}).get("kind", ""))
        return kind if kind in Kind.values else ""
