"""Objectives, scorings, signals, and the map of stakeholders, for programs (C-02, C-23, C-30, G-42)."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, Record, ScopedField, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import MakeSet, ReadSet, WriteSet, keepers
from brm.communications.enums import Channel
from brm.communications.models import NeedHeard
from brm.parties.domain.queries import contacts_for, people_of
from brm.parties.models import Contact, Relationship
from customers.insight.domain import concerns, factors, figures, objectives, signals, stakeholders
from customers.insight.domain.queries import (
    contact_points_for,
    customers_for,
    objectives_for,
    profile_of,
    scorings_for,
    signals_for,
)
from customers.insight.enums import Concern, Factor, SignalImpact, Stance
from customers.insight.models import Engagement, FactorScoring, Objective, Profile, SignalReview

LONGEST = 5000
LEVEL: dict[str, Any] = {"min_value": 1, "max_value": 5, "allow_null": True}


class ObjectiveSerializer(Record):
    """What is to be reached, and which goal it serves."""

    relationship = ScopedField(customers_for)
    version = version_field()

    class Meta:
        model = Objective
        fields = (
            "id", "relationship", "goal", "text", "measure", "target_on", "status", "reviewed_at", "created_at",
            "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("status", "reviewed_at", "created_at", "updated_at")


class StandSerializer(serializers.Serializer[Any]):
    """How it stands."""

    status = serializers.ChoiceField([(each.value, each.label) for each in objectives.JUDGED])
    remark = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)


class ObjectiveSet(WriteSet):
    """The objectives with one's customers."""

    title = _("Objectives")
    show = keepers
    source = staticmethod(objectives_for)
    serializer_class = ObjectiveSerializer
    filterset_fields = {"relationship": ["exact"], "goal": ["exact"], "status": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return objectives.set_objective(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: Objective, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        return objectives.change_objective(noun, by=self.person, expected_version=version, **data)

    @verb(_("Review"), takes=StandSerializer)
    def review(self, noun: Objective, status: str, remark: str) -> Objective:
        """How it stands now; every review is kept."""
        return objectives.review_objective(noun, status=status, remark=remark, by=self.person).objective


class FactorScoreSerializer(serializers.Serializer[Any]):
    """One factor."""

    factor = serializers.ChoiceField(Factor.choices)
    score = serializers.IntegerField(min_value=1, max_value=5)
    evidence = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class FactorScoringSerializer(Record):
    """The eight factors of one half-year."""

    relationship = ScopedField(customers_for)
    period = DayField(write_only=True, required=False)
    scores = FactorScoreSerializer(many=True)

    class Meta:
        model = FactorScoring
        fields = ("id", "relationship", "period", "period_start", "scores", "comment", "scored_by", "scored_at")
        read_only_fields = ("period_start", "scored_by", "scored_at")


class FactorScoringSet(MakeSet):
    """Scoring a half-year again changes its scores."""

    title = _("Scorings of the success factors")
    show = keepers
    source = staticmethod(scorings_for)
    serializer_class = FactorScoringSerializer
    filterset_fields = {"relationship": ["exact"], "period_start": ["exact", "gte", "lte"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        scores = {row["factor"]: (row["score"], row["evidence"]) for row in data.pop("scores")}
        made = factors.score_factors(data.pop("relationship"), scores=scores, by=self.person, **data)
        return get_object_or_404(self.rows(), pk=made.pk)


class JudgementSerializer(Record):
    """What was judged of a signal."""

    class Meta:
        model = SignalReview
        fields = ("impact", "consequence", "by", "at")


class SignalSerializer(Record):
    """A changed need, where it was heard, what it means for us."""

    review = JudgementSerializer(read_only=True, allow_null=True)

    class Meta:
        model = NeedHeard
        fields = (
            "id", "relationship", "text", "heard_at", "interaction", "occurrence", "visit", "reviewed_at",
            "reviewed_by", "review",
        )  # fmt: skip


class JudgeSerializer(serializers.Serializer[Any]):
    """What it would change, what we do about it."""

    impact = serializers.ChoiceField(SignalImpact.choices)
    consequence = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)


class SignalSet(ReadSet):
    """Signals of changing needs."""

    title = _("Changed needs")
    show = keepers
    source = staticmethod(signals_for)
    serializer_class = SignalSerializer
    filterset_fields = {"relationship": ["exact"], "reviewed_at": ["isnull"], "heard_at": ["gte", "lte"]}

    @verb(_("Judge it"), takes=JudgeSerializer)
    def judge(self, noun: NeedHeard, **data: Any) -> NeedHeard:
        """Somebody has looked at it."""
        signals.judge_signal(noun, by=self.person, **data)
        return get_object_or_404(self.rows(), pk=noun.pk)


class StakeholderSerializer(serializers.Serializer[Any]):
    """One person of the customer: where they stand, whether the plan for them is kept."""

    contact = serializers.IntegerField(source="contact.pk")
    influence = serializers.IntegerField(source="contact.influence", allow_null=True)
    interest = serializers.IntegerField(source="contact.interest", allow_null=True)
    quadrant = serializers.CharField(allow_null=True)
    stance = serializers.CharField()
    every_days = serializers.IntegerField(allow_null=True)
    last_contact = serializers.DateTimeField(allow_null=True)
    is_neglected = serializers.BooleanField()
    complaint_point = serializers.IntegerField(source="complaint_point_id", allow_null=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """Who, and where to; two nulls take them off the map."""

    contact = ScopedField(contacts_for)
    influence = serializers.IntegerField(**LEVEL)
    interest = serializers.IntegerField(**LEVEL)


class EngageSerializer(serializers.Serializer[Any]):
    """The communication plan for one person."""

    contact = ScopedField(contacts_for)
    stance = serializers.ChoiceField(Stance.choices, required=False)
    aim = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    channel = serializers.ChoiceField(Channel.choices, required=False, allow_blank=True)
    every_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=366)
    keeper = ScopedField(colleagues_for, required=False, allow_null=True)
    complaint_point = ScopedField(contact_points_for, required=False, allow_null=True)


class EngagementSerializer(Record):
    """As it is kept."""

    class Meta:
        model = Engagement
        fields = ("id", "contact", "stance", "aim", "channel", "every_days", "keeper", "complaint_point", "version")


class CoverageSerializer(serializers.Serializer[Any]):
    """One grade of users."""

    grade = serializers.CharField()
    users = serializers.IntegerField()
    reached = serializers.IntegerField()
    is_forgotten = serializers.BooleanField()


class ProfileSerializer(Record):
    """Which group a customer belongs to."""

    class Meta:
        model = Profile
        fields = ("captive", "captive_reason", "segment", "peak_months", "season_note")


class ConcernSerializer(serializers.Serializer[Any]):
    """Whose concern was spoken about."""

    contact = ScopedField(contacts_for)
    concern = serializers.ChoiceField(Concern.choices)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class CustomerInsightSerializer(Record):
    """One customer, with its group."""

    profile = serializers.SerializerMethodField()

    class Meta:
        model = Relationship
        fields = ("id", "organisation", "owner", "profile")

    def get_profile(self, relationship: Relationship) -> dict[str, Any]:
        """Plain where nobody has said."""
        known = getattr(relationship, "insight_profile", None)
        return dict(ProfileSerializer(known or Profile()).data)


class CustomerInsightSet(ReadSet):
    """What is known of one's customers."""

    title = _("Knowing customers")
    show = keepers
    serializer_class = CustomerInsightSerializer
    filterset_fields = {"owner": ["exact"], "tier": ["exact"]}

    def rows(self) -> models.QuerySet[Any]:
        """The customers one may see."""
        return customers_for(self.person).select_related("insight_profile")

    @verb(_("The stakeholder map"), answers=StakeholderSerializer, many=True, method="get")
    def map(self, noun: Relationship) -> Any:
        """Everybody who is still there."""
        return stakeholders.stakeholders_of(noun)

    @verb(_("Place a stakeholder"), takes=PlaceSerializer, answers=NOTHING)
    def place(self, noun: Relationship, contact: Contact, influence: int | None, interest: int | None) -> None:
        """Put somebody onto the map, or move them."""
        person = get_object_or_404(people_of(noun), pk=contact.pk)
        stakeholders.place_stakeholder(noun, person, influence=influence, interest=interest, by=self.person)

    @verb(_("Plan the engagement of a stakeholder"), takes=EngageSerializer, answers=EngagementSerializer)
    def engage(self, noun: Relationship, contact: Contact, **facts: Any) -> Engagement:
        """Stance, aim, channel, how often, who of us, where they complain."""
        return stakeholders.plan_engagement(noun, contact, by=self.person, **facts)

    @verb(_("Coverage of users by grade"), answers=CoverageSerializer, many=True, method="get")
    def coverage(self, noun: Relationship) -> Any:
        """With how many of each grade somebody spoke in the last 90 days."""
        return figures.coverage_by_grade(noun)

    @verb(_("Say which group it belongs to"), takes=ProfileSerializer, answers=ProfileSerializer)
    def group(self, noun: Relationship, **facts: Any) -> Profile:
        """Captive market, segment, busy months."""
        objectives.group_customer(noun, by=self.person, **facts)
        return profile_of(noun)

    @verb(_("A concern was spoken about"), takes=ConcernSerializer, answers=NOTHING)
    def concern(self, noun: Relationship, contact: Contact, concern: str, note: str) -> None:
        """Between meetings."""
        concerns.address_concern(noun, contact, concern, by=self.person, note=note)
