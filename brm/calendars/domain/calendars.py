"""Making and changing calendars and their weekly hours."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brm.calendars.domain.sources import knows_country
from brm.calendars.engine import Schedule
from brm.calendars.models import WorkingCalendar, WorkingInterval
from brm.calendars.registry import days_changed, tell_witnesses
from brm.core import clock
from brm.core.errors import DomainError

Hours = Mapping[int, Iterable[tuple[time, time]]]
OFFICE_HOURS: Hours = {weekday: ((time(9), time(12)), (time(13, 30), time(18))) for weekday in range(5)}
_FIELDS = ("name", "time_zone", "country")


@transaction.atomic
def create_calendar(
    *,
    name: str,
    code: str,
    time_zone: str,
    by: Any,
    country: str = "",
    hours: Hours = OFFICE_HOURS,
    is_default: bool = False,
) -> WorkingCalendar:
    """A new calendar with its weekly hours; its days are loaded or entered afterwards."""
    check_calendar(time_zone, country)
    Schedule.build(ZoneInfo(time_zone), hours)
    calendar = WorkingCalendar(name=name, code=code, time_zone=time_zone, country=country, is_default=is_default)
    _validate(calendar)
    calendar.save()
    _write(calendar, hours)
    tell_witnesses(calendar, "calendar.create", by=by, changes={"working_hours": ("", _said(hours))})
    return calendar


@transaction.atomic
def change_calendar(calendar: WorkingCalendar, *, by: Any, **values: str) -> WorkingCalendar:
    """A new name, zone or country. Running clocks are reckoned in the new zone from then on."""
    calendar = locked(calendar)
    changes = {
        field: (getattr(calendar, field), values[field])
        for field in _FIELDS
        if field in values and values[field] != getattr(calendar, field)
    }
    if not changes:
        return calendar
    for field, (_old, new) in changes.items():
        setattr(calendar, field, new)
    check_calendar(calendar.time_zone, calendar.country)
    _validate(calendar)
    calendar.save(update_fields=[*changes])
    touch(calendar)
    tell_witnesses(calendar, "calendar.change", by=by, changes=changes)
    return calendar


@transaction.atomic
def set_hours(calendar: WorkingCalendar, hours: Hours, *, by: Any) -> WorkingCalendar:
    """New weekly hours in place of the old; refused when they overlap, end before they start, or leave none."""
    calendar = locked(calendar)
    hours = {weekday: sorted(hours[weekday]) for weekday in sorted(hours) if hours[weekday]}
    Schedule.build(ZoneInfo(calendar.time_zone), hours)
    before = hours_of(calendar)
    if before == hours:
        return calendar
    calendar.intervals.all().delete()
    _write(calendar, hours)
    touch(calendar)
    tell_witnesses(calendar, "calendar.hours", by=by, changes={"working_hours": (_said(before), _said(hours))})
    if set(before) != set(hours):
        for react in days_changed:
            react(calendar, None)
    return calendar


@transaction.atomic
def make_default(calendar: WorkingCalendar, *, by: Any) -> WorkingCalendar:
    """From now on this calendar is ours: what has no calendar of its own is reckoned in it."""
    former = WorkingCalendar.objects.select_for_update().filter(is_default=True).first()
    if former == calendar:
        return calendar
    if former:
        former.is_default = False
        former.save(update_fields=["is_default"])
        touch(former)
    calendar = locked(calendar)
    calendar.is_default = True
    calendar.save(update_fields=["is_default"])
    touch(calendar)
    tell_witnesses(calendar, "calendar.default", by=by, changes={"our_calendar": (str(former or ""), str(calendar))})
    for react in days_changed:
        react(calendar, None)
    return calendar


def hours_of(calendar: WorkingCalendar) -> dict[int, list[tuple[time, time]]]:
    """The weekly hours as they stand: weekday to its stretches."""
    hours: dict[int, list[tuple[time, time]]] = {}
    for interval in calendar.intervals.order_by("weekday", "starts"):
        hours.setdefault(interval.weekday, []).append((interval.starts, interval.ends))
    return hours


def locked(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar read again under a lock, so that of two editors the second sees the first."""
    return WorkingCalendar.objects.select_for_update().get(pk=calendar.pk)


def touch(calendar: WorkingCalendar) -> None:
    """Say that every process's copy of the schedule is old."""
    calendar.version += 1
    calendar.updated_at = clock.now()
    calendar.save(update_fields=["version", "updated_at"])


def check_calendar(time_zone: str, country: str) -> None:
    """Refuse a zone that is none and a country whose holidays nobody knows."""
    if time_zone not in available_timezones():
        raise DomainError(_("There is no time zone called “%(name)s”.") % {"name": time_zone}, field="time_zone")
    if country and not knows_country(country):
        raise DomainError(
            _("No public holidays are known for “%(country)s”. Leave it empty and enter the days yourself.")
            % {"country": country},
            field="country",
        )


def _validate(calendar: WorkingCalendar) -> None:
    try:
        calendar.full_clean()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise DomainError(messages[0], reasons=wrong.messages, field="" if field == "__all__" else field) from wrong


def _write(calendar: WorkingCalendar, hours: Hours) -> None:
    WorkingInterval.objects.bulk_create(
        WorkingInterval(calendar=calendar, weekday=weekday, starts=starts, ends=ends)
        for weekday, stretches in hours.items()
        for starts, ends in stretches
    )


def _said(hours: Hours) -> str:
    return "; ".join(
        f"{weekday + 1}: " + ", ".join(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in stretches)
        for weekday, stretches in sorted(hours.items())
    )
