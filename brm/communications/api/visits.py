"""Executive visits for programs: propose, approve, schedule, hold, follow up (C-10, C-11)."""

from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.api.fields import DayField, MomentField, Record, ScopedField, ScopedListField, WallTimeField, version_field
from brm.api.verbs import verb
from brm.api.views import WriteSet, keepers
from brm.communications.api.meetings import AnswerSerializer
from brm.communications.domain import visits
from brm.communications.domain.queries import visits_for
from brm.communications.models import ExecutiveVisit, VisitAttendee
from brm.matters.domain import matters_for
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField


class VisitorSerializer(Record):
    """An executive of ours or of theirs, and their answer."""

    class Meta:
        model = VisitAttendee
        fields = ("id", "user", "contact", "answer")


class VisitSerializer(Record):
    """Executives of both sides meet: why, with which message, what was expected of us, what followed."""

    relationship = RelationshipField()
    matter = ScopedField(matters_for, required=False, allow_null=True)
    owner = ScopedField(colleagues_for, required=False)
    ours = ScopedListField(colleagues_for, required=False, write_only=True)
    theirs = ScopedListField(contacts_for, required=False, write_only=True)
    attendees = VisitorSerializer(many=True, read_only=True)
    version = version_field()

    class Meta:
        model = ExecutiveVisit
        fields = (
            "id", "relationship", "reason", "matter", "purpose", "owner", "proposed_by", "wanted_by", "starts_at",
            "duration_minutes", "place", "briefing", "value_message", "expectations", "follow_up", "status", "held_at",
            "cancel_reason", "ours", "theirs", "attendees", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "proposed_by", "starts_at", "expectations", "follow_up", "status", "held_at", "cancel_reason",
            "created_at", "updated_at",
        )  # fmt: skip


class ScheduleSerializer(serializers.Serializer[Any]):
    """Which day and hour in the relationship's zone, and where."""

    on = DayField()
    meet_at = WallTimeField(required=False)
    place = serializers.CharField(required=False, allow_blank=True, max_length=200)


class HoldVisitSerializer(serializers.Serializer[Any]):
    """What the other side expects of us, and the needs heard."""

    expectations = serializers.CharField(max_length=20_000)
    value_message = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    needs = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=50)
    held_at = MomentField(required=False, allow_null=True)


class FollowUpSerializer(serializers.Serializer[Any]):
    """What followed."""

    follow_up = serializers.CharField(max_length=20_000)


class CancelVisitSerializer(serializers.Serializer[Any]):
    """Why it is given up."""

    reason = serializers.CharField(max_length=2000)


def _visits(user: User) -> QuerySet[ExecutiveVisit]:
    return visits_for(user).prefetch_related("attendees")


class VisitSet(WriteSet):
    """Executive visits; a PATCH writes the briefing and says who goes."""

    title = _("Executive visits")
    show = keepers
    source = staticmethod(_visits)
    serializer_class = VisitSerializer
    filterset_fields = {
        "relationship": ["exact"], "status": ["exact"], "reason": ["exact"], "owner": ["exact"],
        "starts_at": ["lte", "gte"],
    }  # fmt: skip

    def again(self, noun: ExecutiveVisit) -> ExecutiveVisit:
        """The visit as it is now."""
        return self.rows().get(pk=noun.pk)

    def make(self, data: dict[str, Any]) -> models.Model:
        return self.again(visits.propose_visit(data.pop("relationship"), by=self.person, **data))

    def change(self, noun: ExecutiveVisit, data: dict[str, Any], version: int | None) -> models.Model:
        for fixed in ("relationship", "reason", "matter"):
            data.pop(fixed, None)
        return self.again(visits.prepare_visit(noun, by=self.person, expected_version=version, **data))

    @verb(_("Approve"))
    def approve(self, noun: ExecutiveVisit) -> ExecutiveVisit:
        """A lead of the team or an executive agrees that it takes place."""
        return self.again(visits.approve_visit(noun, by=self.person))

    @verb(_("Schedule"), takes=ScheduleSerializer)
    def schedule(
        self, noun: ExecutiveVisit, on: date, meet_at: time = time(10, 0), place: str | None = None
    ) -> ExecutiveVisit:
        """Everybody who is to come gets the invitation."""
        return self.again(visits.schedule_visit(noun, on=on, meet_at=meet_at, place=place, by=self.person))

    @verb(_("Record what was heard"), takes=HoldVisitSerializer)
    def hold(
        self,
        noun: ExecutiveVisit,
        expectations: str,
        value_message: str | None = None,
        needs: tuple[str, ...] = (),
        held_at: datetime | None = None,
    ) -> ExecutiveVisit:
        """What the other side expects of us."""
        return self.again(
            visits.hold_visit(
                noun, expectations=expectations, value_message=value_message, needs=needs, held_at=held_at,
                by=self.person,
            )
        )  # fmt: skip

    @verb(_("Record the follow-up"), takes=FollowUpSerializer, path="follow-up")
    def followed(self, noun: ExecutiveVisit, follow_up: str) -> ExecutiveVisit:
        """What followed from the visit."""
        return self.again(visits.follow_up_visit(noun, follow_up=follow_up, by=self.person))

    @verb(_("Cancel"), takes=CancelVisitSerializer)
    def cancel(self, noun: ExecutiveVisit, reason: str) -> ExecutiveVisit:
        """Give it up, with the reason."""
        return self.again(visits.cancel_visit(noun, reason=reason, by=self.person))

    @verb(_("Record an answer"), takes=AnswerSerializer)
    def answer_of(self, noun: ExecutiveVisit, attendee: int, answer: str) -> ExecutiveVisit:
        """Somebody accepts or declines."""
        visits.answer_visit(get_object_or_404(noun.attendees, pk=attendee), answer, by=self.person)
        return self.again(noun)
