"""Expectations and difficulties for programs (4.2, C-32)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, Record, ScopedField, version_field
from brm.api.verbs import verb
from brm.api.views import WriteSet, keepers
from brm.parties.domain.queries import contacts_for
from customers.insight.domain import difficulties, expectations
from customers.insight.domain.queries import customers_for, difficulties_for, expectations_for
from customers.insight.lifecycle import EXPECTATION
from customers.insight.models import Difficulty, Expectation

LONGEST = 5000


class ExpectationSerializer(Record):
    """What somebody expects of us, or what we assume."""

    relationship = ScopedField(customers_for)
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    version = version_field()

    class Meta:
        model = Expectation
        fields = (
            "id", "relationship", "contact", "kind", "text", "beyond_agreement", "status", "heard_at", "confirmed_at",
            "judged_at", "outcome", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("status", "confirmed_at", "judged_at", "outcome", "created_at", "updated_at")
        extra_kwargs = {"heard_at": {"required": False}}


class MoveSerializer(serializers.Serializer[Any]):
    """A step; judging says how it turned out."""

    step = serializers.ChoiceField([(step.name, step.label) for step in EXPECTATION])
    outcome = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)


class ExpectationSet(WriteSet):
    """The expectations of one's customers."""

    title = _("Expectations")
    show = keepers
    source = staticmethod(expectations_for)
    serializer_class = ExpectationSerializer
    filterset_fields = {"relationship": ["exact"], "status": ["exact"], "kind": ["exact"], "contact": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return expectations.note_expectation(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: Expectation, data: dict[str, Any], version: int | None) -> models.Model:
        for name in ("relationship", "heard_at"):
            data.pop(name, None)
        return expectations.change_expectation(noun, by=self.person, expected_version=version, **data)

    @verb(_("Take a step in its life"), takes=MoveSerializer)
    def move(self, noun: Expectation, step: str, outcome: str) -> Expectation:
        """confirm, meet or miss."""
        return expectations.move_expectation(noun, step, by=self.person, outcome=outcome)


class DifficultySerializer(Record):
    """Something that stands between us and the customer."""

    relationship = ScopedField(customers_for)
    owner = ScopedField(colleagues_for, required=False)
    version = version_field()

    class Meta:
        model = Difficulty
        fields = (
            "id", "relationship", "difficulty_class", "item", "detail", "owner", "action", "status", "since",
            "ended_at", "result", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "difficulty_class", "action", "status", "ended_at", "result", "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {"since": {"required": False}}


class WorkSerializer(serializers.Serializer[Any]):
    """What is done about it, by whom, until when."""

    action = serializers.CharField(max_length=200)
    due_on = DayField()
    owner = ScopedField(colleagues_for, required=False, allow_null=True, default=None)


class MatterEndSerializer(serializers.Serializer[Any]):
    """Solved, or lived with; how."""

    step = serializers.ChoiceField([("solve", _("Solved")), ("accept", _("Live with it"))])
    result = serializers.CharField(max_length=LONGEST)


class DifficultySet(WriteSet):
    """The difficulties with one's customers."""

    title = _("Difficulties")
    show = keepers
    source = staticmethod(difficulties_for)
    serializer_class = DifficultySerializer
    filterset_fields = {
        "relationship": ["exact"], "status": ["exact"], "item": ["exact"], "difficulty_class": ["exact"],
        "owner": ["exact"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        return difficulties.note_difficulty(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: Difficulty, data: dict[str, Any], version: int | None) -> models.Model:
        for name in ("relationship", "since"):
            data.pop(name, None)
        return difficulties.change_difficulty(noun, by=self.person, expected_version=version, **data)

    @verb(_("Work on it"), takes=WorkSerializer, path="begin")
    def work(self, noun: Difficulty, **data: Any) -> Difficulty:
        """An action item is made."""
        return difficulties.work_on_difficulty(noun, by=self.person, **data)

    @verb(_("End it"), takes=MatterEndSerializer)
    def end(self, noun: Difficulty, step: str, result: str) -> Difficulty:
        """solve or accept."""
        return difficulties.end_difficulty(noun, step, result=result, by=self.person)
