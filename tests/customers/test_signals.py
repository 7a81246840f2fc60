"""What each part of the customer side tells of health: grey until it knows, then a figure with its words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from brm.core import clock
from brm.health.domain.queries import drivers_of
from brm.health.domain.reckoning import reckon
from brm.health.domain.weights import weighting_at
from brm.health.models import Standing
from brm.risks.domain.register import register_risk
from customers.agreements.domain.agreeing import agree_agreement
from customers.agreements.models import TermResult
from customers.domain.service_events import record_past_service_event
from customers.insight.domain.events import report_major_event
from customers.insight.domain.factors import score_factors
from customers.insight.enums import Factor
from tests.factories.agreements import make_agreement, make_term, signatory
from tests.factories.communications import NOON
from tests.factories.parties import RelationshipFactory
from tests.valueadded.factories import approve, assess, deliver, make_customer, propose, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    with clock.at(NOON):
        yield RelationshipFactory()


def told(relationship, at=NOON):
    """(value, words) by signal."""
    reckon([relationship.pk], at=at)
    kept = Standing.objects.get(relationship=relationship).readings
    drivers = drivers_of(kept, relationship.pk, weighting_at(at), relationship.kind)
    return {driver.name: (driver.reading.value, driver.words) for driver in drivers}


def test_nothing_known_is_nothing_said(customer):
    said = told(customer)

    assert said.pop("contact")[0] == 100
    assert said.pop("agreement") == (30, "no agreement is in force")
    assert {value for value, _words in said.values()} == {None}
    assert all(words for _value, words in said.values())


@pytest.mark.req("R-19")
def test_an_agreement_and_its_results(customer):
    agreement = make_agreement(customer, end_on=date(2026, 8, 30), agreed=False)
    term = make_term(agreement)
    agree_agreement(agreement, by=customer.owner, signed_by=signatory(customer), signed_on=date(2026, 1, 1), at=NOON)
    for month in range(1, 6):
        TermResult.objects.create(
            term=term, period_from=date(2026, month, 1), period_to=date(2026, month, 28), value=Decimal(99),
            target=Decimal(98), is_kept=month != 5,
        )  # fmt: skip

    said = told(customer)

    assert said["agreement"] == (70, "in force for 90 more days")
    assert said["service_levels"] == (80, "4 of 5 measured service levels were reached")


def test_the_gravest_risk_tells(customer):
    register_risk(customer, title="Minor", by=None, probability=1, impact=2)
    register_risk(customer, title="Grave", by=None, probability=4, impact=3)
    register_risk(customer, title="Not weighed", by=None)

    assert told(customer)["risks"] == (45, "2 open risks, the gravest 12 of 25")


def test_a_major_event_and_our_own_scores(customer):
    report_major_event(customer, title="Outage", summary="Everything stood still", by=customer.owner)
    score_factors(customer, scores=dict.fromkeys(Factor.values, (4, "")), by=customer.owner)

    said = told(customer, clock.now())

    assert said["major_events"] == (30, "1 major event is under way")
    assert said["factors"] == (75, "scored 4.0 of 5 by ourselves")


def test_service_events_tell_by_their_share_once_there_are_five(customer):
    for number in range(5):
        known = {"made_sla": number > 0, "state": "Closed"}
        record_past_service_event(customer, number=f"INC{number}", opened_at=NOON - timedelta(days=9), by=None, **known)
        if number == 3:
            assert told(customer)["service_events"] == (None, "only 4 so far, too few to judge by")

    assert told(customer)["service_events"] == (80, "4 of 5 service events kept their service level")


@pytest.mark.req("C-22")
def test_value_added_services_keep_recognition_alive_for_a_while(client):
    customer = make_customer()
    schedule_one = schedule(approve_of(customer))
    client.force_login(customer.owner)
    url = reverse("customers:detail", args=[customer.pk])
    assert schedule_one.matter.title in [line.title for line in client.get(url).context["coming"][0]]

    deliver(schedule_one)

    now = clock.now()
    assert told(customer, now)["value_added"] == (100, "1 was delivered in a year")
    assert told(customer, now + timedelta(days=364))["value_added"][0] == 50
    assert told(customer, now + timedelta(days=400))["value_added"] == (None, "none was delivered in a year")
    tile = {activity.name: each for activity, each in client.get(url).context["activities"]}["value_added"]
    assert tile.figure == "1"


def approve_of(customer):
    return approve(assess(propose(customer)))
