"""The shapes of what programs send and read about communications."""

from typing import Any

from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.actionitems.models import Priority, Side
from brm.api.fields import ScopedField
from brm.communications.enums import MinutesPart
from brm.communications.models import ExecutiveVisit, Interaction, Occurrence, Plan
from brm.parties.domain.queries import contacts_for, relationships_for


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """A rhythm both sides stand behind; ``rule`` as the page writes it."""

    relationship = ScopedField(relationships_for)
    ours = ScopedField(colleagues_for, many=True, required=False)
    theirs = ScopedField(contacts_for, many=True, required=False)

    class Meta:
        model = Plan
        fields = (
            "id", "relationship", "title", "purpose", "origin", "agreement_clause", "rule", "channel", "meet_at",
            "duration_minutes", "place", "agenda", "ours", "theirs", "late_moves_next", "reminder_days", "start_on",
            "end_on", "status", "status_since", "consent_contact", "consent_note", "consent_on", "suspended_until",
            "end_reason", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "status", "status_since", "consent_contact", "consent_note", "consent_on", "suspended_until", "end_reason",
            "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {"version": {"required": False, "read_only": False}}


class AgreeSerializer(serializers.Serializer[Any]):
    """Who of the other side agreed, and when."""

    on = serializers.DateField()
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, default="")


class MeetingSerializer(serializers.ModelSerializer[Occurrence]):
    """One planned meeting."""

    class Meta:
        model = Occurrence
        fields = (
            "id", "plan", "relationship", "period_key", "period_start", "period_end", "due_on", "starts_at", "miss_at",
            "status", "held_at", "objective", "agenda", "place", "reason", "make_up_on", "moved", "version",
        )  # fmt: skip
        read_only_fields = fields


class PromiseSerializer(serializers.Serializer[Any]):
    """One action that grew from the minutes."""

    title = serializers.CharField(max_length=200)
    owner = ScopedField(colleagues_for)
    due_on = serializers.DateField()
    part = serializers.ChoiceField(MinutesPart.choices, default=MinutesPart.ISSUE)
    side = serializers.ChoiceField(Side.choices, default=Side.OURS)
    counterpart = ScopedField(contacts_for, required=False, allow_null=True)
    priority = serializers.ChoiceField(Priority.choices, default=Priority.NORMAL)


class HoldSerializer(serializers.Serializer[Any]):
    """Minutes: three parts, a conclusion or why there is none, actions, who was there."""

    review = serializers.CharField()
    issues = serializers.CharField(required=False, allow_blank=True, default="")
    improvement = serializers.CharField(required=False, allow_blank=True, default="")
    conclusion = serializers.CharField(required=False, allow_blank=True, default="")
    none_reason = serializers.CharField(required=False, allow_blank=True, default="")
    actions = PromiseSerializer(many=True, required=False)
    users = ScopedField(colleagues_for, many=True, required=False)
    contacts = ScopedField(contacts_for, many=True, required=False)
    needs = serializers.ListField(child=serializers.CharField(max_length=300), required=False)
    held_at = serializers.DateTimeField(required=False, allow_null=True)
    expected_version = serializers.IntegerField(required=False, allow_null=True)


class RescheduleSerializer(serializers.Serializer[Any]):
    """To which day, and why."""

    on = serializers.DateField()
    reason = serializers.CharField()


class CancelSerializer(serializers.Serializer[Any]):
    """Why, and who of the other side agreed."""

    reason = serializers.CharField()
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    agreed_with = serializers.CharField(required=False, allow_blank=True, default="")


class InteractionSerializer(serializers.ModelSerializer[Interaction]):
    """One contact in daily life."""

    relationship = ScopedField(relationships_for)
    contacts = ScopedField(contacts_for, many=True, required=False)
    needs = serializers.ListField(child=serializers.CharField(max_length=300), required=False, write_only=True)
    at = serializers.DateTimeField(required=False)

    class Meta:
        model = Interaction
        fields = (
            "id", "relationship", "contacts", "channel", "at", "touchpoint", "summary", "perception", "needs",
            "recorded_by", "lock_at", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("recorded_by", "lock_at", "created_at", "updated_at")
        extra_kwargs = {"version": {"required": False, "read_only": False}}


class VisitSerializer(serializers.ModelSerializer[ExecutiveVisit]):
    """A visit of executives."""

    class Meta:
        model = ExecutiveVisit
        exclude = ("created_at",)
