"""How campaigns, their lessons and their readers are told to programs, and what narrows them."""

from typing import Any

from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, MomentField, Record, ScopedField, version_field
from brm.api.filters import ApiFilterSet, IdFilter
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.parties.forms.relationships import managers_for
from surveys.asking.domain.campaign_queries import campaigns_for
from surveys.asking.domain.queries import questionnaires_open_to
from surveys.asking.enums import AskChannel
from surveys.asking.models import Campaign, CampaignEntry, CampaignReader


def audience_field() -> serializers.DictField:
    """Whom it asks: lists of words or ids by the name of the filter."""
    return serializers.DictField(child=serializers.ListField(max_length=500), required=False)


class CampaignSerializer(Record):
    """One run of a questionnaire on an audience."""

    questionnaire = ScopedField(questionnaires_open_to)
    owner = ScopedField(managers_for)
    channels = serializers.ListField(child=serializers.ChoiceField(AskChannel.choices), required=False, max_length=5)
    audience = audience_field()
    quotas = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1_000_000), required=False,
    )  # fmt: skip
    version = version_field()

    class Meta:
        model = Campaign
        fields = (
            "id", "title", "questionnaire", "asked_version", "status", "owner", "channels", "audience", "quotas",
            "is_anonymous", "opens_at", "closes_at", "spread_days", "remind_days", "low_below", "share_by_days",
            "approved_by", "approved_at", "opened_at", "closed_at", "extended_at", "extension_reason", "summary",
            "nothing_learnt", "shared_at", "cancel_reason", "invited", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "asked_version", "status", "approved_by", "approved_at", "opened_at", "closed_at", "extended_at",
            "extension_reason", "summary", "nothing_learnt", "shared_at", "cancel_reason", "invited", "created_at",
            "updated_at",
        )  # fmt: skip


class CampaignEntrySerializer(Record):
    """A good practice, or an improvement with its action item."""

    class Meta:
        model = CampaignEntry
        fields = ("id", "campaign", "kind", "text", "action_item", "by", "created_at")
        read_only_fields = fields


class CampaignReaderSerializer(Record):
    """Somebody on the distribution list, and their receipt."""

    campaign = ScopedField(campaigns_for)
    user = ScopedField(colleagues_for, required=False, allow_null=True)
    contact = ScopedField(contacts_for, required=False, allow_null=True)

    class Meta:
        model = CampaignReader
        fields = ("id", "campaign", "user", "contact", "sent_at", "receipt_at")
        read_only_fields = ("sent_at", "receipt_at")


class CampaignWhySerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=300)


class ExtensionSerializer(serializers.Serializer[Any]):
    """Until when, and why."""

    closes_at = MomentField()
    reason = serializers.CharField(max_length=300)


class AnalysisSerializer(serializers.Serializer[Any]):
    """What it says as a whole; why there is no lesson, where there is none."""

    summary = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    nothing_learnt = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class PracticeSerializer(serializers.Serializer[Any]):
    """What went well."""

    text = serializers.CharField(max_length=2000)


class ImprovementSerializer(PracticeSerializer):
    """What shall be better, at which customer it begins, who sees to it until when."""

    relationship = RelationshipField()
    owner = ScopedField(colleagues_for)
    due_on = DayField()


class CopySerializer(serializers.Serializer[Any]):
    """The next period."""

    title = serializers.CharField(max_length=160)
    opens_at = MomentField()
    closes_at = MomentField()


class CountedSerializer(serializers.Serializer[Any]):
    """An audience in figures."""

    people = serializers.IntegerField()
    customers = serializers.IntegerField()
    kinds = serializers.DictField(child=serializers.IntegerField())
    grades = serializers.DictField(child=serializers.IntegerField())
    languages = serializers.DictField(child=serializers.IntegerField())
    channels = serializers.DictField(child=serializers.IntegerField())
    held = serializers.DictField(child=serializers.IntegerField())


class CampaignGroupSerializer(serializers.Serializer[Any]):
    """One kind, grade or channel."""

    name = serializers.CharField(source="label")
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)


class CampaignStandingSerializer(serializers.Serializer[Any]):
    """How a campaign stands now."""

    whole = CampaignGroupSerializer()
    states = serializers.DictField(child=serializers.IntegerField())
    kinds = CampaignGroupSerializer(many=True)
    grades = CampaignGroupSerializer(many=True)
    channels = CampaignGroupSerializer(many=True)
    uninvited = serializers.IntegerField()


class CampaignFilterSet(ApiFilterSet):
    """By state, owner, questionnaire."""

    owner = IdFilter(field_name="owner")
    questionnaire = IdFilter(field_name="questionnaire")

    class Meta:
        model = Campaign
        fields = ("status", "is_anonymous")


class OfCampaign(ApiFilterSet):
    """Of one campaign."""

    campaign = IdFilter(field_name="campaign")


class EntryFilterSet(OfCampaign):
    """Of one campaign, by kind."""

    class Meta:
        model = CampaignEntry
        fields = ("kind",)


class ReaderFilterSet(OfCampaign):
    """Of one campaign."""

    class Meta:
        model = CampaignReader
        fields: tuple[str, ...] = ()
