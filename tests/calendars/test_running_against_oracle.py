"""A running limit against the minute-stepping oracle: pauses, thresholds, and a zone that changes midway (INV-13).

The oracle walks the minutes and asks, at each, the calendar that was in force then; it knows nothing of budgets,
stretches or years.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from brm.calendars.clocks import Running
from brm.calendars.engine import Schedule
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit, budget
from tests.calendars.oracle import MINUTE, Oracle
from tests.calendars.strategies import calendars, moments, pauses
from tests.proof_figures import full, record

EXAMPLES = 10_000 if full() else 150
COUNTS: Counter[str] = Counter()
MOST = 60_000
thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", autouse=True)
def _figures() -> Iterator[None]:
    yield
    record("running clock", dict(COUNTS))


def walked(start, minutes, waits, before, after, switch_at):
    """The moment at which so many minutes have been worked; None when an open pause comes first."""
    moment = start.astimezone(UTC)
    opened = min((since for since, until in waits if until is None), default=None)
    left, steps = minutes, 0
    while left:
        if opened is not None and moment >= opened:
            return None
        steps += 1
        if steps > MOST:
            return "too far"
        calendar = before if moment < switch_at else after
        left -= calendar.works(moment) and not calendar.paused(moment, waits)
        moment += MINUTE
    return moment


def changes_of_clocks(zone, start, end):
    """How often the clocks of a zone are put forward and back between two moments."""
    steps = [start + timedelta(hours=n) for n in range(int((end - start) / timedelta(hours=1)) + 2)]
    offsets = [step.astimezone(ZoneInfo(zone)).utcoffset() for step in steps]
    pairs = list(itertools.pairwise(offsets))
    return sum(after > before for before, after in pairs), sum(after < before for before, after in pairs)


@pytest.mark.req("INV-13", "INV-59")
@pytest.mark.proof
@seed(20260601)
@thorough
@given(st.data())
def test_a_zone_that_changes_midway_moves_what_is_left_and_keeps_what_is_spent(data):
    start = data.draw(moments())
    first, second = data.draw(calendars(start)), data.draw(calendars(start))
    waits = data.draw(pauses(start))
    switch_at = start + timedelta(minutes=data.draw(st.integers(0, 3 * 1440)))
    halves = data.draw(st.integers(1, 200))
    percent = data.draw(st.sampled_from((80, 100, 150, 200)))
    minutes = 10 * halves * percent // 100
    oracles = Oracle(*first), Oracle(*second)
    schedules = Schedule.build(*first), Schedule.build(*second)
    running = Running(Limit(10 * halves, Unit.WORKING_MINUTES), timedelta(minutes=10 * halves), start)

    found = running.due(schedules[0], waits, percent=percent)
    if found is None or found > switch_at:
        found = running.switched(switch_at, schedules[0], waits).due(schedules[1], waits, percent=percent)

    expected = walked(start, minutes, waits, *oracles, switch_at)
    if expected == "too far":
        COUNTS["examples given up as too far"] += 1
        assert found is None or found > start + MOST * MINUTE
        return
    assert found == expected
    COUNTS["examples of clocks whose zone changes midway"] += 1
    if found is not None:
        if found > switch_at:
            COUNTS["of them due after the change"] += 1
        for (zone, _week, days), low, high in (
            (first, start, min(found, switch_at)), (second, switch_at, max(found, switch_at))
        ):  # fmt: skip
            forward, back = changes_of_clocks(zone, low, high)
            COUNTS[f"clocks put forward in {zone}"] += forward
            COUNTS[f"clocks put back in {zone}"] += back
            COUNTS["days that differ from their weekday"] += len(days)
        COUNTS["pauses"] += len(waits)


@pytest.mark.req("INV-13", "INV-59")
@pytest.mark.proof
@seed(20260602)
@thorough
@given(st.data())
def test_the_budget_of_a_limit_is_what_the_walk_finds(data):
    start = data.draw(moments())
    zone, week, days = data.draw(calendars(start))
    unit = data.draw(st.sampled_from(list(Unit)))
    amount = data.draw(st.integers(1, 40 if "minute" in unit or "hour" in unit else 4))
    oracle, schedule = Oracle(zone, week, days), Schedule.build(zone, week, days)

    found = budget(start, Limit(amount, unit), schedule)

    assert found == walked_budget(start, amount, unit, oracle)
    COUNTS["examples of budgets"] += 1


def walked_budget(start: datetime, amount: int, unit: str, oracle: Oracle) -> timedelta:
    """How much time a limit gives, by stepping through days and minutes."""
    if unit in (Unit.MINUTES, Unit.WORKING_MINUTES):
        return amount * MINUTE
    if unit in (Unit.HOURS, Unit.WORKING_HOURS):
        return amount * 60 * MINUTE
    if unit == Unit.DAYS:
        wall = start.astimezone(oracle.zone)
        return until_wall(start, oracle, wall.date() + timedelta(days=amount), wall.time()) - start
    begin = start
    while not oracle.works(begin):
        begin += MINUTE
    wall = begin.astimezone(oracle.zone)
    day, left = wall.date(), amount
    while left:
        day += timedelta(days=1)
        left -= oracle.days.get(day, bool(oracle.hours.get(day.weekday())))
    return oracle.elapsed(start, until_wall(begin, oracle, day, wall.time()))


def until_wall(start, oracle, day, at):
    """The first minute whose wall clock shows that time of that day, or has passed it."""
    moment = start + timedelta(days=max((day - start.astimezone(oracle.zone).date()).days - 2, 0))
    while True:
        wall = moment.astimezone(oracle.zone)
        if wall.date() > day or (wall.date() == day and wall.time() >= at):
            return moment
        moment += MINUTE
