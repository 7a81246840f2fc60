"""Today and the inbox for programs: what needs the caller, what they were told."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from brm.api.routes import router
from brm.api.views import ReadSet
from brm.attention.domain import RULES, snooze
from brm.attention.models import Attention
from brm.dashboard.domain.today import rows_for
from brm.notifications.domain.inbox import inbox_for, mark_read
from brm.notifications.models import Notification


class AttentionSerializer(serializers.ModelSerializer[Attention]):
    """One thing that needs one person, in words of the caller's language."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Attention
        fields = (
            "id", "assignee", "rule", "severity", "due_at", "relationship", "snoozed_until", "opened_at", "sentence",
            "subject_type", "subject_id",
        )  # fmt: skip

    @extend_schema_field(str)
    def get_sentence(self, row: Attention) -> str:
        rule = RULES.get(row.rule)
        return str(rule.sentence(row)) if rule else ""


class SnoozeSerializer(serializers.Serializer[Any]):
    """Until which day it may wait."""

    until = serializers.DateField()


class TodaySet(ReadSet):
    """The rows of Today."""

    source = staticmethod(lambda user: rows_for(user))
    serializer_class = AttentionSerializer
    filterset_fields = ("rule", "severity", "relationship")

    @action(detail=True, methods=["post"], serializer_class=SnoozeSerializer)
    def snooze(self, request: Request, pk: int) -> Response:
        """Put it off until a day."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        row = self.get_object()
        return Response(AttentionSerializer(snooze(row, by=self.person, **said.validated_data)).data)


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """One notice."""

    class Meta:
        model = Notification
        fields = ("id", "category", "kind", "title", "body", "url", "created_at", "read_at")


class NotificationSet(ReadSet):
    """The caller's inbox."""

    source = staticmethod(inbox_for)
    serializer_class = NotificationSerializer
    filterset_fields = ("category",)

    @action(detail=True, methods=["post"], serializer_class=serializers.Serializer)
    def read(self, request: Request, pk: int) -> Response:
        """Mark it read."""
        row: Any = self.get_object()
        mark_read(self.person, row.pk)
        return Response(status=204)


router.register("notifications", NotificationSet, basename="notification")
router.register("today", TodaySet, basename="today")
