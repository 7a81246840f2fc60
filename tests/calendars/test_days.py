"""The days of a calendar: China's make-up days as announced, provisional years, imports and edits (ruling 10)."""

from datetime import date, time

import pytest

from brm.audit.models import AuditEvent
from brm.calendars.domain import days, defaults
from brm.calendars.domain.calendars import create_calendar
from brm.calendars.domain.queries import days_of, default_schedule, schedule_for
from brm.calendars.domain.sources import KnownYear, SourceDay, known_year, knows_country
from brm.calendars.enums import DayKind, Origin, Standing
from brm.calendars.models import WorkingCalendar
from brm.calendars.registry import days_changed
from brm.core import clock
from brm.core.errors import DomainError

pytestmark = pytest.mark.django_db
IMPORT_2027 = [
    SourceDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),
    SourceDay(date(2027, 2, 5), DayKind.HOLIDAY, "春节"),
    SourceDay(date(2027, 2, 20), DayKind.WORKDAY, "春节"),
]


@pytest.fixture
def china():
    return create_calendar(name="China", code="cn", time_zone="Asia/Shanghai", country="CN", by=None)


@pytest.fixture
def heard():
    """What a reaction to changed days was told."""
    told = []
    days_changed.register("test", lambda calendar, changed: told.append((calendar.code, changed)))
    yield told
    days_changed._entries.pop("test")


def fresh(calendar):
    return schedule_for(WorkingCalendar.objects.get(pk=calendar.pk))


# As announced by the State Council for each year: days worked at weekends, and days free in the week.
WORKED = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}
FREE = {
    2024: ["02-12", "02-16", "04-04", "05-03", "06-10", "09-17", "10-07"],
    2025: ["01-28", "02-04", "04-04", "05-05", "06-02", "10-08"],
    2026: ["01-02", "02-16", "02-23", "04-06", "05-05", "06-19", "09-25", "10-07"],
}


@pytest.mark.req("INV-59")
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_chinese_years_are_worked_as_announced(china, year):
    loading = days.load_official_days(china, year)

    schedule = fresh(china)
    weekends = [
        f"{day:%m-%d}"
        for n in range(366)
        if (day := date.fromordinal(date(year, 1, 1).toordinal() + n)).year == year
        and day.weekday() > 4
        and schedule.is_working_day(day)
    ]
    assert loading.standing == Standing.OFFICIAL
    assert weekends == WORKED[year]
    assert not any(schedule.is_working_day(date.fromisoformat(f"{year}-{day}")) for day in FREE[year])
    assert not any(schedule.is_provisional(row.day) for row in days_of(china, year))


