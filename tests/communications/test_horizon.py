"""Meetings six months ahead for any number of plans, placed anew where the calendar changes; once, whoever sweeps."""

import threading
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brm.calendars.domain.days import set_day
from brm.calendars.domain.queries import default_calendar
from brm.communications.domain import materialise
from brm.communications.domain.materialise import extend_plans
from brm.communications.domain.replacing import replace_meetings
from brm.communications.models import Occurrence, PlanHorizon, Replacing
from brm.core import clock
from brm.parties.domain.organisations import change_organisation
from brm.parties.domain.relationships import change_relationship
from tests.factories.communications import NOON, WEEKLY, Scene, make_plan, make_scene, meetings_of
from tests.factories.parties import RelationshipFactory

JULY = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)


@pytest.mark.req("C-07")
def test_the_sweep_moves_the_horizon_on_with_the_month(scene: Scene):
    plan = make_plan(scene.relationship)
    assert extend_plans(at=NOON) == 0

    assert extend_plans(at=JULY) == 1
    assert extend_plans(at=JULY) == 0

    assert meetings_of(plan)[-1].due_on == date(2027, 1, 11)
    assert PlanHorizon.objects.get(plan=plan).made_until == date(2027, 1, 31)


@pytest.mark.req("C-07")
def test_a_night_of_two_months_is_caught_up_without_a_gap(scene: Scene):
    plan = make_plan(scene.relationship, rule=WEEKLY)

    extend_plans(at=datetime(2026, 9, 15, tzinfo=UTC))

    keys = [row.period_key for row in meetings_of(plan)]
    assert len(keys) == len(set(keys))
    days = [row.due_on for row in meetings_of(plan)]
    assert days[0] == date(2026, 6, 3)
    assert days[-1].year == 2027
    assert all((after - before).days < 14 for before, after in pairwise(days))


def test_a_meeting_carried_over_the_horizon_does_not_stop_the_sweep(scene: Scene):
    """A calendar may have moved a meeting past the day up to which meetings are made: its period is there already."""
    plan, other = make_plan(scene.relationship), make_plan(RelationshipFactory(owner=scene.owner))
    PlanHorizon.objects.filter(plan=plan).update(made_until=date(2026, 12, 5))

    assert extend_plans(at=JULY) == 2

    for each in (plan, other):
        keys = [row.period_key for row in meetings_of(each)]
        assert keys == [f"2026-{month:02}" for month in range(6, 13)] + ["2027-01"]


def test_a_killed_sweep_goes_on_where_it_was(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    for _ in range(5):
        make_plan(RelationshipFactory(owner=scene.owner))
    before = Occurrence.objects.count()
    calls = iter([True, True, False])
    real = materialise.insert_meetings

    def dying(*args: Any, **how: Any) -> int:
        if not next(calls):
            raise KeyboardInterrupt
        return real(*args, **how)

    monkeypatch.setattr(materialise, "insert_meetings", dying)
    with pytest.raises(KeyboardInterrupt):
        extend_plans(at=JULY, chunk=2)
    monkeypatch.setattr(materialise, "insert_meetings", real)
    extend_plans(at=JULY, chunk=2)

    assert Occurrence.objects.count() == before + 5


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_each_meeting_once():
    clock.travel(NOON)
    scene = make_scene()
    for _ in range(10):
        make_plan(RelationshipFactory(owner=scene.owner), rule=WEEKLY)
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        try:
            extend_plans(at=JULY, chunk=3)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not PlanHorizon.objects.filter(extend_at__lte=JULY).exists()
    assert Occurrence.objects.values("plan", "period_key").distinct().count() == Occurrence.objects.count()


def test_the_sweep_takes_the_same_statements_for_one_plan_and_for_six(scene: Scene):
    taken = []
    for number, month in ((1, 7), (6, 8)):
        for day in range(number):
            make_plan(RelationshipFactory(owner=scene.owner), rule={"frequency": "monthly", "day": day + 1})
        with CaptureQueriesContext(connection) as statements:
            extend_plans(at=datetime(2026, month, 1, 0, 30, tzinfo=UTC))
        taken.append(len(statements))

    assert taken[0] == taken[1]


@pytest.mark.req("C-07", "INV-59", "G-08")
@pytest.mark.parametrize(
    ("handling", "day"), [("before", date(2026, 9, 30)), ("after", date(2026, 10, 8)), ("keep", date(2026, 10, 2))]
)
def test_a_holiday_moves_the_meeting_as_the_rule_says(scene: Scene, handling: str, day: date):
    plan = make_plan(scene.relationship, rule={"frequency": "monthly", "day": 2, "holidays": handling})

    october = Occurrence.objects.get(plan=plan, period_key="2026-10")
    assert october.due_on == day
    assert october.period_start <= day <= october.period_end


@pytest.mark.req("C-07", "INV-59")
def test_a_make_up_day_is_a_working_day(scene: Scene):
    """Saturday 10 October 2026 is worked in exchange for the National Day week (调休)."""
    calendar = default_calendar()
    set_day(calendar, date(2026, 10, 10), "workday", by=None)
    plan = make_plan(scene.relationship)

    assert Occurrence.objects.get(plan=plan, period_key="2026-10").due_on == date(2026, 10, 10)


@pytest.mark.req("C-07", "INV-59")
def test_official_days_place_undone_meetings_anew(scene: Scene):
    plan = make_plan(scene.relationship, rule={"frequency": "monthly", "day": 15})
    moved_by_hand = Occurrence.objects.get(plan=plan, period_key="2026-07")
    Occurrence.objects.filter(pk=moved_by_hand.pk).update(moved=1)

    set_day(default_calendar(), date(2026, 7, 15), "holiday", by=None, name="A day off")
    set_day(default_calendar(), date(2026, 9, 15), "holiday", by=None, name="A day off")
    assert Occurrence.objects.get(plan=plan, period_key="2026-09").due_on == date(2026, 9, 15)
    assert replace_meetings() == 1

    september = Occurrence.objects.get(plan=plan, period_key="2026-09")
    assert september.due_on == date(2026, 9, 16)
    assert september.starts_at == datetime(2026, 9, 16, 2, tzinfo=UTC)
    moved_by_hand.refresh_from_db()
    assert moved_by_hand.due_on == date(2026, 7, 15)
    assert not Replacing.objects.filter(finished_at=None).exists()
    assert replace_meetings() == 0


@pytest.mark.req("INV-59", "G-08")
def test_another_zone_of_the_organisation_counts_where_the_relationship_has_none(scene: Scene):
    plan = make_plan(scene.relationship)
    assert scene.relationship.time_zone == ""

    change_organisation(scene.relationship.organisation, by=scene.owner, time_zone="America/New_York")
    assert replace_meetings() == 7

    assert meetings_of(plan)[0].starts_at == datetime(2026, 6, 10, 14, tzinfo=UTC)


@pytest.mark.req("INV-59", "G-08")
def test_another_zone_moves_the_moments_and_not_the_days(scene: Scene):
    plan = make_plan(scene.relationship)

    change_relationship(scene.relationship, by=scene.owner, time_zone="America/New_York")
    assert replace_meetings() == 7

    assert [row.due_on for row in meetings_of(plan)][:2] == [date(2026, 6, 10), date(2026, 7, 10)]
    assert meetings_of(plan)[0].starts_at == datetime(2026, 6, 10, 14, tzinfo=UTC)
