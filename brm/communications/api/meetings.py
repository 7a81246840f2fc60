"""Meetings for programs: prepare, hold, move, cancel."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.actionitems.models import Priority, Side
from brm.api.fields import DayField, MomentField, Record, ScopedField, ScopedListField, version_field
from brm.api.verbs import verb
from brm.api.views import ChangeSet, keepers
from brm.communications.domain import meetings
from brm.communications.domain.attendees import answer_invitation, attendees_of, choose_attendees
from brm.communications.domain.holding import ActionLine, change_minutes, hold_meeting
from brm.communications.domain.queries import meetings_for
from brm.communications.enums import Answer, Listening, MinutesPart
from brm.communications.models import Minutes, Occurrence, OccurrenceAttendee
from brm.parties.domain.queries import contacts_for
from brm.parties.models import Contact
from brm.ui.keyset import Sort

ANSWERS = [(value, label) for value, label in Answer.choices if value not in (Answer.ATTENDED, Answer.ABSENT)]


class AttendeeSerializer(Record):
    """One of us or of them, and where they stand with the invitation."""

    class Meta:
        model = OccurrenceAttendee
        fields = ("id", "user", "contact", "answer")


class MinutesSerializer(Record):
    """Minutes in their three parts, with the action items that grew from them (C-06)."""

    actions = serializers.SerializerMethodField()

    class Meta:
        model = Minutes
        fields = (
            "review", "issues", "improvement", "conclusion", "none_reason", "listening", "author", "written_at",
            "published_at", "actions", "version",
        )  # fmt: skip

    def get_actions(self, minutes: Minutes) -> list[int]:
        """The ids of the action items."""
        return [line.action_item_id for line in minutes.actions.all()]


class MeetingSerializer(Record):
    """One planned meeting: before it the brief, after it the minutes."""

    attendees = AttendeeSerializer(many=True, read_only=True)
    minutes = serializers.SerializerMethodField()
    version = version_field()

    class Meta:
        model = Occurrence
        fields = (
            "id", "plan", "relationship", "period_key", "period_start", "period_end", "due_on", "starts_at", "miss_at",
            "status", "held_at", "objective", "agenda", "place", "reason", "make_up_on", "moved", "cancel_basis",
            "agreed_with", "attendees", "minutes", "version",
        )  # fmt: skip
        read_only_fields = tuple(
            name for name in fields if name not in ("objective", "agenda", "place", "version", "attendees", "minutes")
        )

    @extend_schema_field(MinutesSerializer(allow_null=True))
    def get_minutes(self, occurrence: Occurrence) -> dict[str, Any] | None:
        """None before it was held."""
        kept = getattr(occurrence, "minutes", None)
        return MinutesSerializer(kept).data if kept is not None else None


class PromiseSerializer(serializers.Serializer[Any]):
    """One action that grew from the minutes."""

    title = serializers.CharField(max_length=200)
    owner = ScopedField(colleagues_for)
    due_on = DayField()
    part = serializers.ChoiceField(MinutesPart.choices, default=MinutesPart.ISSUE)
    side = serializers.ChoiceField(Side.choices, default=Side.OURS)
    counterpart = ScopedField(contacts_for, required=False, allow_null=True)
    priority = serializers.ChoiceField(Priority.choices, default=Priority.NORMAL)


class HoldSerializer(serializers.Serializer[Any]):
    """Minutes: three parts, a conclusion or why there is none, actions, who was there."""

    review = serializers.CharField(max_length=20_000)
    issues = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
    improvement = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
    conclusion = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
    none_reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
    actions = PromiseSerializer(many=True, required=False)
    users = ScopedListField(colleagues_for, required=False)
    contacts = ScopedListField(contacts_for, required=False)
    needs = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=50)
    listening = serializers.ChoiceField(Listening.choices, required=False, allow_null=True)
    held_at = MomentField(required=False, allow_null=True)
    version = version_field()


class CorrectSerializer(Record):
    """Parts of the minutes, put right."""

    version = version_field()

    class Meta:
        model = Minutes
        fields = ("review", "issues", "improvement", "conclusion", "none_reason", "listening", "version")
        extra_kwargs = {name: {"required": False} for name in ("review", "issues", "improvement")}


class RescheduleSerializer(serializers.Serializer[Any]):
    """To which day, and why."""

    on = DayField()
    reason = serializers.CharField(max_length=2000)
    version = version_field()


class CancelSerializer(serializers.Serializer[Any]):
    """Why, and who of the other side agreed."""

    reason = serializers.CharField(max_length=2000)
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    agreed_with = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    version = version_field()


class ChooseSerializer(serializers.Serializer[Any]):
    """Who comes to this one meeting."""

    ours = ScopedListField(colleagues_for)
    theirs = ScopedListField(contacts_for)


class AnswerSerializer(serializers.Serializer[Any]):
    """Which attendee (the id of the row), and what they answered."""

    attendee = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    answer = serializers.ChoiceField(ANSWERS)


def _meetings(user: User) -> QuerySet[Occurrence]:
    return meetings_for(user).select_related("minutes").prefetch_related("attendees", "minutes__actions")


class MeetingSet(ChangeSet):
    """Planned meetings; a PATCH writes the brief (C-06 to C-08, C-11)."""

    title = _("Meetings")
    show = keepers
    source = staticmethod(_meetings)
    serializer_class = MeetingSerializer
    order = Sort("starts", ("starts_at",))
    filterset_fields = {
        "relationship": ["exact"], "plan": ["exact"], "status": ["exact"], "due_on": ["lte", "gte"],
        "starts_at": ["lte", "gte"],
    }  # fmt: skip

    def again(self, noun: Occurrence) -> Occurrence:
        """The meeting as it is now."""
        return self.rows().get(pk=noun.pk)

    def change(self, noun: Occurrence, data: dict[str, Any], version: int | None) -> models.Model:
        return self.again(meetings.prepare_meeting(noun, by=self.person, expected_version=version, **data))

    @verb(_("Record the minutes"), takes=HoldSerializer)
    def hold(
        self, noun: Occurrence, actions: Sequence[dict[str, Any]] = (), version: int | None = None, **minutes: Any
    ) -> Occurrence:
        """Issues and improvements become action items; everybody who was there gets the minutes (C-06)."""
        lines = [ActionLine(**line) for line in actions]
        hold_meeting(noun, by=self.person, actions=lines, expected_version=version, **minutes)
        return self.again(noun)

    @verb(_("Correct the minutes"), takes=CorrectSerializer)
    def correct(self, noun: Occurrence, version: int | None = None, **texts: Any) -> Occurrence:
        """The parts stay mandatory; `version` is that of the minutes."""
        kept = getattr(noun, "minutes", None)
        if kept is None:
            raise Http404
        change_minutes(kept, by=self.person, expected_version=version, **texts)
        return self.again(noun)

    @verb(_("Move to another day"), takes=RescheduleSerializer)
    def reschedule(self, noun: Occurrence, on: date, reason: str, version: int | None = None) -> Occurrence:
        """Outside its period it counts as missed, and the day is when it is made up for (C-08)."""
        return self.again(
            meetings.reschedule_meeting(noun, on=on, reason=reason, by=self.person, expected_version=version)
        )

    @verb(_("Cancel"), takes=CancelSerializer)
    def cancel(
        self,
        noun: Occurrence,
        reason: str,
        agreed_with: str,
        contact: Contact | None = None,
        version: int | None = None,
    ) -> Occurrence:
        """The other side agreeing; it does not count against adherence."""
        return self.again(
            meetings.cancel_meeting(
                noun, reason=reason, contact=contact, agreed_with=agreed_with, by=self.person, expected_version=version
            )
        )

    @verb(_("Choose who comes"), takes=ChooseSerializer)
    def attendees(self, noun: Occurrence, ours: list[User], theirs: list[Contact]) -> Occurrence:
        """Exactly these; answers of those who stay are kept."""
        return self.again(choose_attendees(noun, ours=ours, theirs=theirs, by=self.person))

    @verb(_("Record an answer"), takes=AnswerSerializer)
    def answer_of(self, noun: Occurrence, attendee: int, answer: str) -> Occurrence:
        """Somebody accepts or declines."""
        answer_invitation(get_object_or_404(attendees_of(noun), pk=attendee), answer, by=self.person)
        return self.again(noun)