@pytest.mark.req("INV-59")
def test_spring_festival_of_2026_is_nine_days_between_two_saturdays_worked(china):
    days.load_official_days(china, 2026)
    schedule = fresh(china)

    assert schedule.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert schedule.add_working_days(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert schedule.nth_working_day(2026, 2, 10) == date(2026, 2, 13)
    assert schedule.nth_working_day(2026, 2, -1) == date(2026, 2, 28)


@pytest.mark.req("INV-59")
def test_a_year_not_yet_announced_is_provisional(china):
    loading = days.load_official_days(china, 2027)

    schedule = fresh(china)
    assert loading.standing == Standing.PROVISIONAL
    assert not schedule.is_working_day(date(2027, 10, 1))
    assert schedule.is_provisional(date(2027, 10, 1))


def test_a_year_nobody_knows_goes_by_its_weekdays(china):
    assert not days.load_official_days(china, 2400)
    assert fresh(china).is_working_day(date(2400, 1, 3))
    assert fresh(china).nth_working_day(2400, 10, 1) == date(2400, 10, 2)


def test_loading_again_changes_nothing_and_leaves_no_trace(china):
    days.load_official_days(china, 2026)
    version, lines = WorkingCalendar.objects.get(pk=china.pk).version, AuditEvent.objects.count()

    assert not days.load_official_days(china, 2026)
    assert WorkingCalendar.objects.get(pk=china.pk).version == version
    assert AuditEvent.objects.count() == lines


@pytest.mark.req("INV-59")
def test_official_days_take_the_place_of_provisional_ones_and_are_heard_of(china, heard, monkeypatch):
    days.load_official_days(china, 2027)
    heard.clear()
    announced = KnownYear(tuple(IMPORT_2027), Standing.OFFICIAL, "the next library")
    monkeypatch.setattr(days, "known_year", lambda country, year: announced)

    loading = days.load_official_days(china, 2027)

    assert (loading.added, loading.changed) == (1, 2)
    assert [row.day for row in days_of(china, 2027)] == [row.day for row in IMPORT_2027]
    ((code, turned),) = heard
    assert code == "cn"
    assert {date(2027, 2, 20), date(2027, 10, 1)} <= turned
    assert date(2027, 1, 1) not in turned
    assert AuditEvent.objects.filter(action="calendar.load").count() == 2


def test_official_days_are_never_replaced_by_provisional_ones(china, monkeypatch):
    days.load_official_days(china, 2026)
    known = known_year("CN", 2026)
    monkeypatch.setattr(
        days, "known_year", lambda *_: KnownYear(known.days[:3], Standing.PROVISIONAL, "an old library")
    )

    assert not days.load_official_days(china, 2026)
    assert days_of(china, 2026).count() == len(known.days)


def test_what_an_administrator_put_survives_every_loading(china):
    days.set_day(china, date(2026, 10, 1), DayKind.WORKDAY, by=None, name="stock-taking")
    days.set_day(china, date(2026, 3, 13), DayKind.HOLIDAY, by=None, name="founding day")
    days.load_official_days(china, 2026)
    days.remove_day(china, date(2026, 10, 10), by=None)
    days.load_official_days(china, 2026)

    schedule = fresh(china)
    assert schedule.is_working_day(date(2026, 10, 1))
    assert not schedule.is_working_day(date(2026, 3, 13))
    assert not schedule.is_working_day(date(2026, 10, 10))


def test_a_day_off_of_our_own_does_not_stop_provisional_days(china):
    days.set_day(china, date(2027, 3, 12), DayKind.HOLIDAY, by=None)

    days.load_official_days(china, 2027)

    assert not fresh(china).is_working_day(date(2027, 10, 1))


def test_removed_day_of_ones_own_is_an_ordinary_day(china):
    days.set_day(china, date(2027, 3, 12), DayKind.HOLIDAY, by=None)

    days.remove_day(china, date(2027, 3, 12), by=None)
    days.remove_day(china, date(2027, 3, 12), by=None)

    assert fresh(china).is_working_day(date(2027, 3, 12))
    assert not days_of(china, 2027).exists()


@pytest.mark.req("INV-59")
def test_imported_list_is_official_and_ends_the_guessing(china, heard):
    days.load_official_days(china, 2027)

    days.import_days(china, IMPORT_2027, by=None, source="notice of 2026-11")
    assert not days.load_official_days(china, 2027)

    rows = list(days_of(china, 2027))
    assert [row.day for row in rows] == [row.day for row in IMPORT_2027]
    assert {row.standing for row in rows} == {Standing.OFFICIAL}
    assert {row.origin for row in rows} == {Origin.IMPORTED}
    assert fresh(china).is_working_day(date(2027, 2, 20))
    assert date(2027, 2, 20) in heard[-1][1]


def test_imported_list_that_reaches_into_an_official_year_leaves_the_rest_of_it(china):
    days.load_official_days(china, 2026)
    before = days_of(china, 2026).count()

    days.import_days(china, [SourceDay(date(2026, 12, 31), DayKind.HOLIDAY), *IMPORT_2027], by=None)

    assert days_of(china, 2026).count() == before + 1
    assert not days.load_official_days(china, 2026)


def test_single_days_can_be_imported_beside_what_is_there(china):
    days.load_official_days(china, 2027)

    days.import_days(china, IMPORT_2027[2:], by=None, complete=False)

    assert not fresh(china).is_working_day(date(2027, 10, 1))
    assert fresh(china).is_working_day(date(2027, 2, 20))


@pytest.mark.parametrize("rows", [[], IMPORT_2027[:1] * 2, [SourceDay(date(2027, 1, 1), "party")]])
def test_a_list_that_is_none_is_refused(china, rows):
    with pytest.raises(DomainError):
        days.import_days(china, rows, by=None)


def test_our_own_calendar_is_there_from_the_first_need_on():
    assert not WorkingCalendar.objects.exists()

    schedule = default_schedule()

    (calendar,) = WorkingCalendar.objects.all()
    year = clock.today("Asia/Shanghai").year
    assert calendar.is_default
    assert [days_of(calendar, near).exists() for near in (year - 1, year, year + 1)] == [True, True, True]
    assert schedule.hours[0] == ((9 * 3600, 12 * 3600), (13 * 3600 + 1800, 18 * 3600))
    assert defaults.ensure_default_calendar() == calendar


def test_refreshing_fills_the_near_years_of_every_calendar_once():
    germany = create_calendar(name="DE", code="de", time_zone="Europe/Berlin", country="DE-BY", by=None)
    nowhere = create_calendar(name="None", code="none", time_zone="UTC", by=None, hours={0: [(time(8), time(16))]})

    assert defaults.refresh_calendars() == 3
    assert defaults.refresh_calendars() == 0

    assert not fresh(germany).is_working_day(date(clock.today().year, 1, 6))
    assert not nowhere.days.exists()


def test_countries_are_known_or_not():
    assert knows_country("DE")
    assert knows_country("DE-BY")
    assert not knows_country("XX")
    assert not knows_country("DE-XX")
    assert known_year("", 2026) is None
