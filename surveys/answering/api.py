"""Answers for programs: taken in by the token of a link, read one by one, low ones followed up (Q-01, K-13)."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters import DateFilter
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.api.fields import Record, ScopedField
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import ReadSet
from brm.core import clock
from brm.core.errors import DomainError
from brm.ui.keyset import Sort
from surveys.answering.domain import follow_ups
from surveys.answering.domain.doors import Door, door_of, doors_of
from surveys.answering.domain.queries import follow_ups_for, responses_for
from surveys.answering.domain.taking import Sent, Taken, submit_response, take_in
from surveys.answering.enums import Outcome
from surveys.answering.models import Answer, FollowUp, Response
from surveys.answering.rules import AT_ONCE
from surveys.questionnaires.domain.answers import AnswersError


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """The answer to one question, or to one line of a matrix."""

    question = serializers.CharField(source="question.code", read_only=True)

    class Meta:
        model = Answer
        fields = ("question", "line", "value", "chosen", "text", "points", "factor", "tags")


class ResponseSerializer(Record):
    """What one person answered, by name. Satisfaction and effort 0 to 100; recommendation 0 to 10, kept apart."""

    answers = AnswerSerializer(many=True, read_only=True)

    class Meta:
        model = Response
        fields = (
            "id", "invitation", "campaign", "matter", "version", "relationship", "contact", "service",
            "respondent_kind", "grade", "channel", "language", "taken_by", "started_at", "submitted_at", "answered_on",
            "score", "csat", "nps", "ces", "answers",
        )  # fmt: skip


class NewAnswersSerializer(serializers.Serializer[Any]):
    """The token of the link, and what was answered by the code of each question."""

    token = serializers.CharField(max_length=64)
    language = serializers.ChoiceField([("zh-hans", "简体中文"), ("en", "English")], required=False, default="")
    answers = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text="A number (scale, 0 to 10), {line: number} (matrix), a value (choice), a list of values (multiple), "
        "a text, true or false (consent).",
    )


class TakenSerializer(serializers.Serializer[Any]):
    """That it was taken in. An anonymous answer has no number: nothing leads to it."""

    id = serializers.UUIDField(allow_null=True)
    anonymous = serializers.BooleanField()


class ManyAnswersSerializer(serializers.Serializer[Any]):
    """What many people answered, to as many links."""

    responses = serializers.ListField(child=NewAnswersSerializer(), allow_empty=False, max_length=AT_ONCE)


class OneOfManySerializer(serializers.Serializer[Any]):
    """What became of one of them: where it was not taken in ``error`` says why, ``by_question`` what is wrong where."""

    taken = serializers.BooleanField()
    id = serializers.UUIDField(allow_null=True)
    anonymous = serializers.BooleanField()
    error = serializers.CharField(allow_blank=True)
    by_question = serializers.DictField(child=serializers.CharField())


class ResponseFilterSet(ApiFilterSet):
    """Of a customer, a person, a service, a campaign, by days."""

    relationship = IdFilter(field_name="relationship")
    contact = IdFilter(field_name="contact")
    service = IdFilter(field_name="service")
    campaign = IdFilter(field_name="campaign")
    answered_on__gte = DateFilter(field_name="answered_on", lookup_expr="gte")
    answered_on__lte = DateFilter(field_name="answered_on", lookup_expr="lte")

    class Meta:
        model = Response
        fields = ("respondent_kind", "channel")


def _responses(user: User) -> "QuerySet[Response]":
    return responses_for(user).prefetch_related("answers__question")


class ResponseSet(ReadSet):
    """Answers to surveys by name. Anonymous ones are in the results only."""

    title = _("Survey answers")
    writes_apart = True
    source = _responses
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilterSet
    order = Sort("answered", ("answered_on", "pk"), descending=True)

    @verb(_("Take an answer in"), takes=NewAnswersSerializer, answers=TakenSerializer, status=201, detail=False)
    def create(self, token: str, answers: dict[str, Any], language: str = "") -> dict[str, Any]:
        """By the token of the link that its invitation carries; once."""
        invitation = door_of(token, at=clock.now()).invitation
        if invitation is None:
            raise Http404
        try:
            response = submit_response(invitation, answers, language=language)
        except AnswersError as refusal:
            raise serializers.ValidationError({name: [said] for name, said in refusal.errors.items()}) from None
        return {"id": response.pk if response else None, "anonymous": response is None}

    @verb(_("Take many answers in"), takes=ManyAnswersSerializer, answers=OneOfManySerializer, many=True, detail=False)
    def batch(self, responses: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Of a call centre or of sheets read by a machine: what became of each, in their order.

        One that is refused hinders no other; sent again, what was taken in is answered already.
        """
        doors = doors_of([one["token"] for one in responses], at=clock.now())
        sent = [
            Sent(door.invitation, one["answers"], one["language"])
            for one, door in zip(responses, doors, strict=True)
            if door.invitation is not None
        ]
        taken = iter(take_in(sent))
        return [_told(door, next(taken) if door.invitation is not None else None) for door in doors]


