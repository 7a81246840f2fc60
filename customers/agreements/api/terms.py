"""Clauses, service levels, results and penalties for programs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import DayField, Record, ScopedField, version_field
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.verbs import NOTHING, verb
from brm.api.views import MakeSet, ReadSet, WriteSet, keepers
from brm.catalogue.domain.queries import catalogue_for, metrics_for
from brm.catalogue.enums import Unit, Window
from brm.communications.domain.queries import plans_for
from brm.communications.models import Plan
from customers.agreements.domain import penalties, plans, results, terms
from customers.agreements.domain.queries import (
    agreements_for,
    clauses_for,
    penalties_for,
    results_for,
    terms_for,
    versions_for,
)
from customers.agreements.models import AgreementClause, AgreementTerm, AgreementVersion, PenaltyEvent, TermResult

_UNDER = "The supplementary agreement that a change of what is signed goes under."


class ClauseSerializer(Record):
    """A numbered clause of an agreement."""

    agreement = ScopedField(agreements_for)
    amendment = ScopedField(versions_for, required=False, allow_null=True, write_only=True, help_text=_UNDER)
    version = version_field()

    class Meta:
        model = AgreementClause
        fields = (
            "id", "agreement", "number", "kind", "title", "text", "is_reciprocal", "edition", "amendment", "version",
        )  # fmt: skip
        read_only_fields = ("edition",)


class LinkSerializer(serializers.Serializer[Any]):
    """The communication plan that fulfils the clause."""

    plan = ScopedField(plans_for)


class TermSerializer(serializers.ModelSerializer[Any]):
    """A service level: what is measured, how much is promised, when it holds, what a miss costs."""

    id = serializers.IntegerField(source="pk", read_only=True)
    agreement = ScopedField(agreements_for)
    metric = ScopedField(metrics_for, source="term.metric")
    service = ScopedField(catalogue_for, source="term.service", required=False, allow_null=True)
    target = serializers.DecimalField(source="term.target", max_digits=12, decimal_places=3, min_value=0)
    unit = serializers.ChoiceField(Unit.choices, source="term.unit", required=False)
    direction = serializers.CharField(source="term.direction", read_only=True)
    window = serializers.ChoiceField(Window.choices, source="term.window", required=False)
    window_text = serializers.CharField(source="term.window_text", required=False, allow_blank=True, max_length=120)
    valid_from = serializers.DateField(source="term.valid_from", read_only=True)
    valid_to = serializers.DateField(source="term.valid_to", read_only=True, allow_null=True)
    edition = serializers.IntegerField(source="term.edition", read_only=True)
    clause = ScopedField(clauses_for, required=False, allow_null=True)
    amendment = ScopedField(versions_for, required=False, allow_null=True, write_only=True, help_text=_UNDER)

    class Meta:
        model = AgreementTerm
        fields = (
            "id", "agreement", "service", "metric", "target", "unit", "direction", "window", "window_text",
            "valid_from", "valid_to", "edition", "clause", "penalty", "penalty_text", "amendment",
        )  # fmt: skip


class DropSerializer(serializers.Serializer[Any]):
    """Under which supplementary agreement a signed term goes."""

    amendment = ScopedField(versions_for, required=False, allow_null=True, help_text=_UNDER)


class ResultSerializer(Record):
    """What was reached in one period, against the target of that time."""

    term = ScopedField(terms_for)

    class Meta:
        model = TermResult
        fields = (
            "id", "term", "period_from", "period_to", "value", "cases", "target", "is_kept", "remark", "updated_at",
        )  # fmt: skip
        read_only_fields = ("target", "is_kept", "updated_at")


class PenaltySerializer(Record):
    """A penalty clause was triggered: who pays how much, why, and how it ended."""

    agreement = ScopedField(agreements_for)
    clause = ScopedField(clauses_for)
    result = ScopedField(results_for, required=False, allow_null=True)

    class Meta:
        model = PenaltyEvent
        fields = (
            "id", "agreement", "clause", "result", "side", "amount", "currency", "cause", "occurred_on", "status",
            "contest_reason", "settled_amount", "settled_on", "outcome", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "status", "contest_reason", "settled_amount", "settled_on", "outcome", "created_at", "updated_at",
        )  # fmt: skip


class ContestSerializer(serializers.Serializer[Any]):
    """Why the penalty is not due."""

    reason = serializers.CharField(max_length=5000)


class SettleSerializer(serializers.Serializer[Any]):
    """At how much, on which day, with what outcome."""

    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    on = DayField()
    outcome = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class ClauseSet(WriteSet):
    """Clauses of agreements; signed ones change under a supplementary agreement."""

    title = _("Clauses")
    show = keepers
    source = staticmethod(clauses_for)
    serializer_class = ClauseSerializer
    filterset_fields = {"agreement": ["exact"], "kind": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return terms.add_clause(data.pop("agreement"), by=self.person, **data)

    def change(self, noun: AgreementClause, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("agreement", None)
        return terms.change_clause(noun, by=self.person, expected_version=version, **data)

    @verb(_("Link a communication plan"), takes=LinkSerializer)
    def link_plan(self, noun: AgreementClause, plan: Plan) -> AgreementClause:
        """The plan fulfils the clause, and changes only with the agreement (C-05, INV-29)."""
        plans.link_plan(noun, plan, by=self.person)
        return noun


class TermApiFilter(ApiFilterSet):
    """Of an agreement, a service, a metric."""

    agreement = IdFilter()
    service = IdFilter(field_name="term__service")
    metric = IdFilter(field_name="term__metric")

    class Meta:
        model = AgreementTerm
        fields = ()


class TermSet(WriteSet):
    """Service levels; signed ones change by a new edition under a supplementary agreement."""

    title = _("Service levels")
    show = keepers
    source = staticmethod(terms_for)
    serializer_class = TermSerializer
    filterset_class = TermApiFilter

    def make(self, data: dict[str, Any]) -> models.Model:
        promise = data.pop("term")
        return self._again(terms.add_term(data.pop("agreement"), by=self.person, **promise, **data))

    def change(self, noun: AgreementTerm, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("agreement", None)
        promise = data.pop("term", {})
        promise.pop("metric", None)
        return self._again(terms.change_term(noun, by=self.person, **promise, **data))

    def _again(self, noun: AgreementTerm) -> AgreementTerm:
        found: AgreementTerm = self.rows().get(pk=noun.pk)
        return found

    @verb(_("Take it out"), takes=DropSerializer, answers=NOTHING)
    def drop(self, noun: AgreementTerm, amendment: AgreementVersion | None = None) -> None:
        """A draft's at once; a signed one's until the supplementary agreement's day."""
        terms.drop_term(noun, by=self.person, amendment=amendment)


