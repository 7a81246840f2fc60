"""Tags and custom fields for programs."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.models import User
from brm.api.fields import Record
from brm.api.views import MakeSet, ReadSet, keepers
from brm.parties.domain.queries import fields_of, tags_for
from brm.parties.domain.tags import create_tag
from brm.parties.enums import FieldSubject
from brm.parties.models import CustomField, Tag
from brm.ui.keyset import Sort


class TagSerializer(Record):
    """A word on relationships and contacts."""

    name = serializers.CharField(max_length=40)

    class Meta:
        model = Tag
        fields = ("id", "name", "tone")
        read_only_fields = ("tone",)


class TagSet(MakeSet):
    """Tags in use; making one that is there already answers the one."""

    title = _("Tags")
    show = keepers
    source = staticmethod(tags_for)
    serializer_class = TagSerializer
    order = Sort("name", ("name",))
    filterset_fields = ("name",)

    def make(self, data: dict[str, Any]) -> models.Model:
        return create_tag(data["name"], by=self.person)


class CustomFieldSerializer(Record):
    """A typed field of one's own; its values stand in `custom` under its key."""

    choices = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = CustomField
        fields = ("id", "subject", "name", "label", "type", "required", "choices", "position")


def _fields_for(user: User) -> models.QuerySet[CustomField]:
    """The fields in use, of all kinds of record."""
    return reduce(or_, (fields_of(subject) for subject in FieldSubject.values))


class CustomFieldSet(ReadSet):
    """Custom fields in use, by what they are about (ruling 29)."""

    title = _("Custom fields")
    show = keepers
    source = staticmethod(_fields_for)
    serializer_class = CustomFieldSerializer
    filterset_fields = ("subject",)
