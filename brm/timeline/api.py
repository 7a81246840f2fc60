"""The timeline of a relationship for programs, and writing a note on it."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import Record
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.views import MakeSet, keepers
from brm.core.numbers import whole
from brm.parties.domain.queries import relationships_for
from brm.parties.fields import RelationshipField
from brm.timeline.domain import KINDS, add_note, timeline_for
from brm.timeline.models import TimelineEntry
from brm.ui.keyset import Sort


class EntrySerializer(Record):
    """What happened, in a sentence of the caller's language; `text` is what people wrote themselves."""

    relationship = RelationshipField()
    text = serializers.CharField(max_length=5000)
    sentence = serializers.SerializerMethodField()

    class Meta:
        model = TimelineEntry
        fields = (
            "id", "relationship", "at", "kind", "event", "sentence", "text", "actor", "subject_type", "subject_id",
        )  # fmt: skip
        read_only_fields = ("at", "kind", "event", "actor", "subject_type", "subject_id")

    def get_sentence(self, entry: TimelineEntry) -> str:
        """As the page says it."""
        kind = KINDS.get(entry.kind)
        return str(kind.sentence(entry)) if kind else ""


class EntryFilter(ApiFilterSet):
    """Of one relationship, of one kind, in a stretch of time."""

    relationship = IdFilter(field_name="relationship", required=True)

    class Meta:
        model = TimelineEntry
        fields = {"kind": ["exact"], "at": ["lte", "gte"]}


class TimelineSet(MakeSet):
    """What happened on a relationship, newest first; POST writes a note."""

    title = _("Timeline")
    show = keepers
    serializer_class = EntrySerializer
    order = Sort("at", ("at",), descending=True)
    filterset_class = EntryFilter

    def rows(self) -> models.QuerySet[TimelineEntry]:
        number = whole(self.request.query_params.get("relationship"))
        if self.action != "list" or number is None:
            return timeline_for(self.person)
        relationship = get_object_or_404(relationships_for(self.person), pk=number)
        return timeline_for(self.person, relationship)

    def make(self, data: dict[str, Any]) -> models.Model:
        return add_note(data["relationship"], text=data["text"], by=self.person)


router.register("timeline", TimelineSet, basename="timeline-entry")
