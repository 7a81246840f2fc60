"""Contacts in daily life for programs, and the needs heard in them (C-03, C-09)."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from rest_framework import serializers

from brm.accounts.models import User
from brm.api.fields import MomentField, Record, ScopedListField, version_field
from brm.api.filters import ApiFilterSet
from brm.api.verbs import verb
from brm.api.views import ReadSet, WriteSet, keepers
from brm.communications.domain.interactions import add_addendum, change_interaction, log_interaction, review_need
from brm.communications.domain.queries import interactions_for, needs_for
from brm.communications.models import Addendum, Interaction, NeedHeard
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.ui.keyset import Sort


class NeedsField(serializers.ListField):
    """The needs heard, in their words."""

    def to_representation(self, data: Any) -> list[Any]:
        """As they were written down."""
        return [need.text for need in data.all()]


class AddendumSerializer(Record):
    """A later word on a record; the record itself stays as it was."""

    text = serializers.CharField(max_length=5000)

    class Meta:
        model = Addendum
        fields = ("id", "text", "by", "at")
        read_only_fields = ("by", "at")


class InteractionSerializer(Record):
    """One contact in daily life: with whom, how, where in the service, what was heard, how it was perceived."""

    relationship = RelationshipField()
    contacts = ScopedListField(contacts_for, required=False)
    needs = NeedsField(child=serializers.CharField(max_length=300), required=False, max_length=50)
    at = MomentField(required=False)
    summary = serializers.CharField(max_length=20_000)
    addenda = AddendumSerializer(many=True, read_only=True)
    version = version_field()

    class Meta:
        model = Interaction
        fields = (
            "id", "relationship", "contacts", "channel", "at", "touchpoint", "summary", "perception", "needs",
            "addenda", "recorded_by", "lock_at", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("recorded_by", "lock_at", "created_at", "updated_at")


def _interactions(user: User) -> QuerySet[Interaction]:
    return interactions_for(user).prefetch_related("contacts", "needs", "addenda")


class InteractionSet(WriteSet):
    """Contacts in daily life: log one in one call; correct it for a week, later only by addendum."""

    title = _("Contact records")
    show = keepers
    source = staticmethod(_interactions)
    serializer_class = InteractionSerializer
    order = Sort("at", ("at",), descending=True)
    filterset_fields = {
        "relationship": ["exact"], "channel": ["exact"], "touchpoint": ["exact"], "recorded_by": ["exact"],
        "contacts": ["exact"], "at": ["lte", "gte"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        happened = data.pop("at", None)
        record = log_interaction(data.pop("relationship"), by=self.person, happened_at=happened, **data)
        hanging: Any = record.__dict__.setdefault("_prefetched_objects_cache", {})  # what is new has nothing else yet
        for name in ("contacts", "needs", "addenda"):
            if not data.get(name):
                hanging[name] = getattr(record, name).none()
        return record

    def change(self, noun: Interaction, data: dict[str, Any], version: int | None) -> models.Model:
        for fixed in ("relationship", "needs"):
            data.pop(fixed, None)
        happened = data.pop("at", None)
        return change_interaction(noun, by=self.person, expected_version=version, happened_at=happened, **data)

    @verb(_("Add a later word"), takes=AddendumSerializer, answers=AddendumSerializer, status=201)
    def addendum(self, noun: Interaction, text: str) -> Addendum:
        """Whoever sees the record may."""
        return add_addendum(noun, text=text, by=self.person)


class NeedSerializer(Record):
    """A need the other side voiced, where it was heard, and whether somebody has looked at it since."""

    class Meta:
        model = NeedHeard
        fields = (
            "id", "relationship", "interaction", "occurrence", "visit", "text", "heard_at", "reviewed_at",
            "reviewed_by",
        )  # fmt: skip


class NeedFilter(ApiFilterSet):
    """Of a relationship; looked at or not."""

    reviewed = BooleanFilter(field_name="reviewed_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = NeedHeard
        fields = {"relationship": ["exact"], "heard_at": ["lte", "gte"]}


class NeedSet(ReadSet):
    """Needs heard."""

    title = _("Needs heard")
    show = keepers
    source = staticmethod(needs_for)
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    order = Sort("heard", ("heard_at",), descending=True)

    @verb(_("Note that it was looked at"))
    def review(self, noun: NeedHeard) -> NeedHeard:
        """By the caller, now."""
        return review_need(noun, by=self.person)
