"""Major events for programs (R-18, C-36)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import MomentField, Record, ScopedField, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import WriteSet, keepers
from brm.communications.enums import Perception
from brm.matters.domain import matters_for
from brm.ui.keyset import Sort
from customers.insight.domain import events
from customers.insight.domain.queries import customers_for, major_events_for
from customers.insight.models import MajorEvent

LONGEST = 5000


class MajorEventSerializer(Record):
    """An incident with serious effect on a customer."""

    id = serializers.IntegerField(source="pk", read_only=True)
    relationship = ScopedField(customers_for, source="matter.relationship")
    title = serializers.CharField(source="matter.title", max_length=200)
    number = serializers.CharField(source="matter.number", read_only=True)
    owner = ScopedField(colleagues_for, required=False)
    version = version_field()

    class Meta:
        model = MajorEvent
        fields = (
            "id", "number", "relationship", "title", "grade", "status", "occurred_at", "ended_at", "summary",
            "solution", "lessons", "owner", "visit", "executive_feeling", "executive_view", "conflict", "mediator",
            "agreed_facts", "conflict_outcome", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "status", "ended_at", "solution", "lessons", "visit", "conflict", "mediator", "agreed_facts",
            "conflict_outcome", "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {"occurred_at": {"required": False}}


class SolveSerializer(serializers.Serializer[Any]):
    """How, and since when."""

    solution = serializers.CharField(max_length=LONGEST)
    ended_at = MomentField(required=False, allow_null=True, default=None)


class ReviewSerializer(serializers.Serializer[Any]):
    """What was learned, how their executives see it."""

    lessons = serializers.CharField(max_length=LONGEST)
    executive_view = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)
    executive_feeling = serializers.ChoiceField(Perception.choices, required=False, allow_null=True, default=None)


class ConflictSerializer(serializers.Serializer[Any]):
    """Who mediates, on which facts both agree, how it ended."""

    mediator = ScopedField(colleagues_for)
    agreed_facts = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)
    outcome = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)


class EventLinkSerializer(serializers.Serializer[Any]):
    """Which complaint is about it."""

    complaint = ScopedField(matters_for)


class MajorEventSet(WriteSet):
    """The major events of one's customers."""

    title = _("Major events")
    show = keepers
    source = staticmethod(major_events_for)
    serializer_class = MajorEventSerializer
    order = Sort("id", ("pk",), descending=True)
    filterset_fields = {
        "matter__relationship": ["exact"], "status": ["exact"], "grade": ["exact"], "owner": ["exact"],
        "conflict": ["exact"], "occurred_at": ["gte", "lte"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        matter = data.pop("matter")
        data.pop("executive_feeling", None)
        data.pop("executive_view", None)
        return events.report_major_event(matter["relationship"], title=matter["title"], by=self.person, **data)

    def change(self, noun: MajorEvent, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("matter", None)
        return events.change_major_event(noun, by=self.person, expected_version=version, **data)

    @verb(_("Take in hand"))
    def take(self, noun: MajorEvent) -> MajorEvent:
        """Somebody has it in hand."""
        return events.take_major_event(noun, by=self.person)

    @verb(_("It is over"), takes=SolveSerializer)
    def solve(self, noun: MajorEvent, **data: Any) -> MajorEvent:
        """Since when, and how."""
        return events.solve_major_event(noun, by=self.person, **data)

    @verb(_("Record the review"), takes=ReviewSerializer)
    def review(self, noun: MajorEvent, **data: Any) -> MajorEvent:
        """What was learned."""
        return events.review_major_event(noun, by=self.person, **data)

    @verb(_("Close"))
    def close(self, noun: MajorEvent) -> MajorEvent:
        """Nothing is left to do."""
        return events.close_major_event(noun, by=self.person)

    @verb(_("Record the conflict"), takes=ConflictSerializer)
    def conflict(self, noun: MajorEvent, **data: Any) -> MajorEvent:
        """They blame us: who mediates."""
        return events.flag_conflict(noun, by=self.person, **data)

    @verb(_("Link a complaint"), takes=EventLinkSerializer, answers=NOTHING)
    def link_complaint(self, noun: MajorEvent, complaint: Any) -> None:
        """A complaint is about this event."""
        events.link_complaint(noun, complaint, by=self.person)
