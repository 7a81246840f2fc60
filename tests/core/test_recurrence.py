"""Recurrence rules by example and against a walk through the days (C-07)."""

import json
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from brm.core.errors import DomainError
from brm.core.recurrence import Rule, describe, next_after, occurrences, occurrences_many

START = date(2026, 1, 1)


class Weekdays:
    """Monday to Friday, but for the days named; a calendar as plain as can be."""

    def __init__(self, *free: date) -> None:
        self.free = set(free)

    def is_working_day(self, day):
        return day.weekday() < 5 and day not in self.free

    def move(self, day, rule):
        step = {"before": -1, "after": 1, "keep": 0}[rule]
        while step and not self.is_working_day(day):
            day += timedelta(step)
        return day

    def nth_working_day(self, year, month, nth):
        days = [day for n in range(1, 32) if (day := _day(year, month, n)) and self.is_working_day(day)]
        return days[min(nth, len(days)) - 1] if nth > 0 else days[max(len(days) + nth, 0)]


def _day(year, month, number):
    try:
        return date(year, month, number)
    except ValueError:
        return None


WEEK = Weekdays(date(2026, 1, 1), date(2026, 5, 1))


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


@pytest.mark.parametrize(("handling", "day"), [("before", "04-30"), ("after", "05-04"), ("keep", "05-01")])
def test_a_holiday_moves_the_due_day_as_agreed(handling, day):
    assert due(Rule("yearly", START, months=(5,), day=1, holidays=handling)) == [day]


def test_moved_day_stays_within_its_period_and_is_found_where_it_falls():
    (found,) = occurrences(Rule("yearly", START, months=(5,), day=31), date(2026, 6, 1), date(2026, 6, 1), WEEK)

    assert (found.nominal_day, found.due_day) == (date(2026, 5, 31), date(2026, 6, 1))
    last = Rule("monthly", START, day=-1, months=(1,))
    (found,) = occurrences(last, START, date(2026, 3, 1), WEEK)
    assert (found.period_key, found.period_start, found.period_end) == ("2026-01", START, date(2026, 2, 2))


def test_a_day_is_never_moved_before_the_start():
    assert due(Rule("monthly", date(2026, 1, 3), day=3, holidays="before", count=1)) == ["01-05"]


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


months = st.integers(1, 12)
ends = st.one_of(
    st.just({}),
    st.builds(lambda n: {"count": n}, st.integers(1, 60)),
    st.builds(lambda n: {"until": START + timedelta(n)}, st.integers(0, 2000)),
)
in_month = st.one_of(
    st.builds(lambda n: {"day": n}, st.sampled_from([-1, *range(1, 32)])),
    st.builds(lambda n, day: {"nth_week": n, "weekdays": (day,)}, st.sampled_from([-1, 1, 2, 3, 4]), st.integers(0, 6)),
    st.builds(lambda n: {"nth_working_day": n}, st.sampled_from([*range(-23, 0), *range(1, 24)])),
)
by_month = st.one_of(
    st.builds(lambda n: {"frequency": "monthly", "interval": n}, st.integers(1, 24)),
    st.builds(lambda chosen: {"frequency": "monthly", "months": chosen}, st.sets(months)),
    st.builds(
        lambda n, m: {"frequency": "quarterly", "interval": n, "months": (m,)}, st.integers(1, 8), st.integers(1, 3)
    ),
    st.builds(
        lambda n, m: {"frequency": "half_yearly", "interval": n, "months": (m,)}, st.integers(1, 4), st.integers(1, 6)
    ),
    st.builds(
        lambda n, chosen: {"frequency": "yearly", "interval": n, "months": chosen}, st.integers(1, 10), st.sets(months)
    ),
)
shapes = st.one_of(
    st.builds(
        lambda n, days: {"frequency": "weekly", "interval": n, "weekdays": days},
        st.integers(1, 52),
        st.sets(st.integers(0, 6)),
    ),
    st.builds(lambda often, day: {**often, **day}, by_month, in_month),
    st.builds(
        lambda often, n, grace: {"frequency": "custom", "custom": f"{often};INTERVAL={n}", "grace_days": grace},
        st.sampled_from(
            ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTHDAY=29"]
        ),
        st.integers(1, 9),
        st.one_of(st.none(), st.integers(0, 40)),
    ),
)
rules = st.builds(
    lambda shape, shift, handling, end: Rule(start=START - timedelta(shift), holidays=handling, **shape, **end),
    shapes,
    st.integers(0, 1000),
    st.sampled_from(["before", "after", "keep"]),
    ends,
)
slice_ = settings(max_examples=200, deadline=None, database=None)


