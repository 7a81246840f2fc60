"""Recurrence rules by example: the days, the periods, the words and the refusals (C-07)."""

from datetime import date

import pytest
from django.utils import translation

from brm.core.errors import DomainError
from brm.core.recurrence import Rule, describe, next_after, occurrences, occurrences_many
from tests.core.weekdays import START, WEEK


def due(rule, from_=START, to=date(2026, 12, 31), schedule=WEEK):
    return [occurrence.due_day.isoformat()[5:] for occurrence in occurrences(rule, from_, to, schedule)]


def keys(rule, to=date(2026, 12, 31)):
    return [occurrence.period_key for occurrence in occurrences(rule, START, to, WEEK)]


@pytest.mark.req("C-07")
@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule("weekly", START, weekdays=(0, 3), count=4), ["01-02", "01-05", "01-08", "01-12"]),
        (Rule("weekly", START, interval=2, weekdays=(4,), count=3), ["01-02", "01-16", "01-30"]),
        (
            Rule("monthly", START, day=31, holidays="keep", until=date(2026, 4, 30)),
            ["01-31", "02-28", "03-31", "04-30"],
        ),
        (Rule("monthly", START, day=-1, holidays="before", count=3), ["01-30", "02-27", "03-31"]),
        (Rule("monthly", START, nth_week=-1, weekdays=(4,), count=3), ["01-30", "02-27", "03-27"]),
        (Rule("monthly", START, nth_week=1, weekdays=(4,), months=(5, 6)), ["05-04", "06-05"]),
        (Rule("monthly", START, interval=5, day=10, holidays="keep"), ["01-10", "06-10", "11-10"]),
        (Rule("quarterly", START, months=(2,), day=15, holidays="keep"), ["02-15", "05-15", "08-15", "11-15"]),
        (Rule("quarterly", START, nth_working_day=10), ["01-15", "04-14", "07-14", "10-14"]),
        (Rule("half_yearly", START, months=(6,), nth_working_day=-1), ["06-30", "12-31"]),
        (Rule("yearly", START, months=(3, 9), day=1), ["03-02", "09-01"]),
        (Rule("yearly", date(2026, 4, 7), day=7), ["04-07"]),
        (Rule("working_day_of_month", START, nth_working_day=2, count=2), ["01-05", "02-03"]),
        (Rule("working_day_of_month", START, nth_working_day=-2, count=2), ["01-29", "02-26"]),
        (Rule("custom", START, custom="FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU"), ["01-13", "04-14", "07-14", "10-13"]),
    ],
)
def test_rule_comes_round(rule, days):
    assert due(rule) == days


@pytest.mark.req("C-07", "INV-59")
@pytest.mark.parametrize(("handling", "day"), [("before", "04-30"), ("after", "05-04"), ("keep", "05-01")])
def test_a_holiday_moves_the_due_day_as_agreed(handling, day):
    assert due(Rule("yearly", START, months=(5,), day=1, holidays=handling)) == [day]


@pytest.mark.req("C-07")
def test_moved_day_stays_within_its_period_and_is_found_where_it_falls():
    (found,) = occurrences(Rule("yearly", START, months=(5,), day=31), date(2026, 6, 1), date(2026, 6, 1), WEEK)

    assert (found.nominal_day, found.due_day) == (date(2026, 5, 31), date(2026, 6, 1))
    last = Rule("monthly", START, day=-1, months=(1,))
    (found,) = occurrences(last, START, date(2026, 3, 1), WEEK)
    assert (found.period_key, found.period_start, found.period_end) == ("2026-01", START, date(2026, 2, 2))


def test_a_day_is_never_moved_before_the_start():
    assert due(Rule("monthly", date(2026, 1, 3), day=3, holidays="before", count=1)) == ["01-05"]


