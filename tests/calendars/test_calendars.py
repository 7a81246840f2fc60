"""Calendars kept: hours, zones, whose is ours, and when a schedule is built anew."""

from datetime import date, time
from unittest.mock import ANY

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from brm.audit.models import AuditEvent
from brm.calendars import tasks
from brm.calendars.domain.calendars import (
    OFFICE_HOURS,
    change_calendar,
    create_calendar,
    hours_of,
    make_default,
    set_hours,
)
from brm.calendars.domain.days import set_day
from brm.calendars.domain.queries import (
    calendars_for,
    default_calendar,
    schedule_for,
    schedule_of,
    schedules_of,
    years_of,
)
from brm.calendars.enums import DayKind
from brm.calendars.models import CalendarDay, WorkingCalendar, WorkingInterval
from brm.calendars.registry import days_changed
from brm.core import clock
from brm.core.errors import DomainError

pytestmark = pytest.mark.django_db


def calendar_of(code="berlin", zone="Europe/Berlin", **values):
    return create_calendar(name=code.title(), code=code, time_zone=zone, by=None, **values)


def test_calendar_is_made_with_its_hours_and_a_line_of_history():
    calendar = calendar_of()

    assert {weekday: tuple(stretches) for weekday, stretches in hours_of(calendar).items()} == OFFICE_HOURS
    (line,) = AuditEvent.objects.filter(subject_type="calendars.workingcalendar")
    assert line.action == "calendar.create"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"zone": "Europe/Atlantis"}, "time_zone"),
        ({"country": "XX"}, "country"),
        ({"hours": {}}, "hours"),
        ({"hours": {0: [(time(9), time(12)), (time(11), time(13))]}}, "hours"),
        ({"hours": {0: [(time(22), time(6))]}}, "hours"),
        ({"code": "not a code"}, "code"),
    ],
)
def test_calendar_that_cannot_be_is_refused(values, field):
    with pytest.raises(DomainError) as refusal:
        calendar_of(**values)
    assert refusal.value.field == field
    assert not WorkingCalendar.objects.exists()


def test_code_is_taken_once():
    calendar_of()

    with pytest.raises(DomainError) as refusal:
        calendar_of()
    assert refusal.value.field == "code"


def test_new_hours_take_the_place_of_the_old():
    calendar = calendar_of()
    heard = []
    days_changed.register("test", lambda changed, days: heard.append(days))

    set_hours(calendar, {0: [(time(8), time(16))], 1: [], 5: [(time(22), time.min)]}, by=None)
    set_hours(calendar, {5: [(time(22), time.min)], 0: [(time(8), time(16))]}, by=None)

    days_changed._entries.pop("test")
    assert hours_of(calendar) == {0: [(time(8), time(16))], 5: [(time(22), time.min)]}
    assert heard == [None]
    assert AuditEvent.objects.filter(action="calendar.hours").count() == 1


def test_impossible_hours_leave_the_old_ones():
    calendar = calendar_of()

    with pytest.raises(DomainError):
        set_hours(calendar, {}, by=None)
    assert len(hours_of(calendar)) == 5


def test_change_of_zone_is_checked_and_told():
    calendar = calendar_of()

    change_calendar(calendar, by=None, time_zone="Asia/Tokyo", country="JP")
    change_calendar(calendar, by=None, time_zone="Asia/Tokyo")
    with pytest.raises(DomainError):
        change_calendar(calendar, by=None, time_zone="Tokyo")

    (line,) = AuditEvent.objects.filter(action="calendar.change")
    assert line.changes == {"time_zone": ["Europe/Berlin", "Asia/Tokyo"], "country": ["", "JP"]}


def test_only_one_calendar_is_ours():
    first = default_calendar()
    second = make_default(calendar_of(), by=None)
    make_default(second, by=None)

    assert default_calendar() == second
    assert not WorkingCalendar.objects.get(pk=first.pk).is_default
    with pytest.raises(IntegrityError, match="only_one_calendar_is_ours"), transaction.atomic():
        WorkingCalendar.objects.filter(pk=first.pk).update(is_default=True)


def test_schedule_is_built_once_per_version(django_assert_num_queries):
    calendar = calendar_of()
    schedule = schedule_for(calendar)

    with django_assert_num_queries(0):
        assert schedule_for(calendar) is schedule
    with django_assert_num_queries(1):
        assert schedule_of(calendar.pk) is schedule

    set_day(calendar, date(2026, 3, 3), DayKind.HOLIDAY, by=None)
    assert not schedule_of(calendar.pk).is_working_day(date(2026, 3, 3))
    assert schedule.is_working_day(date(2026, 3, 3))


@pytest.mark.parametrize("count", [1, 3])
def test_schedules_of_many_take_the_same_queries_however_many(count, django_assert_num_queries):
    default_calendar()
    ids = [calendar_of(f"c{n}").pk for n in range(count)]
    schedules_of([*ids, None])

    with django_assert_num_queries(1):
        found = schedules_of([*ids, None])

    assert found == {None: ANY, **dict.fromkeys(ids, ANY)}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (WorkingInterval(weekday=7, starts=time(9), ends=time(10)), "working_interval_has_a_weekday"),
        (WorkingInterval(weekday=6, starts=time(9), ends=time(9)), "working_interval_ends_after_it_starts"),
        (WorkingInterval(weekday=0, starts=time(9), ends=time(10)), "working_intervals_do_not_start_together"),
        (CalendarDay(day=date(2026, 3, 3), kind="party"), "calendar_day_has_a_kind"),
        (CalendarDay(day=date(2026, 3, 3), standing="rumour"), "calendar_day_has_a_standing"),
        (CalendarDay(day=date(2026, 3, 3), origin="dream"), "calendar_day_has_an_origin"),
        (CalendarDay(day=date(2026, 3, 4)), "calendar_names_a_day_once"),
    ],
)
def test_database_holds_the_rules(row, rule):
    row.calendar = calendar_of()
    set_day(row.calendar, date(2026, 3, 4), DayKind.HOLIDAY, by=None)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row.save()


def test_calendars_are_open_to_whoever_signed_in():
    class Nobody:
        is_authenticated = False

    class Somebody:
        is_authenticated = True

    calendar = calendar_of()

    assert list(calendars_for(Somebody())) == [calendar]
    assert not calendars_for(Nobody()).exists()


def test_command_and_task_make_our_calendar_and_can_be_repeated(capsys):
    call_command("calendars")
    tasks.refresh_days()

    assert WorkingCalendar.objects.get().is_default
    assert [year for year, _standing, _days in years_of(default_calendar())] == [
        clock.today().year + shift for shift in (-1, 0, 1)
    ]
    assert capsys.readouterr().out.count("20") >= 3
