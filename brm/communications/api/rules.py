"""A rhythm as programs send and read it (C-07)."""

from typing import Any

from rest_framework import serializers

from brm.core.recurrence import Frequency, HolidayHandling

_NAMES = [(each.value, each.value) for each in Frequency]
_HOLIDAYS = [(each.value, each.value) for each in HolidayHandling]


class RuleSerializer(serializers.Serializer[Any]):
    """When something comes round.

    `weekdays` (Monday is 0) belong to weekly rules, or to `nth_week` ("last Friday": nth_week -1, weekdays [4]).
    In the other rhythms the day is given by exactly one of `day` (-1 is the last), `nth_week`, `nth_working_day`;
    `months` are those of a year (1 to 12), or the one of a quarter (1 to 3) or half-year (1 to 6). A rule of one's
    own (`custom`) is the text of an RRULE that speaks of days only. `holidays`: before, after or keep.
    """

    frequency = serializers.ChoiceField(_NAMES)
    interval = serializers.IntegerField(required=False, min_value=1, max_value=52)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, max_length=7
    )
    day = serializers.IntegerField(required=False, allow_null=True, min_value=-1, max_value=31)
    nth_week = serializers.IntegerField(required=False, allow_null=True, min_value=-1, max_value=5)
    nth_working_day = serializers.IntegerField(required=False, allow_null=True, min_value=-23, max_value=23)
    months = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=12), required=False, max_length=12
    )
    custom = serializers.CharField(required=False, allow_blank=True, max_length=200)
    grace_days = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=366)
    holidays = serializers.ChoiceField(_HOLIDAYS, required=False)
    count = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=1000)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Only what was said."""
        said: dict[str, Any] = super().to_internal_value(data)
        return {name: value for name, value in said.items() if value not in (None, "", [])}

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Only what is kept."""
        kept: dict[str, Any] = super().to_representation(instance)
        return {name: value for name, value in kept.items() if value is not None}
