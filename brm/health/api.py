"""How relationships stand, for programs: the score with its coverage, age and drivers, and how it was before."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import Record
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.views import ReadSet, keepers
from brm.health.domain.queries import days_for, drivers_of, standings_for
from brm.health.domain.weights import weighting_at
from brm.health.models import Standing, StandingDay
from brm.ui.keyset import Sort


class DriverSerializer(serializers.Serializer[Any]):
    """One signal: its value from 0 to 100, none where it is not known; from how many, how old, why."""

    signal = serializers.CharField(source="name")
    words = serializers.CharField(source="label")
    value = serializers.IntegerField(source="reading.value", allow_null=True)
    n = serializers.IntegerField(source="reading.n", allow_null=True)
    as_of = serializers.DateTimeField(source="reading.as_of", allow_null=True)
    weight = serializers.IntegerField()
    why = serializers.CharField(source="words")


class StandingSerializer(Record):
    """How a relationship stands now; ``score`` is none where too little is known."""

    id = serializers.IntegerField(source="relationship_id", read_only=True)
    name = serializers.CharField(source="relationship.organisation.name", read_only=True)
    word = serializers.SerializerMethodField()
    drivers = serializers.SerializerMethodField()

    class Meta:
        model = Standing
        fields = ("id", "name", "score", "word", "coverage", "oldest_at", "reckoned_at", "drivers")

    def get_word(self, row: Standing) -> str:
        return str(self._weighting().band(row.score).label)

    def get_drivers(self, row: Standing) -> list[dict[str, Any]]:
        found = drivers_of(row.readings, row.relationship_id, self._weighting(), row.relationship.kind)
        return [dict(DriverSerializer(driver).data) for driver in found]

    def _weighting(self) -> Any:
        """The weighting in force, asked once per answer."""
        kept = self.root.__dict__
        if "weighting_in_force" not in kept:
            kept["weighting_in_force"] = weighting_at()
        return kept["weighting_in_force"]


class StandingDaySerializer(Record):
    """How a relationship stood from a day on, until the next."""

    relationship = serializers.IntegerField(source="relationship_id", read_only=True)

    class Meta:
        model = StandingDay
        fields = ("id", "relationship", "on", "score", "coverage", "readings")


class StandingFilter(ApiFilterSet):
    """Of one relationship."""

    relationship = IdFilter(field_name="relationship")

    class Meta:
        model = Standing
        fields = ()


class StandingDayFilter(ApiFilterSet):
    """Of one relationship."""

    relationship = IdFilter(field_name="relationship")

    class Meta:
        model = StandingDay
        fields = ()


class StandingSet(ReadSet):
    """How one's relationships stand."""

    title = _("Health")
    show = keepers
    source = staticmethod(standings_for)
    serializer_class = StandingSerializer
    filterset_class = StandingFilter
    order = Sort("relationship", ("pk",))


class StandingDaySet(ReadSet):
    """How they stood before."""

    title = _("Health of before")
    show = keepers
    source = staticmethod(days_for)
    serializer_class = StandingDaySerializer
    filterset_class = StandingDayFilter


router.register("standings", StandingSet, basename="standing")
router.register("standing-days", StandingDaySet, basename="standing-day")