@pytest.mark.req("C-07")
@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule("weekly", START, count=2), ["2026-W01", "2026-W02"]),
        (Rule("weekly", START, weekdays=(0, 4), count=2), ["2026-W01.5", "2026-W02.1"]),
        (Rule("monthly", START, day=5, count=2), ["2026-01", "2026-02"]),
        (Rule("quarterly", START, day=5, count=2), ["2026-Q1", "2026-Q2"]),
        (Rule("half_yearly", START, day=5, count=2), ["2026-H1", "2026-H2"]),
        (Rule("yearly", START, day=5, count=1), ["2026"]),
        (Rule("yearly", START, day=5, months=(2, 8)), ["2026.02", "2026.08"]),
        (Rule("custom", START, custom="FREQ=WEEKLY", count=2), ["2026-01-01", "2026-01-08"]),
    ],
)
def test_period_keys_name_the_period(rule, found):
    assert keys(rule) == found


@pytest.mark.req("C-07")
def test_period_of_a_rule_of_ones_own_lasts_until_the_next_or_for_its_grace():
    text = "FREQ=MONTHLY;BYMONTHDAY=10,20"
    (first, second, *_) = occurrences(Rule("custom", START, custom=text), START, date(2026, 2, 28), WEEK)
    assert (first.period_start, first.period_end) == (date(2026, 1, 10), date(2026, 1, 19))
    assert second.period_end == date(2026, 2, 9)

    graced = Rule("custom", START, custom=text, grace_days=3, holidays="keep")
    assert occurrences(graced, START, date(2026, 1, 31), WEEK)[0].period_end == date(2026, 1, 13)


def test_next_after_goes_on_until_the_rule_has_ended():
    rule = Rule("yearly", START, interval=10, months=(2,), day=29)

    assert next_after(rule, START, WEEK).due_day == date(2026, 3, 2)
    assert next_after(rule, date(2026, 3, 2), WEEK).nominal_day == date(2036, 2, 29)
    assert next_after(rule, date(2000, 1, 1), WEEK).due_day == date(2026, 3, 2)
    assert next_after(Rule("weekly", START, count=2), date(2026, 1, 8), WEEK) is None
    assert next_after(Rule("weekly", START, until=date(2026, 1, 8)), date(2026, 1, 8), WEEK) is None


def test_many_plans_are_reckoned_together():
    rule = Rule("monthly", START, day=5)
    other = Rule("weekly", START)

    found = dict(occurrences_many([(1, rule, WEEK), (2, rule, WEEK), (3, other, WEEK)], START, date(2026, 2, 28)))

    assert found[1] is found[2]
    assert found[3] == occurrences(other, START, date(2026, 2, 28), WEEK)


