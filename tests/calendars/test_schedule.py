"""Working days and hours by example: lunch, nights, summer time, leap days, the year's end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from brm.calendars.engine import Schedule, around_the_clock
from brm.core.errors import DomainError
from tests.calendars.strategies import OFFICE

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOLIDAYS = {date(2026, 2, day): False for day in range(15, 24)}
MAKE_UP = {date(2026, 2, 14): True, date(2026, 2, 28): True}
OURS = Schedule.build(SHANGHAI, OFFICE, {**HOLIDAYS, **MAKE_UP})


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def hours(amount: float) -> timedelta:
    return timedelta(hours=amount)


@pytest.mark.req("INV-59")
def test_make_up_days_are_worked_and_the_festival_is_not():
    assert OURS.is_working_day(date(2026, 2, 14))
    assert not OURS.is_working_day(date(2026, 2, 17))
    assert OURS.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert OURS.previous_working_day(date(2026, 2, 24)) == date(2026, 2, 14)
    assert OURS.add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert OURS.working_days_between(date(2026, 2, 13), date(2026, 2, 28)) == 6


@pytest.mark.req("INV-59")
def test_make_up_day_has_the_hours_of_an_ordinary_one():
    assert OURS.working_time_between(at("2026-02-28 00:00"), at("2026-03-01 00:00")) == hours(7.5)


@pytest.mark.req("INV-59")
@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 8), -1, date(2026, 3, 6)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2026, 3, 6), 260, date(2027, 3, 5)),
    ],
)
def test_working_days_are_added_over_weekends_and_years(day, count, found):
    assert OURS.add_working_days(day, count) == found


@pytest.mark.req("INV-59")
@pytest.mark.parametrize(
    ("nth", "day"),
    [(1, 2), (5, 6), (10, 13), (14, 26), (20, 28), (-1, 28), (-2, 27), (-20, 2)],
)
def test_nth_working_day_counts_make_up_days_and_stays_in_the_month(nth, day):
    assert OURS.nth_working_day(2026, 2, nth) == date(2026, 2, day)


def test_month_without_working_days_gives_the_next_there_is():
    shut = Schedule.build(SHANGHAI, OFFICE, {date(2026, 12, day): False for day in range(1, 32)})

    assert shut.nth_working_day(2026, 12, 3) == date(2027, 1, 1)
    assert shut.nth_working_day(2026, 11, -1) == date(2026, 11, 30)


@pytest.mark.req("INV-59")
@pytest.mark.parametrize(("rule", "day"), [("before", 14), ("after", 24), ("keep", 17)])
def test_a_day_off_is_moved_by_its_rule(rule, day):
    assert OURS.move(date(2026, 2, 17), rule) == date(2026, 2, day)
    assert OURS.move(date(2026, 2, 13), rule) == date(2026, 2, 13)


def test_working_days_between_is_signed():
    assert OURS.working_days_between(date(2026, 3, 9), date(2026, 3, 6)) == -1
    assert OURS.working_days_between(date(2026, 3, 6), date(2026, 3, 6)) == 0


def test_lunch_and_night_do_not_count():
    assert OURS.working_time_between(at("2026-03-05 11:30"), at("2026-03-05 14:00")) == hours(1)
    assert OURS.working_time_between(at("2026-03-05 17:00"), at("2026-03-06 10:00")) == hours(2)
    assert OURS.add_working_time(at("2026-03-06 17:30"), hours(1)) == at("2026-03-09 09:30")


def test_time_ends_at_closing_and_not_at_the_next_opening():
    assert OURS.add_working_time(at("2026-03-06 17:00"), hours(1)) == at("2026-03-06 18:00")
    assert OURS.add_working_time(at("2026-03-07 12:00"), timedelta(0)) == at("2026-03-07 12:00")


@pytest.mark.req("INV-13")
def test_pauses_overlap_reach_over_nights_and_stay_open():
    noon, start = at("2026-03-05 12:00"), at("2026-03-05 09:00")
    waits = [(at("2026-03-05 10:00"), at("2026-03-05 11:00")), (at("2026-03-05 10:30"), at("2026-03-05 11:30"))]

    assert OURS.elapsed(start, noon, waits) == hours(1.5)
    assert OURS.elapsed(start, noon, [*waits, (at("2026-03-05 11:45"), None)]) == hours(1.25)
    assert OURS.add_working_time(start, hours(1), [(at("2026-03-05 10:00"), None)]) == at("2026-03-05 10:00")
    assert OURS.add_working_time(start, hours(2), [(at("2026-03-05 10:00"), None)]) is None
    assert OURS.elapsed(start, noon, [(at("2026-03-01 10:00"), at("2026-03-05 09:30"))]) == hours(2.5)


@pytest.mark.req("INV-13")
def test_a_clock_read_before_its_start_shows_nothing():
    assert OURS.elapsed(at("2026-03-05 12:00"), at("2026-03-05 09:00")) == timedelta(0)
    with pytest.raises(ValueError, match="backwards"):
        OURS.add_working_time(at("2026-03-05 12:00"), -hours(1))


@pytest.mark.parametrize(
    ("zone", "day", "worked"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Asia/Shanghai", "2026-03-29", 24),
    ],
)
def test_days_on_which_clocks_change_have_the_hours_they_have(zone, day, worked):
    start = at(day, zone)
    end = datetime.combine(start.date() + timedelta(1), time.min, ZoneInfo(zone))
    always = Schedule.build(zone, {weekday: [(time.min, time.min)] for weekday in range(7)}, {date(2020, 1, 1): True})

    assert always.working_time_between(start, end) == hours(worked)
    assert around_the_clock(zone).working_time_between(start, end) == hours(worked)


def test_an_hour_that_does_not_exist_is_not_worked_and_one_that_comes_twice_is_twice():
    night = Schedule.build("Europe/Berlin", {6: [(time(2), time(3))]})

    assert night.working_time_between(at("2026-03-29 00:00"), at("2026-03-30 00:00")) == timedelta(0)
    assert night.working_time_between(at("2026-10-25 00:00"), at("2026-10-26 12:00")) == hours(2)
    assert night.wall(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert night.wall(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_that_a_country_left_out_is_not_worked():
    samoa = Schedule.build("Pacific/Apia", {weekday: [(time(9), time(17))] for weekday in range(7)})

    start = at("2011-12-29 17:00", "Pacific/Apia")
    assert samoa.add_working_time(start, hours(1)) == at("2011-12-31 10:00", "Pacific/Apia")


def test_leap_day_and_year_end_are_days_as_others():
    assert OURS.add_working_time(at("2024-02-28 17:30"), hours(1)) == at("2024-02-29 09:30")
    assert OURS.add_working_time(at("2026-12-31 17:30"), hours(1)) == at("2027-01-01 09:30")
    assert OURS.working_time_between(at("2025-12-31 00:00"), at("2026-01-03 00:00")) == hours(22.5)


def test_a_night_shift_is_two_stretches_split_at_midnight():
    with pytest.raises(DomainError, match="00:00"):
        Schedule.build("UTC", {0: [(time(22), time(6))]})
    shift = Schedule.build("UTC", {0: [(time(22), time.min)], 1: [(time.min, time(6))]})

    assert shift.working_time_between(at("2026-03-02", "UTC"), at("2026-03-04", "UTC")) == hours(8)


@pytest.mark.parametrize(
    "week",
    [
        {},
        {0: [(time(9), time(9))]},
        {0: [(time(9), time(12)), (time(11), time(13))]},
        {0: [(time(20), time.min), (time(23), time(23, 30))]},
    ],
)
def test_impossible_hours_are_refused(week):
    with pytest.raises(DomainError) as refusal:
        Schedule.build("UTC", week)
    assert refusal.value.field == "hours"


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        OURS.elapsed(datetime.fromisoformat("2026-03-05 09:00"), at("2026-03-05 12:00"))


def test_a_search_without_end_is_refused():
    with pytest.raises(DomainError):
        OURS.add_working_days(date(2026, 3, 5), 5_000_000)


@pytest.mark.req("INV-13")
def test_a_new_zone_in_the_middle_neither_runs_backwards_nor_adds_time():
    start, now = at("2026-03-05 09:00"), at("2026-03-05 17:00")
    moved = Schedule.build("America/New_York", OFFICE)

    assert timedelta(0) <= moved.elapsed(start, now) <= now - start
