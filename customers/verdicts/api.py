"""Verdicts, levels and need checks for programs (Q-10, Q-11, Q-15)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, MomentField, Record, ScopedField, version_field
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import MakeSet, WriteSet, keepers
from brm.core import clock
from brm.parties.enums import Persona
from customers.insight.models.factors import half_year_of
from customers.valueadded.domain.queries import value_added_for
from customers.verdicts.domain import checking, grading, judging
from customers.verdicts.domain.facts import facts_of
from customers.verdicts.domain.queries import (
    cognitions_for,
    customers_for,
    need_surveys_for,
    needs_checked_for,
    scope_ids,
    verdicts_for,
)
from customers.verdicts.enums import Ask, Decision, Light
from customers.verdicts.models import Cognition, NeedCheck, Verdict


class VerdictAnswerSerializer(serializers.Serializer[Any]):
    """One of the seven, with the figures of the day it was answered."""

    ask = serializers.ChoiceField(Ask.choices)
    light = serializers.ChoiceField(Light.choices)
    evidence = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    facts = serializers.DictField(read_only=True)


class SatisfactionVerdictSerializer(Record):
    """The verdict on a half-year; its light follows from the seven answers."""

    relationship = ScopedField(customers_for)
    period = DayField(write_only=True, required=False)
    answers = VerdictAnswerSerializer(many=True)

    class Meta:
        model = Verdict
        fields = ("id", "relationship", "period", "period_start", "light", "answers", "comment", "given_by", "given_at")
        read_only_fields = ("period_start", "light", "given_by", "given_at")


class OfSerializer(serializers.Serializer[Any]):
    """Of which customer, which half-year."""

    relationship = ScopedField(customers_for)
    period = DayField(required=False)


class KnownSerializer(serializers.Serializer[Any]):
    """What is known for one question, and the light it suggests; empty where nothing is known."""

    ask = serializers.CharField()
    words = serializers.CharField()
    light = serializers.CharField()
    figures = serializers.DictField()


class VerdictSet(MakeSet):
    """Judging a half-year again changes its verdict."""

    title = _("Satisfaction verdicts")
    show = keepers
    source = staticmethod(verdicts_for)
    serializer_class = SatisfactionVerdictSerializer
    filterset_fields = {"relationship": ["exact"], "period_start": ["exact", "gte", "lte"], "light": ["exact"]}

    def rows(self) -> "models.QuerySet[Any]":
        return super().rows().prefetch_related("answers")

    def make(self, data: dict[str, Any]) -> models.Model:
        answers = {row["ask"]: (row["light"], row["evidence"]) for row in data.pop("answers")}
        made = judging.give_verdict(data.pop("relationship"), answers=answers, by=self.person, **data)
        return get_object_or_404(self.rows(), pk=made.pk)

    @verb(_("What is known?"), takes=OfSerializer, answers=KnownSerializer, many=True, detail=False, method="get")
    def known(self, relationship: Any, period: Any = None) -> Any:
        """Agreements, complaints, major events, SLA results and penalties of a half-year, per question."""
        return facts_of(relationship, half_year_of(period or clock.today()))


class CognitionSerializer(Record):
    """What a customer, or those of a persona there, take service for, from a moment on."""

    relationship = ScopedField(customers_for)

    class Meta:
        model = Cognition
        fields = ("id", "relationship", "persona", "level", "note", "at", "by")
        read_only_fields = ("at", "by")


class CompareSerializer(serializers.Serializer[Any]):
    """Whose level, compared with which moment (a year ago)."""

    persona = serializers.ChoiceField(["", *Persona.values], required=False, default="")
    since = MomentField(required=False)


class LevelSerializer(serializers.Serializer[Any]):
    """How many customers stand at a level, now and then."""

    level = serializers.IntegerField()
    name = serializers.CharField()
    now = serializers.IntegerField()
    before = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class ValueStandingSerializer(serializers.Serializer[Any]):
    """The distribution over the four levels, and who moved."""

    known = serializers.IntegerField()
    rose = serializers.IntegerField()
    fell = serializers.IntegerField()
    levels = LevelSerializer(many=True)


class CognitionSet(MakeSet):
    """The newest level counts; those before tell the movement."""

    title = _("Value cognition")
    show = keepers
    source = staticmethod(cognitions_for)
    serializer_class = CognitionSerializer
    filterset_fields = {"relationship": ["exact"], "persona": ["exact"], "level": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        note = data.pop("note", "")
        return grading.set_cognition(data.pop("relationship"), by=self.person, note_text=note, **data)

    @verb(_("Who stands where?"), takes=CompareSerializer, answers=ValueStandingSerializer, detail=False, method="get")
    def standing(self, persona: str, since: datetime | None = None) -> Any:
        """Distribution and movement (Q-11)."""
        found = grading.standing(scope_ids(self.person), since=since or clock.now() - grading.YEAR, persona=persona)
        levels = [
            {"level": level.value, "name": level.label, "now": now, "before": before, "share": share}
            for level, now, before, share in found.lines
        ]
        return {"known": found.known, "rose": found.rose, "fell": found.fell, "levels": levels}


class NeedCheckSerializer(Record):
    """An idea, the survey that asks about it, the decision."""

    campaign = ScopedField(need_surveys_for, required=False, allow_null=True)
    value_added = ScopedField(value_added_for, required=False, allow_null=True)
    owner = ScopedField(colleagues_for, required=False)
    decision = serializers.ChoiceField(Decision.choices, allow_blank=True, read_only=True)
    version = version_field()

    class Meta:
        model = NeedCheck
        fields = (
            "id", "title", "idea", "campaign", "value_added", "owner", "decision", "reason", "decided_at", "decided_by",
            "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("reason", "decided_at", "decided_by", "created_at", "updated_at")


class DecideSerializer(serializers.Serializer[Any]):
    """What we do, and why."""

    decision = serializers.ChoiceField(Decision.choices)
    reason = serializers.CharField(max_length=2000)


class NeedCheckSet(WriteSet):
    """Ideas asked about before we invest."""

    title = _("Need checks")
    show = keepers
    source = staticmethod(needs_checked_for)
    serializer_class = NeedCheckSerializer
    filterset_fields = {"decision": ["exact"], "owner": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return checking.open_need_check(by=self.person, **data)

    def change(self, noun: NeedCheck, data: dict[str, Any], version: int | None) -> models.Model:
        return checking.change_need_check(noun, by=self.person, expected_version=version, **data)

    @verb(_("Decide"), takes=DecideSerializer)
    def decide(self, noun: NeedCheck, decision: str, reason: str) -> NeedCheck:
        """Once; the next idea is a new one."""
        return checking.decide_need_check(noun, decision=decision, reason=reason, by=self.person)


router.register("satisfaction-verdicts", VerdictSet, basename="satisfaction-verdict")
router.register("value-cognitions", CognitionSet, basename="value-cognition")
router.register("need-checks", NeedCheckSet, basename="need-check")
