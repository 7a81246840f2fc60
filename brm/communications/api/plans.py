"""Communication plans for programs."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, Record, ScopedField, ScopedListField, version_field
from brm.api.verbs import verb
from brm.api.views import WriteSet, keepers
from brm.communications.api.rules import RuleSerializer
from brm.communications.domain import plans, steps
from brm.communications.domain.placing import full_rule, preview, schedule_for_relationship
from brm.communications.domain.queries import plans_for
from brm.communications.enums import PlanEnd
from brm.communications.models import Plan
from brm.core import clock
from brm.core.recurrence import describe
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.parties.models import Contact, Relationship


class PlanSerializer(Record):
    """A rhythm both sides stand behind."""

    relationship = RelationshipField()
    rule = RuleSerializer()
    ours = ScopedListField(colleagues_for, required=False)
    theirs = ScopedListField(contacts_for, required=False)
    amendment = serializers.CharField(
        required=False, write_only=True, allow_blank=True, max_length=500,
        help_text="The change of the agreement that new terms of an agreed plan come from (INV-29).",
    )  # fmt: skip
    version = version_field()

    class Meta:
        model = Plan
        fields = (
            "id", "relationship", "template", "title", "purpose", "origin", "agreement_clause", "rule", "channel",
            "meet_at", "duration_minutes", "place", "agenda", "ours", "theirs", "late_moves_next", "reminder_days",
            "start_on", "end_on", "status", "status_since", "consent_contact", "consent_note", "consent_on",
            "suspended_until", "suspend_reason", "end_reason", "replaced_by", "amendment", "created_at", "updated_at",
            "version",
        )  # fmt: skip
        read_only_fields = (
            "template", "status", "status_since", "consent_contact", "consent_note", "consent_on", "suspended_until",
            "suspend_reason", "end_reason", "replaced_by", "created_at", "updated_at",
        )  # fmt: skip


class AgreeSerializer(serializers.Serializer[Any]):
    """Who of the other side agreed (a contact, or a name or arrangement in `note`), and when."""

    on = DayField()
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)


class SuspendSerializer(serializers.Serializer[Any]):
    """Until which day, and why."""

    until = DayField()
    reason = serializers.CharField(max_length=2000)


class EndSerializer(serializers.Serializer[Any]):
    """Why it ends: the agreement ended, or another plan replaces it."""

    why = serializers.ChoiceField(
        [(value, label) for value, label in PlanEnd.choices if value in (PlanEnd.AGREEMENT_ENDED, PlanEnd.REPLACED)]
    )
    replaced_by = ScopedField(plans_for, required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class PreviewSerializer(serializers.Serializer[Any]):
    """A rhythm that is being written; with a relationship its own calendar counts."""

    rule = RuleSerializer()
    relationship = RelationshipField(required=False, allow_null=True)
    start_on = DayField(required=False, allow_null=True)
    end_on = DayField(required=False, allow_null=True)
    count = serializers.IntegerField(required=False, default=6, min_value=1, max_value=24)


class PreviewedSerializer(serializers.Serializer[Any]):
    """The rhythm in words, and its next days."""

    words = serializers.CharField()
    days = serializers.ListField(child=serializers.DateField())


class PlanSet(WriteSet):
    """Communication plans of one's relationships (C-05 to C-08)."""

    title = _("Communication plans")
    show = keepers
    source = staticmethod(lambda user: plans_for(user).prefetch_related("ours", "theirs"))
    serializer_class = PlanSerializer
    filterset_fields = {
        "relationship": ["exact"], "status": ["exact"], "origin": ["exact"], "template": ["exact"],
        "start_on": ["lte", "gte"], "end_on": ["lte", "gte"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("amendment", None)
        return plans.draft_plan(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: Plan, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        return plans.change_plan(noun, by=self.person, expected_version=version, **data)

    @verb(_("Record the agreement"), takes=AgreeSerializer)
    def agree(self, noun: Plan, on: date, note: str, contact: Contact | None = None) -> Plan:
        """The other side agreed; on its first day the plan becomes active by itself."""
        return plans.agree_plan(noun, on=on, contact=contact, note_text=note, by=self.person)

    @verb(_("Suspend"), takes=SuspendSerializer)
    def suspend(self, noun: Plan, until: date, reason: str) -> Plan:
        """Leads pause a plan until a day; no meeting of that time counts."""
        return steps.suspend_plan(noun, until=until, reason=reason, by=self.person)

    @verb(_("Resume"))
    def resume(self, noun: Plan) -> Plan:
        """Go on with a suspended plan; meetings are made again from today."""
        return steps.resume_plan(noun, by=self.person)

    @verb(_("End"), takes=EndSerializer)
    def end(self, noun: Plan, why: str, reason: str, replaced_by: Plan | None = None) -> Plan:
        """Meetings ahead go, past ones stay."""
        return steps.end_plan(noun, why=why, replaced_by=replaced_by, reason=reason, by=self.person)

    @verb(_("Try a rhythm"), takes=PreviewSerializer, answers=PreviewedSerializer, detail=False)
    def preview(
        self,
        rule: dict[str, Any],
        count: int,
        relationship: Relationship | None = None,
        start_on: date | None = None,
        end_on: date | None = None,
    ) -> dict[str, Any]:
        """The rhythm in words and its next days; nothing is kept."""
        today = clock.today(self.person.time_zone)
        full = full_rule(rule, start_on or today, None if rule.get("count") else end_on)
        schedule = schedule_for_relationship(relationship) if relationship else None
        return {"words": describe(full), "days": preview(full, on=today, count=count, schedule=schedule)}