def _told(door: Door, taken: Taken) -> dict[str, Any]:
    if door.invitation is None:
        taken = DomainError(door.state.label)
    refused = isinstance(taken, DomainError)
    return {
        "taken": not refused, "id": taken.pk if isinstance(taken, Response) else None,
        "anonymous": not refused and taken is None, "error": str(taken) if refused else "",
        "by_question": taken.errors if isinstance(taken, AnswersError) else {},
    }  # fmt: skip


class FollowUpSerializer(Record):
    """A low answer followed up: who, until when, what came of it."""

    class Meta:
        model = FollowUp
        fields = (
            "id", "response", "relationship", "owner", "status", "opened_at", "due_at", "contacted_at", "done_at",
            "note", "outcome", "rank", "risen_to", "score_before", "created_at", "updated_at", "version",
        )  # fmt: skip


class SpokenSerializer(serializers.Serializer[Any]):
    """What was said."""

    note = serializers.CharField(max_length=5000)


class FinishSerializer(serializers.Serializer[Any]):
    """What came of it."""

    outcome = serializers.ChoiceField(Outcome.choices)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class ReopenSerializer(serializers.Serializer[Any]):
    """Why it is taken up again."""

    reason = serializers.CharField(max_length=300)


class GiveSerializer(serializers.Serializer[Any]):
    """Who sees to it from now on."""

    to = ScopedField(colleagues_for)


class FollowUpFilterSet(ApiFilterSet):
    """Of a customer, a colleague, by state and outcome."""

    relationship = IdFilter(field_name="relationship")
    owner = IdFilter(field_name="owner")

    class Meta:
        model = FollowUp
        fields = ("status", "outcome")


class FollowUpSet(ReadSet):
    """Low answers that somebody sees to."""

    title = _("Follow-ups of answers")
    source = follow_ups_for
    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilterSet

    @verb(_("Spoken with them"), takes=SpokenSerializer)
    def contact(self, noun: FollowUp, note: str) -> FollowUp:
        """We spoke with them; something must come of it now."""
        return follow_ups.contact_for_follow_up(noun, by=self.person, note=note)

    @verb(_("Say what came of it"), takes=FinishSerializer)
    def finish(self, noun: FollowUp, outcome: str, note: str) -> FollowUp:
        """Ends the clock."""
        return follow_ups.finish_follow_up(noun, by=self.person, outcome=outcome, note=note)

    @verb(_("Take it up again"), takes=ReopenSerializer)
    def reopen(self, noun: FollowUp, reason: str) -> FollowUp:
        """The clock runs anew."""
        return follow_ups.reopen_follow_up(noun, by=self.person, reason=reason)

    @verb(_("Give it to somebody else"), takes=GiveSerializer)
    def give(self, noun: FollowUp, to: User) -> FollowUp:
        """Its clock goes on."""
        return follow_ups.give_follow_up(noun, to=to, by=self.person)


router.register("survey-answers", ResponseSet, basename="survey-answers")
router.register("survey-follow-ups", FollowUpSet, basename="survey-follow-ups")
