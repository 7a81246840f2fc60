"""Asking for calendars and their schedules; a schedule is built once per process and version."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models

from brm.calendars.domain.defaults import ensure_default_calendar
from brm.calendars.engine import Schedule
from brm.calendars.enums import DayKind, Standing
from brm.calendars.models import CalendarDay, WorkingCalendar, WorkingInterval
from brm.core import clock
from brm.core.prepared import Prepared

_DEFAULT = Prepared(lambda: WorkingCalendar.objects.filter(is_default=True).order_by("name", "pk")[:1])
_CALENDARS = Prepared(
    lambda ids: WorkingCalendar.objects.filter(models.Q(pk__in=ids) | models.Q(is_default=True)).order_by()
)
_built: dict[int, tuple[int, datetime, Schedule]] = {}


def calendars_for(user: Any) -> models.QuerySet[WorkingCalendar]:
    """Every calendar: when people work is no secret to anyone who has signed in."""
    return WorkingCalendar.objects.all() if user.is_authenticated else WorkingCalendar.objects.none()


def all_calendars() -> models.QuerySet[WorkingCalendar]:
    """Every calendar, for commands and sweeps."""
    return WorkingCalendar.objects.all()


def default_calendar() -> WorkingCalendar:
    """Our own calendar, made on first need (mainland China, office hours)."""
    return _DEFAULT.first() or ensure_default_calendar()


def default_schedule() -> Schedule:
    """The schedule of our own calendar."""
    return schedule_for(default_calendar())


def schedule_for(calendar: WorkingCalendar) -> Schedule:
    """The schedule of a calendar just read: no query while this process has built that version."""
    kept = _built.get(calendar.pk)
    if kept is None or kept[:2] != (calendar.version, calendar.updated_at):
        kept = _built[calendar.pk] = (calendar.version, calendar.updated_at, _build(calendar))
    return kept[2]


def schedule_of(calendar_id: int | None) -> Schedule:
    """The schedule of a calendar by its id (None: ours), at one query while its version stands."""
    if calendar_id is None:
        return default_schedule()
    return schedule_for(WorkingCalendar.objects.get(pk=calendar_id))


def schedules_of(calendar_ids: Iterable[int | None]) -> dict[int | None, Schedule]:
    """The schedules of many calendars at once; None stands for ours, and is always among them."""
    ids = {pk for pk in calendar_ids if pk is not None}
    rows = _CALENDARS(sorted(ids))
    found: dict[int | None, Schedule] = {row.pk: schedule_for(row) for row in rows if row.pk in ids}
    ours = next((row for row in rows if row.is_default), None) or ensure_default_calendar()
    found[None] = schedule_for(ours)
    return found


def days_of(calendar: WorkingCalendar, year: int) -> models.QuerySet[CalendarDay]:
    """The days of a year that differ from their weekday."""
    return calendar.days.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))


def recent_days_of(days: models.QuerySet[CalendarDay]) -> models.QuerySet[CalendarDay]:
    """Of some days those from last year on."""
    return days.filter(day__gte=date(clock.today().year - 1, 1, 1))


def years_of(calendar: WorkingCalendar) -> list[tuple[int, str, int]]:
    """Which years are filled: the year, how sure it is (provisional as soon as one day is), how many days it has."""
    found = calendar.days.values_list("day__year").annotate(
        guessed=models.Count("pk", filter=models.Q(standing=Standing.PROVISIONAL)), days=models.Count("pk")
    )
    return [
        (year, Standing.PROVISIONAL if guessed else Standing.OFFICIAL, days)
        for year, guessed, days in found.order_by("day__year")
    ]


def _build(calendar: WorkingCalendar) -> Schedule:
    hours: dict[int, list[Any]] = {}
    for weekday, starts, ends in WorkingInterval.objects.filter(calendar=calendar).values_list(
        "weekday", "starts", "ends"
    ):
        hours.setdefault(weekday, []).append((starts, ends))
    days = list(CalendarDay.objects.filter(calendar=calendar).values_list("day", "kind", "standing"))
    return Schedule.build(
        calendar.time_zone,
        hours,
        {day: kind == DayKind.WORKDAY for day, kind, _ in days},
        provisional=[day for day, _, standing in days if standing == Standing.PROVISIONAL],
        code=calendar.code,
    )
