"""Today and the inbox for programs: what needs the caller, how things stand, what they were told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from rest_framework import serializers

from brm.api.fields import DayField, Record
from brm.api.filters import ApiFilterSet
from brm.api.routes import router
from brm.api.verbs import NOTHING, verb
from brm.api.views import Desk, ReadSet
from brm.attention.domain import RULES, snooze
from brm.attention.models import Attention
from brm.dashboard.domain.figures import strip_for
from brm.dashboard.domain.today import WORST_FIRST, all_rows_for, people_of, rows_for, watches_a_team
from brm.notifications.domain.inbox import inbox_for, mark_all_read, mark_read, mark_unread
from brm.notifications.models import Notification
from brm.ui.keyset import Sort


class AttentionSerializer(Record):
    """One thing that needs one person, in words of the caller's language."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Attention
        fields = (
            "id", "assignee", "rule", "severity", "due_at", "relationship", "snoozed_until", "opened_at", "sentence",
            "subject_type", "subject_id",
        )  # fmt: skip

    def get_sentence(self, row: Attention) -> str:
        """As Today says it."""
        rule = RULES.get(row.rule)
        return str(rule.sentence(row)) if rule else ""


class SnoozeSerializer(serializers.Serializer[Any]):
    """Until which day it may wait: at most 90 days ahead."""

    until = DayField()


class TodayFilter(ApiFilterSet):
    """By rule, severity, person and relationship; `team` for what needs the members of one's teams."""

    team = BooleanFilter(method="as_it_is", label="team")
    snoozed = BooleanFilter(method="as_it_is", label="snoozed")

    class Meta:
        model = Attention
        fields = ("rule", "severity", "relationship", "assignee")

    def as_it_is(self, rows: models.QuerySet[Attention], name: str, value: bool) -> models.QuerySet[Attention]:
        """Answered where the rows are chosen."""
        return rows


class TodaySet(ReadSet):
    """The rows of Today, worst first."""

    title = _("Today")
    serializer_class = AttentionSerializer
    filterset_class = TodayFilter
    order = Sort("worst", WORST_FIRST)

    def rows(self) -> models.QuerySet[Attention]:
        if self.action != "list":
            return all_rows_for(self.person)
        team, snoozed = (self._asked(name) for name in ("team", "snoozed"))
        if team and not watches_a_team(self.person):
            raise Http404
        return rows_for(self.person, team=team, snoozed=snoozed)

    def _asked(self, name: str) -> bool:
        return self.request.query_params.get(name, "").lower() in {"true", "1"}

    @verb(_("Put off"), takes=SnoozeSerializer)
    def snooze(self, noun: Attention, until: date) -> Attention:
        """It comes back on that day, or when it gets worse."""
        return snooze(noun, until=until, by=self.person)


class FigureSerializer(serializers.Serializer[Any]):
    """A figure with what it rests on; `number` is null where nothing is known, `is_known` false where n is too few."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # the metaclass takes fields out of the class
    number = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    n = serializers.IntegerField(allow_null=True)
    trend = serializers.ListField(child=serializers.FloatField(allow_null=True))
    is_known = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class WhoseSerializer(serializers.Serializer[Any]):
    """Mine, or my team's."""

    team = serializers.BooleanField(default=False)


class FigureSet(Desk):
    """The figures on top of Today."""

    title = _("Figures")
    serializer_class = FigureSerializer

    @verb(_("How things stand"), takes=WhoseSerializer, detail=False, method="get", many=True)
    def list(self, team: bool) -> Sequence[dict[str, Any]]:
        """Over the caller's work, or that of their team."""
        if team and not watches_a_team(self.person):
            raise Http404
        return [
            {
                "name": figure.name, "label": str(figure.label), "number": value.number, "unit": value.unit,
                "n": value.n, "trend": list(value.trend), "is_known": value.is_known, "note": str(value.note),
            }
            for figure, value in strip_for(self.person, people_of(self.person, team=team))
        ]  # fmt: skip


class NotificationSerializer(Record):
    """One notice."""

    class Meta:
        model = Notification
        fields = ("id", "category", "kind", "title", "body", "url", "relationship_id", "created_at", "read_at")


class NotificationFilter(ApiFilterSet):
    """By category; read or not."""

    read = BooleanFilter(field_name="read_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Notification
        fields = ("category", "kind")


class ReadAllSerializer(serializers.Serializer[Any]):
    """Of one category, or all."""

    category = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)


class NotificationSet(ReadSet):
    """The caller's inbox."""

    title = _("Notifications")
    source = staticmethod(inbox_for)
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    order = Sort("at", ("created_at",), descending=True)

    @verb(_("Mark as read"), answers=NOTHING)
    def read(self, noun: Notification) -> None:
        """The caller has seen it."""
        mark_read(self.person, noun.pk)

    @verb(_("Mark as unread"), answers=NOTHING)
    def unread(self, noun: Notification) -> None:
        """Put it back among the unread."""
        mark_unread(self.person, noun.pk)

    @verb(_("Mark all as read"), takes=ReadAllSerializer, answers=NOTHING, detail=False)
    def read_all(self, category: str) -> None:
        """The caller has seen everything, or everything of a category."""
        mark_all_read(self.person, category=category)


router.register("today", TodaySet, basename="today")
router.register("figures", FigureSet, basename="figure")
router.register("notifications", NotificationSet, basename="notification")
