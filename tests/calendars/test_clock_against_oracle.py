"""The engine agrees with a minute-stepping oracle, whatever the zone, hours, days and pauses (INV-13, F6)."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from brm.calendars.engine import Schedule
from tests.calendars.oracle import Oracle
from tests.calendars.strategies import calendars, moments, pauses
from tests.proof_figures import full, record

EXAMPLES = 10_000 if full() else 300
COUNTS: Counter[str] = Counter()
thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", autouse=True)
def _figures() -> Iterator[None]:
    yield
    record("clock", dict(COUNTS))


@pytest.mark.req("INV-13", "INV-59")
@pytest.mark.proof
@seed(20260214)
@thorough
@given(st.data())
def test_time_run_is_what_stepping_through_the_minutes_counts(data):
    start = data.draw(moments())
    zone, week, days = data.draw(calendars(start))
    end = start + timedelta(minutes=data.draw(st.integers(-60, 6 * 1440)))
    waits = data.draw(pauses(start))
    schedule, oracle = Schedule.build(zone, week, days), Oracle(zone, week, days)

    found = schedule.elapsed(start, end, waits)

    assert found == oracle.elapsed(start, end, waits)
    COUNTS["examples of time run"] += 1


@pytest.mark.req("INV-13", "INV-59")
@pytest.mark.proof
@seed(20260228)
@thorough
@given(st.data())
def test_due_moment_is_the_first_at_which_the_minutes_have_been_worked(data):
    start = data.draw(moments())
    zone, week, days = data.draw(calendars(start))
    minutes = data.draw(st.integers(0, min(900, 2 * Oracle(zone, week).week)))
    waits = data.draw(pauses(start))
    schedule, oracle = Schedule.build(zone, week, days), Oracle(zone, week, days)

    found = schedule.add_working_time(start, timedelta(minutes=minutes), waits)

    assert found == oracle.due(start, minutes, waits)
    if found is not None:
        assert schedule.elapsed(start, found, waits) == timedelta(minutes=minutes)
    COUNTS["examples of due moments"] += 1


@pytest.mark.req("INV-13")
@pytest.mark.proof
@seed(20260510)
@thorough
@given(st.data())
def test_a_clock_never_runs_backwards_and_never_double(data):
    start = data.draw(moments(spread=400))
    zone, week, days = data.draw(calendars(start))
    waits = data.draw(pauses(start))
    schedule = Schedule.build(zone, week, days)
    seconds = data.draw(st.lists(st.integers(-90_000, 90_000_000), min_size=2, max_size=5).map(sorted))
    stops = [start + timedelta(seconds=n, microseconds=7 * n) for n in seconds]

    readings = [schedule.elapsed(start, stop, waits) for stop in stops]

    for (early, late), (before, after) in zip(pairwise(stops), pairwise(readings), strict=True):
        assert timedelta(0) <= after - before <= late - early
        assert after <= max(late - start, timedelta(0))
    COUNTS["examples of monotonic clocks"] += 1
