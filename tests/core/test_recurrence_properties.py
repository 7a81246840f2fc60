"""Recurrence rules against a walk through the days, and against whatever is sent (C-07)."""

import json
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from brm.core.errors import DomainError
from brm.core.recurrence import Rule, describe, next_after, occurrences
from tests.core.weekdays import START, WEEK

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
