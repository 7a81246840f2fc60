"""Value-added services for programs: propose, answer the principles, decide, give, judge (C-20, C-21)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.api.fields import DayField, Record, ScopedField, ScopedListField, version_field
from brm.api.filters import ApiFilterSet, IdFilter, MomentFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import WriteSet
from brm.catalogue.domain.queries import services_for
from brm.communications.enums import Perception
from brm.parties.domain.queries import contacts_for, relationships_for
from brm.parties.fields import RelationshipField
from brm.ui.keyset import Sort
from customers.valueadded.domain import giving, proposing
from customers.valueadded.domain.queries import value_added_for
from customers.valueadded.enums import Answer, Principle
from customers.valueadded.models import PrincipleAnswer, ValueAddedService


class PrincipleAnswerSerializer(Record):
    """One principle, answered with its reason by somebody."""

    class Meta:
        model = PrincipleAnswer
        fields = ("principle", "answer", "justification", "assessor")


class ValueAddedSerializer(Record):
    """Something we give on purpose beyond the agreement."""

    id = serializers.IntegerField(source="matter_id", read_only=True)
    number = serializers.CharField(source="matter.number", read_only=True)
    title = serializers.CharField(source="matter.title", max_length=200)
    relationship = RelationshipField()
    service = ScopedField(services_for, required=False, allow_null=True)
    beneficiaries = ScopedListField(contacts_for, write_only=True)
    received_by = serializers.SerializerMethodField()
    staff = serializers.SerializerMethodField()
    answers = PrincipleAnswerSerializer(many=True, read_only=True)
    may_be_approved = serializers.BooleanField(read_only=True)
    version = version_field()

    class Meta:
        model = ValueAddedService
        fields = (
            "id", "number", "title", "relationship", "agreement", "service", "description", "is_outside",
            "beneficiaries", "received_by", "status", "proposed_at", "proposed_by", "cost_estimate", "cost_limit",
            "currency", "effort_hours", "answers", "may_be_approved", "decided_at", "decided_by", "reject_reason",
            "starts_on", "ends_on", "staff", "delivered_on", "evidence", "reaction", "reaction_text", "actual_cost",
            "actual_hours", "evaluated_at", "ended_at", "end_note", "offer", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = tuple(
            set(fields) - {"title", "relationship", "service", "description", "is_outside", "beneficiaries", "version"}
        )

    def get_received_by(self, value_added: ValueAddedService) -> list[int]:
        """The numbers of the contacts who receive it."""
        return [one.contact_id for one in value_added.received_by.all()]

    def get_staff(self, value_added: ValueAddedService) -> list[int]:
        """The numbers of the colleagues who deliver it."""
        return [one.user_id for one in value_added.delivered_by.all()]


class SaidSerializer(serializers.Serializer[Any]):
    """Yes or no, and why; without an answer it is taken back."""

    principle = serializers.ChoiceField(Principle.choices)
    answer = serializers.ChoiceField(Answer.choices, allow_blank=True)
    justification = serializers.CharField(allow_blank=True, default="", max_length=5000)


class GateSerializer(serializers.Serializer[Any]):
    """The four principles, and what it would cost."""

    answers = SaidSerializer(many=True)
    cost_estimate = serializers.DecimalField(14, 2, min_value=0, required=False, allow_null=True)
    cost_limit = serializers.DecimalField(14, 2, min_value=0, required=False, allow_null=True)
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, default="CNY")
    effort_hours = serializers.DecimalField(8, 1, min_value=0, required=False, allow_null=True)


class ValueAddedReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=5000)


class DeliveryDatesSerializer(serializers.Serializer[Any]):
    """Days and people, who are free without moving agreed work."""

    starts_on = DayField()
    ends_on = DayField()
    staff = ScopedListField(colleagues_for)
    leaves_agreed_work = serializers.BooleanField(default=False)


class DeliverySerializer(serializers.Serializer[Any]):
    """That it was given, and what shows it."""

    evidence = serializers.CharField(max_length=20_000)
    delivered_on = DayField(required=False, allow_null=True)


class EvaluationSerializer(serializers.Serializer[Any]):
    """How it was received, and what it really cost."""

    reaction = serializers.ChoiceField(Perception.choices)
    actual_cost = serializers.DecimalField(14, 2, min_value=0)
    reaction_text = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    actual_hours = serializers.DecimalField(8, 1, min_value=0, required=False, allow_null=True)


class ValueAddedEndSerializer(serializers.Serializer[Any]):
    """What follows."""

    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class OfferSerializer(ValueAddedEndSerializer):
    """What is to be offered, by whom, until when."""

    title = serializers.CharField(max_length=200)
    owner = ScopedField(colleagues_for, required=False, allow_null=True)
    due_on = DayField(required=False, allow_null=True)


class ValueAddedFilterSet(ApiFilterSet):
    """Of a customer, by who delivers, by state and days."""

    relationship = IdFilter(field_name="relationship")
    staff = IdFilter(field_name="delivered_by__user")
    proposed_at__gte = MomentFilter(field_name="proposed_at", lookup_expr="gte")
    proposed_at__lte = MomentFilter(field_name="proposed_at", lookup_expr="lte")

    class Meta:
        model = ValueAddedService
        fields = ("status",)


def _services(user: User) -> "QuerySet[ValueAddedService]":
    return value_added_for(user).prefetch_related("answers", "received_by", "delivered_by")


class ValueAddedSet(WriteSet):
    """Value-added services of one's customers, and those one delivers."""

    title = _("Value-added services")
    source = staticmethod(_services)
    serializer_class = ValueAddedSerializer
    filterset_class = ValueAddedFilterSet
    order = Sort("proposed", ("proposed_at",), descending=True)

    def again(self, noun: ValueAddedService) -> ValueAddedService:
        """It as it is now."""
        return self.rows().get(pk=noun.pk)

    def make(self, data: dict[str, Any]) -> models.Model:
        title = data.pop("matter")["title"]
        return self.again(proposing.propose_value_added(data.pop("relationship"), by=self.person, title=title, **data))

    def change(self, noun: ValueAddedService, data: dict[str, Any], version: int | None) -> models.Model:
        for fixed in ("relationship", "is_outside"):
            data.pop(fixed, None)
        title = data.pop("matter", {}).get("title")
        return self.again(
            proposing.change_value_added(
                self.kept(noun), by=self.person, expected_version=version, title=title, **data
            )
        )  # fmt: skip

    def kept(self, noun: ValueAddedService) -> ValueAddedService:
        """It, where the person keeps its customer; whoever only delivers it does not decide about it."""
        if not relationships_for(self.person).filter(pk=noun.relationship_id).exists():
            raise Http404
        return noun

    @verb(_("Answer the four principles"), takes=GateSerializer)
    def gate(self, noun: ValueAddedService, answers: list[dict[str, Any]], **facts: Any) -> ValueAddedService:
        """In parts if need be; complete, it goes to the lead."""
        said = {int(one["principle"]): (one["answer"], one["justification"]) for one in answers}
        return self.again(proposing.answer_principles(self.kept(noun), by=self.person, answers=said, **facts))

    @verb(_("Approve"))
    def approve(self, noun: ValueAddedService) -> ValueAddedService:
        """A lead agrees; never the proposer."""
        return self.again(proposing.approve_value_added(self.kept(noun), by=self.person))

    @verb(_("Reject"), takes=ValueAddedReasonSerializer)
    def reject(self, noun: ValueAddedService, reason: str) -> ValueAddedService:
        """A lead declines; the reason is kept."""
        return self.again(proposing.reject_value_added(self.kept(noun), by=self.person, reason=reason))

    @verb(_("Schedule"), takes=DeliveryDatesSerializer)
    def schedule(
        self, noun: ValueAddedService, starts_on: date, ends_on: date, staff: list[User], leaves_agreed_work: bool
    ) -> ValueAddedService:
        """Days and people, who are free without moving agreed work."""
        giving.schedule_value_added(
            self.kept(noun), by=self.person, starts_on=starts_on, ends_on=ends_on, staff=staff,
            leaves_agreed_work=leaves_agreed_work,
        )  # fmt: skip
        return self.again(noun)

    @verb(_("Record the delivery"), takes=DeliverySerializer)
    def deliver(self, noun: ValueAddedService, evidence: str, delivered_on: date | None = None) -> ValueAddedService:
        """Whoever delivers may say so."""
        giving.deliver_value_added(noun, by=self.person, evidence=evidence, delivered_on=delivered_on)
        return self.again(noun)

    @verb(_("Evaluate"), takes=EvaluationSerializer)
    def evaluate(
        self, noun: ValueAddedService, reaction: int, actual_cost: Decimal, reaction_text: str,
        actual_hours: Decimal | None = None,
    ) -> ValueAddedService:  # fmt: skip
        """How it was received, and what it really cost."""
        giving.evaluate_value_added(
            self.kept(noun), by=self.person, reaction=int(reaction), actual_cost=actual_cost,
            reaction_text=reaction_text, actual_hours=actual_hours,
        )  # fmt: skip
        return self.again(noun)

    @verb(_("Give it once more"), takes=ValueAddedEndSerializer)
    def repeat(self, noun: ValueAddedService, note: str) -> ValueAddedService:
        """Answers the new proposal, which passes the gate anew."""
        return self.again(giving.repeat_value_added(self.kept(noun), by=self.person, note=note))

    @verb(_("Make it an offer"), takes=OfferSerializer)
    def convert(
        self, noun: ValueAddedService, title: str, note: str, owner: User | None = None, due_on: date | None = None
    ) -> ValueAddedService:
        """An action item promises the offer."""
        giving.convert_value_added(self.kept(noun), by=self.person, title=title, note=note, owner=owner, due_on=due_on)
        return self.again(noun)

    @verb(_("Close"), takes=ValueAddedEndSerializer)
    def close(self, noun: ValueAddedService, note: str) -> ValueAddedService:
        """It did its part."""
        return self.again(giving.close_value_added(self.kept(noun), by=self.person, note=note))


router.register("value-added", ValueAddedSet, basename="value-added")