@pytest.mark.req("C-07")
@seed(7)
@slice_
@given(rules, st.integers(0, 1200), st.integers(0, 500), st.integers(0, 500))
def test_windows_side_by_side_find_each_occurrence_once(rule, shift, first, second):
    from_ = START - timedelta(400) + timedelta(shift)
    middle, to = from_ + timedelta(first), from_ + timedelta(first + 1 + second)

    whole = occurrences(rule, from_, to, WEEK)
    parts = occurrences(rule, from_, middle, WEEK) + occurrences(rule, middle + timedelta(1), to, WEEK)

    assert sorted(whole) == sorted(parts)
    assert len({found.period_key for found in whole}) == len(whole)
    for found in whole:
        assert found.period_start <= found.due_day <= found.period_end
        assert rule.start <= found.due_day
        assert rule.holidays == "keep" or WEEK.is_working_day(found.due_day)
        assert rule.until is None or found.nominal_day <= rule.until
    after = next_after(rule, from_ - timedelta(1), WEEK)
    if whole:
        assert after.due_day == min(found.due_day for found in whole)
    if rule.count is not None:
        assert len(occurrences(rule, rule.start, date(2190, 1, 1), WEEK)) <= rule.count


@seed(8)
@slice_
@given(rules)
def test_a_rule_is_kept_and_read_back_and_can_be_said(rule):
    kept = json.loads(json.dumps(rule.to_json()))

    assert Rule.from_json(kept) == rule
    assert hash(Rule.from_json(kept)) == hash(rule)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert "%(" not in describe(rule)


def _walk(rule, from_, to):
    """The days the rule names, asking each day of the calendar in turn."""
    length = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}.get(rule.frequency, 0)
    for number in range((to - from_).days + 1):
        day = from_ + timedelta(number)
        tomorrow = day + timedelta(1)
        if rule.frequency == "weekly":
            monday, first = day - timedelta(day.weekday()), rule.start - timedelta(rule.start.weekday())
            if day.weekday() in rule.weekdays and (monday - first).days // 7 % rule.interval == 0:
                yield day
            continue
        periods = (day.year * 12 + day.month - 1) // length - (rule.start.year * 12 + rule.start.month - 1) // length
        inside = day.month if length == 1 else (day.month - 1) % length + 1
        if periods % rule.interval or (rule.months and inside not in rule.months):
            continue
        if rule.day is not None:
            hit = day.day == rule.day or (tomorrow.day == 1 and (rule.day == -1 or rule.day > day.day))
        elif rule.nth_week is not None:
            again = (day + timedelta(7)).month != day.month
            hit = day.weekday() == rule.weekdays[0] and (
                again if rule.nth_week == -1 else (day.day - 1) // 7 + 1 == rule.nth_week
            )
        else:
            hit = day == WEEK.nth_working_day(day.year, day.month, rule.nth_working_day)
        if hit:
            yield day


@pytest.mark.req("C-07")
@seed(9)
@slice_
@given(rules.filter(lambda rule: rule.frequency != "custom"))
def test_rule_names_the_days_that_a_walk_through_the_calendar_finds(rule):
    to = min(rule.until or date(2029, 12, 31), date(2029, 12, 31))
    walked = list(_walk(rule, rule.start, to))[: rule.count]

    found = occurrences(rule, rule.start, date(2030, 1, 31), WEEK)

    assert [day for day in sorted(one.nominal_day for one in found) if day <= to] == walked


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@seed(10)
@slice_
@given(
    st.fixed_dictionaries(
        {"start": st.just("2026-01-01") | json_values},
        optional={
            "frequency": st.sampled_from(["weekly", "monthly", "yearly", "custom"]) | json_values,
            "custom": st.from_regex(
                r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]{4,10}=[A-Z0-9,+-]{1,8}){0,2}", fullmatch=True
            )
            | json_values,
            **{
                name: st.integers(-3, 40) | json_values
                for name in (
                    "interval",
                    "day",
                    "nth_week",
                    "nth_working_day",
                    "grace_days",
                    "count",
                    "weekdays",
                    "months",
                )
            },
            "until": json_values,
            "holidays": st.just("after") | json_values,
        },
    )
)
def test_whatever_is_sent_is_a_rule_or_refused(sent):
    rule = refused = None
    try:
        rule = Rule.from_json(sent)
    except DomainError as refusal:
        refused = refusal.field

    assert refused or occurrences(rule, START, date(2026, 12, 31), WEEK) is not None
