"""Limits in every unit, and when they end (ruling 11, default clocks of 4.6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from brm.calendars.engine import Schedule
from brm.calendars.enums import CalendarChoice, Unit
from brm.calendars.limits import Limit, budget, due_moment, spent
from brm.core.errors import DomainError
from tests.calendars.strategies import OFFICE, calendars, moments, pauses
from tests.calendars.test_schedule import OURS, SHANGHAI, at

FOUR_HOURS = Limit(4, Unit.HOURS)
ONE_DAY = Limit(1, Unit.WORKING_DAYS)


@pytest.mark.req("INV-13", "INV-59")
@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-03-06 17:50", Limit(15, Unit.MINUTES), "2026-03-06 18:05"),
        ("2026-03-06 17:50", FOUR_HOURS, "2026-03-06 21:50"),
        ("2026-03-06 17:50", Limit(15, Unit.WORKING_MINUTES), "2026-03-09 09:05"),
        ("2026-03-06 17:30", Limit(1, Unit.WORKING_HOURS), "2026-03-09 09:30"),
        ("2026-03-05 10:15", ONE_DAY, "2026-03-06 10:15"),
        ("2026-03-06 10:15", ONE_DAY, "2026-03-09 10:15"),
        ("2026-02-13 10:15", ONE_DAY, "2026-02-14 10:15"),
        ("2026-02-14 10:15", ONE_DAY, "2026-02-24 10:15"),
        ("2026-03-05 12:30", ONE_DAY, "2026-03-06 12:00"),
        ("2026-03-05 19:00", ONE_DAY, "2026-03-06 18:00"),
        ("2026-03-07 10:00", ONE_DAY, "2026-03-09 18:00"),
        ("2026-03-05 09:00", ONE_DAY, "2026-03-05 18:00"),
        ("2026-03-05 10:15", Limit(10, Unit.WORKING_DAYS), "2026-03-19 10:15"),
        ("2026-03-05 10:15", Limit(5, Unit.DAYS), "2026-03-10 10:15"),
    ],
)
def test_limit_ends_in_its_unit(start, limit, due):
    assert due_moment(at(start), limit, OURS) == at(due)


@pytest.mark.parametrize(
    ("start", "due", "length"),
    [("2026-03-28 10:00", "2026-03-29 10:00", 23), ("2026-10-24 10:00", "2026-10-25 10:00", 25)],
)
def test_limit_in_days_keeps_the_wall_time_when_clocks_change(start, due, length):
    berlin = Schedule.build("Europe/Berlin", OFFICE)

    assert due_moment(at(start, "Europe/Berlin"), Limit(1, Unit.DAYS), berlin) == at(due, "Europe/Berlin")
    assert budget(at(start, "Europe/Berlin"), Limit(1, Unit.DAYS), berlin) == timedelta(hours=length)


def test_percent_warns_before_and_escalates_after():
    start = at("2026-03-05 09:00")

    assert due_moment(start, Limit(10, Unit.WORKING_HOURS), OURS, percent=80) == at("2026-03-06 09:30")
    assert due_moment(start, ONE_DAY, OURS, percent=200) == at("2026-03-06 18:00")


@pytest.mark.req("INV-13")
def test_waiting_stops_the_limit_and_an_open_wait_leaves_it_unknown():
    start, wait = at("2026-03-05 10:00"), (at("2026-03-05 11:00"), at("2026-03-05 14:30"))

    assert due_moment(start, ONE_DAY, OURS, [wait]) == at("2026-03-06 12:00")
    assert due_moment(start, FOUR_HOURS, OURS, [wait]) == at("2026-03-05 17:30")
    assert due_moment(start, ONE_DAY, OURS, [(wait[0], None)]) is None
    assert spent(start, at("2026-03-05 15:00"), ONE_DAY, OURS, [wait]) == timedelta(hours=1.5)
    assert spent(start, at("2026-03-05 15:00"), FOUR_HOURS, OURS, [wait]) == timedelta(hours=1.5)


@pytest.mark.req("INV-13")
@seed(20260305)
@settings(max_examples=300, deadline=None, database=None)
@given(st.data())
def test_due_moments_follow_their_start_their_amount_and_their_pauses(data):
    start = data.draw(moments())
    schedule = Schedule.build(*data.draw(calendars(start)))
    unit, amount = data.draw(st.sampled_from(Unit.values)), data.draw(st.integers(1, 12))
    later = start + timedelta(minutes=data.draw(st.integers(0, 4000)))
    waits = [(since, until) for since, until in data.draw(pauses(start)) if until is not None]
    limit = Limit(amount, unit)

    due = due_moment(start, limit, schedule)

    assert due >= start
    assert due_moment(start, Limit(amount + 1, unit), schedule) >= due
    assert due_moment(start, limit, schedule, waits) >= due
    if unit != Unit.DAYS:
        assert due_moment(later, limit, schedule) >= due
    assert spent(start, due, limit, schedule) == budget(start, limit, schedule)


def test_a_limit_is_kept_as_it_was():
    limit = Limit(2, Unit.WORKING_DAYS, CalendarChoice.OURS)

    assert Limit.from_json(limit.to_json()) == limit
    assert str(Limit(1, Unit.HOURS)) != str(Limit(2, Unit.HOURS))


@pytest.mark.parametrize(
    ("kept", "field"),
    [
        ({}, "amount"),
        ({"amount": 0, "unit": "hours"}, "amount"),
        ({"amount": True, "unit": "hours"}, "amount"),
        ({"amount": "4", "unit": "hours"}, "amount"),
        ({"amount": 4, "unit": "fortnights"}, "unit"),
        ({"amount": 4, "unit": "hours", "calendar": "moon"}, "calendar"),
    ],
)
def test_a_limit_that_is_none_is_refused(kept, field):
    with pytest.raises(DomainError) as refusal:
        Limit.from_json(kept)
    assert refusal.value.field == field


def test_friday_that_closes_early_clips_the_day():
    short = Schedule.build(SHANGHAI, {**OFFICE, 4: [(OFFICE[4][0])]}, {date(2026, 3, 10): False})

    assert due_moment(at("2026-03-05 17:00"), ONE_DAY, short) == at("2026-03-06 12:00")
    assert due_moment(at("2026-03-06 11:00"), ONE_DAY, short) == at("2026-03-09 11:00")
    assert due_moment(at("2026-03-09 11:00"), ONE_DAY, short) == at("2026-03-11 11:00")
