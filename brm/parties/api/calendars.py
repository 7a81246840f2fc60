"""Working calendars for programs: read here, kept by administrators."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import Record
from brm.api.verbs import verb
from brm.api.views import ReadSet
from brm.calendars.domain.queries import calendars_for, days_of
from brm.calendars.models import CalendarDay, WorkingCalendar, WorkingInterval
from brm.core import clock
from brm.ui.keyset import Sort


class IntervalSerializer(Record):
    """Working time on a weekday (Monday is 0), by the wall clock."""

    class Meta:
        model = WorkingInterval
        fields = ("weekday", "starts", "ends")


class CalendarSerializer(Record):
    """When a party works: its zone and its weekly hours."""

    intervals = IntervalSerializer(many=True, read_only=True)

    class Meta:
        model = WorkingCalendar
        fields = ("id", "name", "code", "time_zone", "country", "is_default", "intervals", "version")


class CalendarDaySerializer(Record):
    """A holiday, or a make-up day; provisional until it is announced."""

    class Meta:
        model = CalendarDay
        fields = ("day", "kind", "name", "standing", "origin", "source")


class YearSerializer(serializers.Serializer[Any]):
    """Of which year; this one unless said otherwise."""

    year = serializers.IntegerField(min_value=1900, max_value=2200, required=False)


class CalendarSet(ReadSet):
    """Working calendars, with holidays and make-up days (调休)."""

    title = _("Working calendars")
    source = staticmethod(lambda user: calendars_for(user).prefetch_related("intervals"))
    serializer_class = CalendarSerializer
    filterset_fields = ("code",)
    order = Sort("name", ("name",))

    @verb(_("Days that differ"), takes=YearSerializer, answers=CalendarDaySerializer, many=True, method="get")
    def days(self, noun: WorkingCalendar, year: int | None = None) -> Any:
        """The holidays and make-up days of a year."""
        today: date = clock.today(self.person.time_zone)
        return days_of(noun, year or today.year)
