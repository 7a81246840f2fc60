"""The risk register for programs (C-24, G-43)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, MomentField, Record, ScopedField, ScopedListField, version_field
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import WriteSet, keepers
from brm.parties.fields import RelationshipField
from brm.parties.models import Relationship
from brm.risks.domain.queries import assessments_of, risk_templates_for, risks_for
from brm.risks.domain.register import (
    assess_risk,
    begin_register,
    change_risk,
    close_risk,
    monitor_risk,
    record_occurrence,
    register_risk,
    treat_risk,
)
from brm.risks.enums import Impact, Probability, Response
from brm.risks.models import Assessment, Risk
from brm.ui.keyset import Sort

LONGEST = 5000


class RiskSerializer(Record):
    """What may go wrong, how likely and how bad, who holds it in check."""

    relationship = RelationshipField()
    owner = ScopedField(colleagues_for, required=False)
    probability = serializers.ChoiceField(Probability.choices, required=False, allow_null=True)
    impact = serializers.ChoiceField(Impact.choices, required=False, allow_null=True)
    score = serializers.IntegerField(read_only=True, allow_null=True)
    version = version_field()

    class Meta:
        model = Risk
        fields = (
            "id", "relationship", "title", "effect", "control", "probability", "impact", "score", "response", "owner",
            "review_on", "reviewed_at", "shared", "status", "occurred_at", "what_happened", "closed_at",
            "close_reason", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "reviewed_at", "status", "occurred_at", "what_happened", "closed_at", "close_reason", "created_at",
            "updated_at",
        )  # fmt: skip


class AssessmentSerializer(Record):
    """One weighing."""

    class Meta:
        model = Assessment
        fields = ("id", "probability", "impact", "note", "by", "at")


class RiskAssessSerializer(serializers.Serializer[Any]):
    """How likely, how bad, and when to look again."""

    probability = serializers.ChoiceField(Probability.choices)
    impact = serializers.ChoiceField(Impact.choices)
    remark = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)
    review_on = DayField(required=False, allow_null=True, default=None)


class TreatSerializer(serializers.Serializer[Any]):
    """What is done about it."""

    response = serializers.ChoiceField(Response.choices)
    control = serializers.CharField(max_length=LONGEST)
    owner = ScopedField(colleagues_for, required=False, allow_null=True, default=None)


class MonitorSerializer(serializers.Serializer[Any]):
    """When one looks again."""

    review_on = DayField()


class OccurSerializer(serializers.Serializer[Any]):
    """What happened."""

    what_happened = serializers.CharField(max_length=LONGEST)
    occurred_at = MomentField(required=False, allow_null=True, default=None)


class CloseSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=LONGEST)


class BeginSerializer(serializers.Serializer[Any]):
    """Which lines of the control table go into whose register."""

    relationship = RelationshipField()
    keys = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=50
    )
    templates = ScopedListField(risk_templates_for, required=False, default=list)


class RiskSet(WriteSet):
    """The risks of one's relationships."""

    title = _("Risks")
    show = keepers
    source = staticmethod(risks_for)
    serializer_class = RiskSerializer
    order = Sort("id", ("pk",), descending=True)
    filterset_fields = {
        "relationship": ["exact"], "owner": ["exact"], "status": ["exact"], "probability": ["exact", "gte"],
        "impact": ["exact", "gte"], "review_on": ["lte", "gte"], "shared": ["exact"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        return _fresh(register_risk(data.pop("relationship"), by=self.person, **data))

    def change(self, noun: Risk, data: dict[str, Any], version: int | None) -> models.Model:
        for name in ("relationship", "probability", "impact"):
            data.pop(name, None)
        return _fresh(change_risk(noun, by=self.person, expected_version=version, **data))

    @verb(_("Assess"), takes=RiskAssessSerializer)
    def assess(self, noun: Risk, **data: Any) -> Risk:
        """Weigh it, for the first time or anew; every weighing is kept."""
        return _fresh(assess_risk(noun, by=self.person, **data))

    @verb(_("Treat"), takes=TreatSerializer)
    def treat(self, noun: Risk, **data: Any) -> Risk:
        """Decide what is done about it."""
        return _fresh(treat_risk(noun, by=self.person, **data))

    @verb(_("Monitor"), takes=MonitorSerializer)
    def monitor(self, noun: Risk, **data: Any) -> Risk:
        """Watch it."""
        return _fresh(monitor_risk(noun, by=self.person, **data))

    @verb(_("It has occurred"), takes=OccurSerializer)
    def occur(self, noun: Risk, **data: Any) -> Risk:
        """Record that it has happened."""
        return _fresh(record_occurrence(noun, by=self.person, **data))

    @verb(_("Close"), takes=CloseSerializer)
    def close(self, noun: Risk, **data: Any) -> Risk:
        """It threatens no more."""
        return _fresh(close_risk(noun, by=self.person, **data))

    @verb(_("How it was weighed"), answers=AssessmentSerializer, many=True, method="get")
    def assessments(self, noun: Risk) -> Any:
        """Every weighing, newest first."""
        return assessments_of(noun)[:200]

    @verb(_("Take risks from the control table"), takes=BeginSerializer, many=True, status=201, detail=False)
    def begin(self, relationship: Relationship, keys: list[str], templates: list[Any]) -> Any:
        """Lines that are open in the register already stay as they are."""
        made = begin_register(relationship, by=self.person, keys=keys, templates=templates)
        return list(risks_for(self.person).filter(pk__in=[risk.pk for risk in made]).order_by("pk"))


def _fresh(risk: Risk) -> Risk:
    """With what the database reckons."""
    risk.refresh_from_db()
    return risk


router.register("risks", RiskSet, basename="risk")
