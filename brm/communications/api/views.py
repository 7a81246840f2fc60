"""Reading and moving communications; the same functions as the pages call."""

from typing import Any

from django.db import models
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from brm.api.views import ReadSet, WriteSet
from brm.communications.api import serializers
from brm.communications.domain import plans as plan_verbs
from brm.communications.domain.holding import ActionLine, hold_meeting
from brm.communications.domain.interactions import change_interaction, log_interaction
from brm.communications.domain.meetings import cancel_meeting, reschedule_meeting
from brm.communications.domain.queries import interactions_for, meetings_for, plans_for, visits_for
from brm.communications.models import Interaction, Plan


class PlanSet(WriteSet):
    """Communication plans of one's relationships."""

    source = staticmethod(lambda user: plans_for(user).prefetch_related("ours", "theirs"))
    serializer_class = serializers.PlanSerializer
    filterset_fields = ("relationship", "status", "origin")

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        return plan_verbs.draft_plan(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: Plan, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        data.pop("relationship", None)
        return plan_verbs.change_plan(noun, by=self.person, expected_version=version, **data)

    @action(detail=True, methods=["post"], serializer_class=serializers.AgreeSerializer)
    def agree(self, request: Request, pk: int) -> Response:
        """The other side agreed; on its first day the plan becomes active by itself."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        note = said.validated_data.pop("note")
        plan = plan_verbs.agree_plan(self.get_object(), by=self.person, note_text=note, **said.validated_data)
        return Response(serializers.PlanSerializer(plan, context=self.get_serializer_context()).data)


class MeetingSet(ReadSet):
    """Planned meetings: hold, move, cancel."""

    source = staticmethod(meetings_for)
    serializer_class = serializers.MeetingSerializer
    filterset_fields = {"relationship": ["exact"], "plan": ["exact"], "status": ["exact"], "due_on": ["lte", "gte"]}

    def _shown(self, occurrence: models.Model) -> Response:
        return Response(serializers.MeetingSerializer(occurrence, context=self.get_serializer_context()).data)

    @action(detail=True, methods=["post"], serializer_class=serializers.HoldSerializer)
    def hold(self, request: Request, pk: int) -> Response:
        """Record the minutes; issues and improvements become action items (C-06)."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        data = dict(said.validated_data)
        lines = [ActionLine(**line) for line in data.pop("actions", ())]
        minutes = hold_meeting(self.get_object(), by=self.person, actions=lines, **data)
        return self._shown(minutes.occurrence)

    @action(detail=True, methods=["post"], serializer_class=serializers.RescheduleSerializer)
    def reschedule(self, request: Request, pk: int) -> Response:
        """Move it to another day, with a reason (C-08)."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        return self._shown(reschedule_meeting(self.get_object(), by=self.person, **said.validated_data))

    @action(detail=True, methods=["post"], serializer_class=serializers.CancelSerializer)
    def cancel(self, request: Request, pk: int) -> Response:
        """Cancel it, the other side agreeing."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        return self._shown(cancel_meeting(self.get_object(), by=self.person, **said.validated_data))


class InteractionSet(WriteSet):
    """Contacts in daily life: log one in one call (C-09)."""

    source = staticmethod(lambda user: interactions_for(user).prefetch_related("contacts"))
    serializer_class = serializers.InteractionSerializer
    filterset_fields = {"relationship": ["exact"], "channel": ["exact"], "at": ["lte", "gte"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        happened = data.pop("at", None)
        return log_interaction(data.pop("relationship"), by=self.person, happened_at=happened, **data)

    def change(self, noun: Interaction, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        for fixed in ("relationship", "needs"):
            data.pop(fixed, None)
        return change_interaction(noun, by=self.person, expected_version=version, **data)


class VisitSet(ReadSet):
    """Visits of executives."""

    source = staticmethod(visits_for)
    serializer_class = serializers.VisitSerializer
    filterset_fields = ("relationship", "status", "reason")
