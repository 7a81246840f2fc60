"""How relationships stand: what is known makes the score, what is not stays grey; history, settings, pages, scope."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from brm.actionitems.domain.items import add_action_item
from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.core.errors import DomainError
from brm.health.domain.queries import change_of, drivers_of, trend_of
from brm.health.domain.reckoning import reckon, reckon_all, reckon_changed
from brm.health.domain.signals import SIGNALS, Reading, between, share
from brm.health.domain.weights import set_weights, weighting_at
from brm.health.models import Standing, StandingDay, Weighting
from brm.parties.domain.relationships import move_relationship
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def relationship():
    with clock.at(THEN - timedelta(days=90)):
        return RelationshipFactory(tier="B")


def weigh(at, **weights):
    """These signals and no others."""
    rest = dict.fromkeys((name for name, _signal in SIGNALS.items()), 0)
    return set_weights(rest | weights, by=None, coverage_from=0, at=at)


def talk(relationship, *, days_ago, felt=None):
    with clock.at(THEN - timedelta(days=days_ago)):
        log_interaction(relationship, by=relationship.owner, summary=f"Spoke {days_ago}", perception=felt)


def read(relationship):
    standing = Standing.objects.get(relationship=relationship)
    return standing, {row["name"]: row for row in standing.readings}


def test_little_known_makes_no_score(relationship):
    talk(relationship, days_ago=3)

    reckon([relationship.pk], at=THEN)

    standing, readings = read(relationship)
    assert readings["contact"]["value"] == 100
    assert (standing.score, readings["meetings"]["value"], readings["perception"]["value"]) == (None, None, None)
    relationship.refresh_from_db()
    assert relationship.health is None


def test_what_is_known_makes_the_score_and_says_why(relationship):
    weigh(THEN - timedelta(days=1), contact=15, perception=15, promises=10)
    for day in range(1, 7):
        talk(relationship, days_ago=day, felt=-1)
    with clock.at(THEN - timedelta(days=30)):
        add_action_item(
            relationship, title="Send it", owner=relationship.owner, due_on=(THEN - timedelta(days=5)).date(),
            by=relationship.owner,
        )  # fmt: skip

    reckon([relationship.pk], at=THEN)

    standing, readings = read(relationship)
    assert (readings["perception"]["value"], readings["perception"]["n"]) == (25, 6)
    assert readings["promises"]["value"] == 75
    weights = {"contact": (15, 100), "perception": (15, 25), "promises": (10, 75)}
    assert standing.score == round(sum(w * v for w, v in weights.values()) / 40)
    drivers = drivers_of(standing.readings, relationship.pk, weighting_at(THEN), relationship.kind)
    assert [driver.name for driver in drivers][:2] == ["perception", "promises"]
    assert "1 promise of ours is overdue" in [driver.words for driver in drivers]
    relationship.refresh_from_db()
    assert relationship.health == standing.score


def test_history_keeps_the_days_on_which_it_changed(relationship):
    weigh(THEN - timedelta(days=60), contact=10)
    talk(relationship, days_ago=50)

    for days in (49, 48, 40, 5):
        reckon([relationship.pk], at=THEN - timedelta(days=days))
    reckon([relationship.pk], at=THEN - timedelta(days=5))

    kept = list(StandingDay.objects.order_by("on").values_list("on", "score"))
    assert [score for _on, score in kept] == sorted([score for _on, score in kept], reverse=True)
    assert kept[0][1] == 100
    assert len(kept) == len({on for on, _score in kept}) == 2
    assert trend_of(kept, THEN.date())[0] is None
    assert change_of(kept, kept[-1][1], THEN.date()) == kept[-1][1] - 100


def test_what_changed_is_reckoned_by_the_sweep_and_once(relationship):
    reckon_changed()
    assert Standing.objects.filter(relationship=relationship).exists()
    before = Standing.objects.get().reckoned_at
    assert reckon_changed() == 0
    log_interaction(relationship, by=relationship.owner, summary="Spoke")

    assert reckon_changed() == 1
    assert Standing.objects.get().reckoned_at > before


def test_the_night_takes_the_living_and_lets_the_ended_go(relationship):
    weigh(None, contact=10)
    other = RelationshipFactory()
    assert reckon_all() == 2
    relationship.refresh_from_db()
    assert relationship.health is not None

    move_relationship(relationship, "end", by=relationship.owner, reason="Over", end_reason="finished")
    reckon_changed()

    relationship.refresh_from_db()
    assert relationship.health is None
    assert reckon_all() == 1
    assert Standing.objects.filter(relationship=other).exists()


def test_many_cost_the_same_statements_as_one():
    ids = [RelationshipFactory().pk for _number in range(3)]
    counts = []

    for some in (ids, ids[:1], ids):
        with CaptureQueriesContext(connection) as captured:
            assert reckon(some) == len(some)
        counts.append(len(captured))

    assert counts[1] == counts[2]


def test_few_are_not_judged_by():
    assert share(4, 4, None, "kept") == Reading(None, 4, None, "few", {"n": 4})
    assert share(4, 5, None, "kept").value == 80
    assert [between(((0.5, 100), (1, 75), (3, 0)), at) for at in (0, 0.75, 1, 2, 9)] == [100, 88, 75, 38, 0]


def test_a_weighting_is_followed_never_changed(relationship):
    boss = UserFactory(roles=["executive"])
    first = set_weights({"contact": 10}, by=boss, at=THEN)
    second = set_weights({"contact": 20}, by=boss, at=THEN + timedelta(days=1), reason="Talk more")

    assert (weighting_at(THEN), weighting_at(THEN + timedelta(days=2))) == (first, second)
    for wrong, field in (
        ({"weights": {"luck": 1}}, "weights"),
        ({"weights": {"contact": 101}}, "weights"),
        ({"weights": {"contact": 0}}, "weights"),
        ({"weights": {"contact": 1}, "well_from": 40, "fair_from": 50}, "well_from"),
    ):
        with pytest.raises(DomainError) as refused:
            set_weights(wrong.pop("weights"), by=boss, **wrong)
        assert refused.value.field == field
    with pytest.raises(Exception, match="update"), transaction.atomic():
        Weighting.objects.filter(pk=first.pk).update(reason="x")
    with pytest.raises(IntegrityError, match="bands_of_health_follow_one_another"), transaction.atomic():
        Weighting.objects.create(well_from=10, fair_from=20)
    with pytest.raises(IntegrityError, match="a_standing_is_zero_to_a_hundred"), transaction.atomic():
        Standing.objects.create(relationship=relationship, score=101, reckoned_at=THEN)
    reckon([relationship.pk])
    with pytest.raises(IntegrityError, match="a_relationship_stands_once_a_day"), transaction.atomic():
        StandingDay.objects.create(relationship=relationship, on=StandingDay.objects.get().on)
