"""Feedback for programs: hand in, classify, answer, pass on (Q-05, Q-06)."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.api.fields import DayField, Record, ScopedField, version_field
from brm.api.filters import ApiFilterSet, IdFilter, MomentFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import MakeSet
from brm.catalogue.domain.queries import services_for
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.ui.keyset import Sort
from surveys.feedback.domain import acting, judging, receiving
from surveys.feedback.domain.queries import feedback_for, with_words
from surveys.feedback.enums import ConfirmedBy, FeedbackKind
from surveys.feedback.models import FeedbackItem, FeedbackWord


class FurtherWordsSerializer(Record):
    """What the teller wrote later."""

    class Meta:
        model = FeedbackWord
        fields = ("id", "at", "contact", "text")


class FeedbackSerializer(Record):
    """Something somebody told us, and what became of it. The same ``key`` twice is one item."""

    id = serializers.IntegerField(source="matter_id", read_only=True)
    number = serializers.CharField(source="matter.number", read_only=True)
    title = serializers.CharField(source="matter.title", read_only=True)
    relationship = RelationshipField()
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    service = ScopedField(services_for, required=False, allow_null=True)
    text = serializers.CharField(max_length=20_000)
    key = serializers.CharField(max_length=80, required=False, allow_blank=True, write_only=True)
    words = FurtherWordsSerializer(many=True, read_only=True)
    version = version_field()

    class Meta:
        model = FeedbackItem
        fields = (
            "id", "number", "title", "relationship", "contact", "teller", "reach", "service", "channel", "text", "kind",
            "status", "received_at", "confirmed_at", "confirmed_how", "owner", "answer", "answered_at", "due_at",
            "action_item", "key", "words", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "kind", "status", "received_at", "confirmed_at", "confirmed_how", "owner", "answer", "answered_at",
            "due_at", "action_item", "created_at", "updated_at",
        )  # fmt: skip


class FeedbackClassifySerializer(serializers.Serializer[Any]):
    """What it is."""

    kind = serializers.ChoiceField([pair for pair in FeedbackKind.choices if pair[0]])


class FeedbackAnswerSerializer(serializers.Serializer[Any]):
    """Our words; ``told`` says how, where there is no address to write to."""

    answer = serializers.CharField(max_length=20_000)
    kind = serializers.ChoiceField([pair for pair in FeedbackKind.choices if pair[0]], required=False)
    told = serializers.ChoiceField(ConfirmedBy.choices, required=False)


class FeedbackConfirmSerializer(serializers.Serializer[Any]):
    """How they were told that it arrived."""

    how = serializers.ChoiceField(ConfirmedBy.choices)


class FeedbackActSerializer(serializers.Serializer[Any]):
    """Who does what about a suggestion, until when; without a title, that of the feedback."""

    owner = ScopedField(colleagues_for)
    due_on = DayField()
    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class FeedbackGiveSerializer(serializers.Serializer[Any]):
    """Who sees to it from now on."""

    owner = ScopedField(colleagues_for)


class FeedbackFilterSet(ApiFilterSet):
    """Of a customer, an owner, a service, by state, kind, channel and days."""

    relationship = IdFilter(field_name="relationship")
    owner = IdFilter(field_name="owner")
    service = IdFilter(field_name="service")
    received_at__gte = MomentFilter(field_name="received_at", lookup_expr="gte")
    received_at__lte = MomentFilter(field_name="received_at", lookup_expr="lte")

    class Meta:
        model = FeedbackItem
        fields = ("status", "kind", "channel")


def _feedback(user: User) -> "models.QuerySet[FeedbackItem]":
    return with_words(feedback_for(user))


class FeedbackSet(MakeSet):
    """The inbox of one's customers."""

    title = _("Feedback")
    source = staticmethod(_feedback)
    serializer_class = FeedbackSerializer
    filterset_class = FeedbackFilterSet
    order = Sort("number", ("matter_id",), descending=True)

    def again(self, noun: FeedbackItem) -> FeedbackItem:
        """The feedback as it is now."""
        return self.rows().get(pk=noun.pk)

    def make(self, data: dict[str, Any]) -> models.Model:
        return self.again(receiving.receive_feedback(data.pop("relationship"), by=self.person, **data))

    @verb(_("Say what it is"), takes=FeedbackClassifySerializer)
    def classify(self, noun: FeedbackItem, kind: str) -> FeedbackItem:
        """Suggestions and questions are answered here; complaints and praise are taken on by ``convert``."""
        return self.again(judging.classify_feedback(noun, by=self.person, kind=kind))

    @verb(_("Take it on"), takes=FeedbackClassifySerializer)
    def convert(self, noun: FeedbackItem, kind: str) -> FeedbackItem:
        """It goes on as a complaint or praise, under a number of its own; both point to one another."""
        item, _became = judging.convert_feedback(noun, by=self.person, kind=kind)
        return self.again(item)

    @verb(_("Answer"), takes=FeedbackAnswerSerializer, path="answer")
    def answer_it(self, noun: FeedbackItem, answer: str, kind: str = "", told: str = "") -> FeedbackItem:
        """Answer a suggestion or question; it goes out to whoever told us."""
        return self.again(judging.answer_feedback(noun, by=self.person, answer=answer, kind=kind, told=told))

    @verb(_("Confirm"), takes=FeedbackConfirmSerializer)
    def confirm(self, noun: FeedbackItem, how: str) -> FeedbackItem:
        """They were told, on the phone or in person, that it arrived."""
        return self.again(receiving.confirm_feedback(noun, by=self.person, how=how))

    @verb(_("Make it an action item"), takes=FeedbackActSerializer)
    def act(self, noun: FeedbackItem, owner: User, due_on: date, title: str = "") -> FeedbackItem:
        """Of a suggestion; it is answered all the same. `action_item` says which."""
        acting.act_on_feedback(noun, by=self.person, owner=owner, due_on=due_on, title=title)
        return self.again(noun)

    @verb(_("Give to somebody else"), takes=FeedbackGiveSerializer)
    def give(self, noun: FeedbackItem, owner: User) -> FeedbackItem:
        """Somebody else sees to it."""
        given = judging.give_feedback_to(noun, owner, by=self.person)
        return self.rows().filter(pk=given.pk).first() or given


router.register("feedback", FeedbackSet, basename="feedback")
