"""How complaints and what hangs on them look to programs, and what each step takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, MomentField, Record, ScopedField, ScopedListField, version_field
from brm.catalogue.domain.queries import services_for
from brm.documents.fields import FilesField
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from customers.complaints.domain.guidance import next_step
from customers.complaints.domain.queries import complaints_for
from customers.complaints.enums import Channel, Currency, Severity, Verdict
from customers.complaints.models import Complaint, ComplaintClock, ComplaintMessage, ComplaintRise, Conflict
from customers.complaints.rules import LONGEST


class ComplaintClockSerializer(Record):
    """A limit that runs or has stopped. `due_at` is null while it rests, waiting for the complainant."""

    limit = serializers.JSONField(read_only=True)

    class Meta:
        model = ComplaintClock
        fields = ("kind", "round", "severity", "limit", "started_at", "due_at", "stopped_at", "in_time")


class ComplaintRiseSerializer(Record):
    """A rise on the ladder: to which level, to whom, why."""

    class Meta:
        model = ComplaintRise
        fields = ("level", "person", "cause", "clock_kind", "percent", "at")


class ComplaintSerializer(Record):
    """Dissatisfaction for which an answer is expected; `next_step` names the verb that moves it on.

    `files` go with it as multipart/form-data; they are then among the documents of the relationship.
    """

    relationship = RelationshipField()
    contact = ScopedField(contacts_for, joins=("user",), required=False, allow_null=True)
    service = ScopedField(services_for, required=False, allow_null=True)
    watchers = ScopedListField(colleagues_for, required=False, write_only=True)
    files = FilesField()
    title = serializers.CharField(source="matter.title", required=False, allow_blank=True, max_length=200)
    number = serializers.CharField(source="matter.number", read_only=True)
    id = serializers.IntegerField(source="pk", read_only=True)
    clocks = ComplaintClockSerializer(many=True, read_only=True)
    rises = ComplaintRiseSerializer(many=True, read_only=True)
    next_step = serializers.SerializerMethodField()
    remedy_sought = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    text = serializers.CharField(max_length=LONGEST)
    received_at = MomentField(required=False)
    version = version_field()

    class Meta:
        model = Complaint
        fields = (
            "id", "number", "title", "relationship", "text", "path", "kind", "channel", "contact", "caller",
            "caller_reach", "service", "category", "subcategory", "remedy_sought", "felt", "severity", "impact",
            "status", "status_since", "owner", "level", "received_at", "passed_on_at", "acknowledged_at", "assessed_at",
            "root_cause", "corrective_action", "remedy_offered", "remedy_cost", "remedy_currency", "remedy_approved_by",
            "proposed_at", "verdict", "decision", "decision_told_at", "accepted_at", "attempts", "refusal_reason",
            "is_disputed", "closed_at", "withdrawal_statement", "reopened_count", "acknowledged_in_time",
            "answered_in_time", "resolved_in_time", "score_before", "score_after", "has_conflict", "merged_into",
            "waiting_until", "is_past", "desk_at", "next_step", "clocks", "rises", "watchers", "files",
            "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "subcategory", "severity", "impact", "status", "status_since", "owner", "level", "passed_on_at",
            "acknowledged_at", "assessed_at", "root_cause", "corrective_action", "remedy_offered", "remedy_cost",
            "remedy_currency", "remedy_approved_by", "proposed_at", "verdict", "decision", "decision_told_at",
            "accepted_at", "attempts", "refusal_reason", "is_disputed", "closed_at", "withdrawal_statement",
            "reopened_count", "acknowledged_in_time", "answered_in_time", "resolved_in_time", "score_before",
            "score_after", "has_conflict", "merged_into", "waiting_until", "is_past", "desk_at", "created_at",
            "updated_at",
        )  # fmt: skip
        extra_kwargs = {"channel": {"required": False}}

    @extend_schema_field(OpenApiTypes.STR)
    def get_next_step(self, row: Complaint) -> str:
        """The verb that moves it on; empty when it is over."""
        step = next_step(row)
        return step.name if step else ""


class ComplaintMessageSerializer(Record):
    """What was said: to or by the complainant (`is_visible`), or among us."""

    class Meta:
        model = ComplaintMessage
        fields = ("id", "kind", "at", "user", "contact", "text", "is_visible", "channel")


class ConflictSerializer(Record):
    """A conflict with its mediator, the facts both sides agree on, the outcome."""

    class Meta:
        model = Conflict
        fields = ("reason", "mediator", "agreed_facts", "outcome", "flagged_at", "settled_at")


def words(**more: Any) -> serializers.CharField:
    """A text of some length."""
    return serializers.CharField(max_length=LONGEST, **more)


def ways(**more: Any) -> serializers.ChoiceField:
    """By which way."""
    return serializers.ChoiceField(Channel.choices, required=False, **more)


class ComplaintWriteSerializer(serializers.Serializer[Any]):
    """A message: to the complainant where `visible`, else a note among us. The same `key` is written once.

    `files` go with it as multipart/form-data.
    """

    text = words()
    visible = serializers.BooleanField(default=False)
    key = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    files = FilesField(default=list)


class AcknowledgeSerializer(serializers.Serializer[Any]):
    """By which way and when it was acknowledged, perhaps with words of one's own."""

    channel = ways()
    acknowledged_at = MomentField(required=False, allow_null=True)
    text = words(required=False, allow_blank=True, default="")