@pytest.mark.parametrize(
    ("kept", "field"),
    [
        ([], "frequency"),
        ({"start": "2026-01-01"}, "frequency"),
        ({"frequency": "weekly"}, "start"),
        ({"frequency": "hourly"}, "frequency"),
        ({"frequency": "weekly", "start": "soon"}, "start"),
        ({"frequency": "weekly", "start": 5}, "start"),
        ({"frequency": "weekly", "colour": "red"}, "colour"),
        ({"frequency": "weekly", "interval": 0}, "interval"),
        ({"frequency": "weekly", "interval": "2"}, "interval"),
        ({"frequency": "weekly", "interval": True}, "interval"),
        ({"frequency": "weekly", "weekdays": [7]}, "weekdays"),
        ({"frequency": "weekly", "weekdays": "monday"}, "weekdays"),
        ({"frequency": "weekly", "day": 3}, "day"),
        ({"frequency": "weekly", "grace_days": 3}, "grace_days"),
        ({"frequency": "weekly", "custom": "FREQ=DAILY"}, "custom"),
        ({"frequency": "weekly", "holidays": "never"}, "holidays"),
        ({"frequency": "weekly", "until": "2025-12-31"}, "until"),
        ({"frequency": "weekly", "until": "2026-12-31", "count": 3}, "count"),
        ({"frequency": "weekly", "count": 0}, "count"),
        ({"frequency": "monthly"}, "day"),
        ({"frequency": "monthly", "day": 0}, "day"),
        ({"frequency": "monthly", "day": 32}, "day"),
        ({"frequency": "monthly", "day": 3, "nth_working_day": 3}, "nth_working_day"),
        ({"frequency": "monthly", "nth_week": 5, "weekdays": [0]}, "nth_week"),
        ({"frequency": "monthly", "nth_week": 2}, "weekdays"),
        ({"frequency": "monthly", "day": 3, "weekdays": [2]}, "weekdays"),
        ({"frequency": "monthly", "day": 3, "interval": 2, "months": [2]}, "months"),
        ({"frequency": "quarterly", "day": 3, "months": [4]}, "months"),
        ({"frequency": "quarterly", "day": 3, "months": [1, 2]}, "months"),
        ({"frequency": "yearly", "day": 3, "months": [13]}, "months"),
        ({"frequency": "working_day_of_month", "day": 3}, "nth_working_day"),
        ({"frequency": "working_day_of_month", "nth_working_day": 0}, "nth_working_day"),
        ({"frequency": "working_day_of_month", "nth_working_day": 24}, "nth_working_day"),
        ({"frequency": "custom"}, "custom"),
        ({"frequency": "custom", "custom": "FREQ=DAILY", "day": 3}, "day"),
        ({"frequency": "custom", "custom": "FREQ=DAILY", "interval": 2}, "interval"),
        ({"frequency": "custom", "custom": "FREQ=DAILY", "grace_days": -1}, "grace_days"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_field(kept, field):
    if isinstance(kept, dict) and field != "start":
        kept = {"start": "2026-01-01", **kept}

    with pytest.raises(DomainError) as refusal:
        Rule.from_json(kept)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "text",
    [
        "every day",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=5",
        "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;UNTIL=20300101",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYSETPOS=0",
        "FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "DTSTART=20260101;FREQ=DAILY",
        "FREQ=DAILY;" * 40,
    ],
)
def test_rule_of_ones_own_that_cannot_be_is_refused(text):
    with pytest.raises(DomainError) as refusal:
        Rule("custom", START, custom=text)
    assert refusal.value.field == "custom"


@pytest.mark.req("C-07")
@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            Rule("weekly", START, weekdays=(0, 3)),
            "Every week on Monday and Thursday; if it is a holiday, on the working day after",
        ),
        (Rule("weekly", START, interval=2, weekdays=(0,), holidays="keep"), "Every 2 weeks on Monday"),
        (
            Rule("monthly", START, day=-1, holidays="before"),
            "On the last day of every month; if it is a holiday, on the working day before",
        ),
        (
            Rule("monthly", START, nth_week=-1, weekdays=(4,), holidays="keep", count=6),
            "On the last Friday of every month; 6 times in all",
        ),
        (Rule("monthly", START, interval=2, day=22, holidays="keep"), "Every 2 months, on the 22nd day"),
        (Rule("working_day_of_month", START, nth_working_day=2), "On the 2nd working day of every month"),
        (Rule("working_day_of_month", START, nth_working_day=-1), "On the last working day of every month"),
        (
            Rule("quarterly", START, months=(2,), nth_working_day=-3),
            "On the 3rd to last working day of the 2nd month of every quarter",
        ),
        (Rule("half_yearly", START, day=11, holidays="keep"), "On the 11th day of the 1st month of every half-year"),
        (
            Rule("yearly", START, months=(3, 6, 9), day=1, holidays="keep"),
            "Every year in March, June and September, on the 1st day",
        ),
        (
            Rule("custom", START, custom="freq=weekly; byday=mo", holidays="keep"),
            "By a rule of one's own: FREQ=WEEKLY;BYDAY=MO",
        ),
    ],
)
def test_rule_can_be_read(rule, sentence):
    with translation.override("en"):
        assert describe(rule) == sentence
    with translation.override("zh-hans"):
        assert describe(rule)