class ResultSet(MakeSet, ReadSet):
    """Service levels reached; the same term and period again corrects what was recorded (R-19)."""

    title = _("Service level results")
    show = keepers
    source = staticmethod(results_for)
    serializer_class = ResultSerializer
    filterset_fields = {"term": ["exact"], "period_from": ["gte", "lte"], "is_kept": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        term: AgreementTerm = data["term"]
        reached = results.Reached(data.get("value"), data.get("cases"), data.get("remark", ""))
        rows = results.record_results(
            term.agreement, period_from=data["period_from"], period_to=data["period_to"], reached={term: reached},
            by=self.person,
        )  # fmt: skip
        return rows[0]


class PenaltySet(MakeSet, ReadSet):
    """Penalty events of either side (R-19)."""

    title = _("Penalties")
    show = keepers
    source = staticmethod(penalties_for)
    serializer_class = PenaltySerializer
    filterset_fields = {
        "agreement": ["exact"], "status": ["exact"], "side": ["exact"], "occurred_on": ["gte", "lte"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        data.setdefault("side", "ours")
        return penalties.claim_penalty(data.pop("agreement"), by=self.person, **data)

    @verb(_("Accept"))
    def accept(self, noun: PenaltyEvent) -> PenaltyEvent:
        """The penalty is due."""
        return penalties.accept_penalty(noun, by=self.person)

    @verb(_("Contest"), takes=ContestSerializer)
    def contest(self, noun: PenaltyEvent, reason: str) -> PenaltyEvent:
        """The penalty is not due, and why."""
        return penalties.contest_penalty(noun, reason=reason, by=self.person)

    @verb(_("Settle"), takes=SettleSerializer)
    def settle(self, noun: PenaltyEvent, amount: Decimal, on: date, outcome: str) -> PenaltyEvent:
        """How it ended."""
        return penalties.settle_penalty(noun, amount=amount, on=on, outcome=outcome, by=self.person)