class AssessSerializer(serializers.Serializer[Any]):
    """How grave, whom it hits, what is sought, which service or subject."""

    severity = serializers.ChoiceField(Severity.choices)
    impact = words()
    remedy_sought = words(required=False, allow_null=True, default=None)
    service = ScopedField(services_for, required=False, allow_null=True, default=None)
    category = serializers.CharField(required=False, allow_null=True, default=None, max_length=120)


class InvestigateSerializer(serializers.Serializer[Any]):
    """Who looks into it; after a refusal somebody of higher rank."""

    owner = ScopedField(colleagues_for, required=False, allow_null=True, default=None)
    reason = words(required=False, allow_blank=True, default="")


class AssignSerializer(serializers.Serializer[Any]):
    """Who goes on with it."""

    to = ScopedField(colleagues_for)
    reason = words(required=False, allow_blank=True, default="")


class ProposeSerializer(serializers.Serializer[Any]):
    """Cause, correction, remedy, and what it costs."""

    root_cause = words()
    corrective_action = words()
    remedy_offered = words()
    remedy_cost = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    remedy_currency = serializers.ChoiceField(Currency.choices, required=False, allow_blank=True, default="")


class TellSerializer(serializers.Serializer[Any]):
    """The decision in words to the complainant."""

    decision = words()
    verdict = serializers.ChoiceField(Verdict.choices, required=False, default=Verdict.UPHELD)
    channel = ways(default=Channel.EMAIL)
    told_at = MomentField(required=False, allow_null=True, default=None)


class ComplaintReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = words()


class AcceptSerializer(serializers.Serializer[Any]):
    """What they said when they accepted."""

    text = words(required=False, allow_blank=True, default="")


class AttemptSerializer(serializers.Serializer[Any]):
    """How we tried to reach them."""

    text = words()
    channel = ways(default=Channel.PHONE)


class AskSerializer(serializers.Serializer[Any]):
    """What we need to know."""

    question = words()


class ReplySerializer(serializers.Serializer[Any]):
    """What they replied."""

    text = words()


class WithdrawSerializer(serializers.Serializer[Any]):
    """Their own statement."""

    statement = words()


class MergeSerializer(serializers.Serializer[Any]):
    """Which complaint it doubles."""

    keep = ScopedField(complaints_for)
    reason = words(required=False, allow_blank=True, default="")


class ComplaintLinkSerializer(serializers.Serializer[Any]):
    """Which other complaint is about the same case."""

    other = ScopedField(complaints_for)


class FlagSerializer(serializers.Serializer[Any]):
    """What the sides blame each other for, and who mediates."""

    reason = words()
    mediator = ScopedField(colleagues_for)


class SettleConflictSerializer(serializers.Serializer[Any]):
    """The facts both sides agree on, and the outcome."""

    agreed_facts = words()
    outcome = words()


class ScoreSerializer(serializers.Serializer[Any]):
    """How content they are with the handling, from 0 to 100."""

    score = serializers.IntegerField(min_value=0, max_value=100)
    comment = words(required=False, allow_blank=True, default="")


class WatcherSerializer(serializers.Serializer[Any]):
    """Which colleague watches."""

    user = ScopedField(colleagues_for)


class FollowSerializer(serializers.Serializer[Any]):
    """The next step on the watch list, and its day."""

    next_step = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    next_on = DayField(required=False, allow_null=True, default=None)
