"""Anonymous answers in results: in groups of five or nowhere, whatever one subtracts from whatever (ruling 32)."""

import random
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.core import clock
from surveys.answering.models import Ballot
from surveys.results.domain.counting import Scope
from surveys.results.domain.figures import results_of
from surveys.results.domain.periods import present
from tests.api.caller import Caller
from tests.factories.agreements import make_service
from tests.factories.parties import RelationshipFactory
from tests.results.factories import Survey

pytestmark = pytest.mark.django_db


def n_of(relationship=None, service=None, kind="user"):
    scope = Scope(None, relationship.pk if relationship else None, service.pk if service else None)
    return results_of(present(), scope).now.side(kind).n


@pytest.mark.req("Q-09", "INV-30")
def test_groups_of_four_count_with_others_or_nowhere(cast):
    survey, today = Survey(cast.alice), clock.today()
    few, many, fewer = (RelationshipFactory(owner=cast.alice) for _n in range(3))
    campaign = survey.over(cast.alice, on=today)
    for customer, n in ((few, 4), (many, 6)):
        for _n in range(n):
            survey.secret(customer, 40, campaign=campaign, on=today)

    assert [n_of(few), n_of(many), n_of()] == [0, 6, 6]

    for _n in range(3):
        survey.secret(fewer, 80, campaign=campaign, on=today, factors={"price": 1})
    assert [n_of(few), n_of(fewer), n_of(many), n_of()] == [0, 0, 6, 13]
    found = results_of(present(), Scope())
    assert {line.pk: line.now.user.n for line in found.customers} == {0: 7, many.pk: 6}
    # three people rated the price: that is not told, though the group is large enough
    assert "price" not in found.factors
    # a manager's scope has no place for several customers together
    assert results_of(present(), Scope([few.pk, many.pk, fewer.pk])).now.user.n == 6


@pytest.mark.req("INV-30")
def test_nothing_is_told_while_the_campaign_runs_or_the_box_is_full(cast):
    survey, today = Survey(cast.alice), clock.today()
    customer = RelationshipFactory(owner=cast.alice)
    running = survey.over(
        cast.alice, on=today, status="open", closed_at=None, closes_at=clock.now() + timedelta(days=9)
    )
    closed = survey.over(cast.alice, on=today)
    for _n in range(5):
        survey.secret(customer, 40, campaign=running, on=today)
        survey.secret(customer, 60, campaign=closed, on=today)
    ballot = Ballot.objects.create(campaign=closed, content={}, on=today)

    assert n_of(customer) == 0
    ballot.delete()
    assert n_of(customer) == 5


@pytest.mark.req("Q-08", "INV-30")
def test_answers_of_the_website_stand_apart_from_those_of_people_we_invited(cast):
    survey, today = Survey(cast.alice), clock.today()
    customer = RelationshipFactory(owner=cast.alice)
    secret = survey.over(cast.alice, on=today)
    named = survey.over(cast.alice, on=today, is_anonymous=False)
    for _n in range(6):
        survey.secret(customer, 40, campaign=secret, on=today)
        survey.secret(customer, 100, campaign=secret, on=today, channel="web")
        survey.secret(customer, 80, campaign=named, on=today, channel="web")
    survey.secret(customer, 90, campaign=named, on=today, channel="web", kind="customer")

    found = results_of(present(), Scope())
    assert (found.now.user.n, found.now.user.score.value, found.now.user.invited) == (6, 40, 0)
    assert (found.website.user.n, found.website.user.score.value) == (12, 90)
    assert found.website.customer.completed == 0  # one alone is told nowhere
    client = Client()
    client.force_login(cast.alice)
    words = client.get(reverse("results:results")).content.decode()
    assert "self-selected and unverified" in words
    file = client.get(reverse("results:results"), {"export": "csv"})
    assert "On the website, unverified" in b"".join(file.streaming_content).decode()
    told = Caller(cast.alice).get("survey-results/").json()
    assert told["website"]["user"]["score"]["value"] == 90
    assert (told["now"]["user"]["score"]["value"], told["now"]["user"]["rate"]["n"]) == (40, 0)


def test_whatever_is_subtracted_five_or_none_are_left(cast):
    rng, survey, today = random.Random(7), Survey(cast.alice), clock.today()
    customers = [RelationshipFactory(owner=cast.alice) for _n in range(4)]
    services = [make_service(), make_service(), None]
    for _number in range(3):
        campaign = survey.over(cast.alice, on=today)
        for _n in range(60):
            survey.secret(
                rng.choice(customers), rng.randrange(101), campaign=campaign, kind=rng.choice(["user", "customer"]),
                on=today - timedelta(days=rng.randrange(20)), service=rng.choice(services),
                nps=rng.choice([None, 3, 9]),
            )  # fmt: skip

    for kind in ("user", "customer"):
        every = n_of(kind=kind)
        parts = [n_of(customer, kind=kind) for customer in customers]
        assert every - sum(parts) == 0 or every - sum(parts) >= 5
        for customer, whole in zip(customers, parts, strict=True):
            by_service = [n_of(customer, service, kind) for service in services[:2]]
            assert all(n == 0 or n >= 5 for n in [whole, *by_service])
            assert whole - sum(by_service) == 0 or whole - sum(by_service) >= 5
        for service in services[:2]:
            alone = n_of(None, service, kind) - sum(n_of(customer, service, kind) for customer in customers)
            assert alone == 0 or alone >= 5


def test_days_do_not_part_the_answers_of_one_campaign(cast):
    survey, customer = Survey(cast.alice), RelationshipFactory(owner=cast.alice)
    period = present()
    campaign = survey.over(cast.alice, on=clock.today())
    for number in range(10):
        survey.secret(customer, 50, campaign=campaign, on=period.first_on - timedelta(days=number - 2))

    assert results_of(period, Scope(relationship_id=customer.pk)).now.user.n == 10
    assert results_of(period.before(), Scope(relationship_id=customer.pk)).now.user.n == 0
