"""Search for programs: everything a person may see."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import Desk
from brm.search.domain.queries import Group, search_for
from brm.search.sources import in_order


class QuestionSerializer(serializers.Serializer[Any]):
    """What is looked for; of which kind; how many of each."""

    q = serializers.CharField(max_length=200)
    kind = serializers.CharField(max_length=40, required=False, default="")
    per_kind = serializers.IntegerField(min_value=1, max_value=50, required=False, default=6)


class HitSerializer(serializers.Serializer[Any]):
    """One record found; `url` is its page."""

    title = serializers.CharField(source="plain_title")
    subtitle = serializers.CharField(allow_blank=True)
    where = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class GroupSerializer(serializers.Serializer[Any]):
    """The best hits of one kind, and how many there are (at least, when `capped`)."""

    kind = serializers.CharField(source="source.name")
    label = serializers.CharField(source="source.label")  # type: ignore[assignment] # the metaclass takes fields out of the class
    count = serializers.IntegerField()
    capped = serializers.BooleanField()
    hits = HitSerializer(many=True)


class SearchSet(Desk):
    """Names, people, meetings, records, documents: whatever carries every word of the question."""

    title = _("Search")
    serializer_class = GroupSerializer

    @verb(_("Find"), takes=QuestionSerializer, detail=False, method="get", many=True)
    def list(self, q: str, kind: str, per_kind: int) -> Sequence[Group]:
        """By kind, names that begin with the words first; two Chinese characters are enough."""
        known = {source.name for source in in_order()}
        if kind and kind not in known:
            raise serializers.ValidationError({"kind": [", ".join(sorted(known))]})
        return search_for(self.person, q, kind=kind, per_kind=per_kind).groups


router.register("search", SearchSet, basename="search")
