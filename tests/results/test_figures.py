"""Figures against SQL written by hand; users and customers apart; fewer than five; how one moves the other."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.core import clock
from brm.parties.domain.links import relationship_url
from surveys.questionnaires.domain.statistics import mean_of, nps_of, share_of
from surveys.results.domain.counting import Scope
from surveys.results.domain.coverage import coverage_of
from surveys.results.domain.figures import results_of
from surveys.results.domain.moving import moved, movers
from surveys.results.domain.periods import period_of, present
from tests.api.caller import Caller
from tests.factories.agreements import make_service
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.results.factories import Survey, noon

pytestmark = pytest.mark.django_db
BY_HAND = """
SELECT count(score), avg(score), stddev_samp(score), count(csat), count(*) FILTER (WHERE csat >= 75), count(nps),
  count(*) FILTER (WHERE nps >= 9), count(*) FILTER (WHERE nps <= 6), avg(ces), count(*)
FROM answering_response WHERE answered_on BETWEEN %s AND %s AND respondent_kind = %s
  AND (%s::bigint IS NULL OR relationship_id = %s) AND (%s::bigint IS NULL OR service_id = %s)
"""


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world(cast):
    """Three customers, two services, 150 answers over two quarters, 60 who have not answered."""
    rng, survey = random.Random(20261122), Survey(cast.alice)
    period = present()
    customers = [RelationshipFactory(owner=cast.alice) for _n in range(3)]
    services = [make_service(), make_service(), None]
    days = (period.last_on - period.before().first_on).days
    for number in range(150):
        on = period.before().first_on + timedelta(days=rng.randrange(days + 1))
        survey.said(
            rng.choice(customers), rng.randrange(0, 10001) / 100, on=on, kind=rng.choice(["user", "customer"]),
            service=rng.choice(services), csat=rng.choice([None, 0, 25, 50, 75, 100]),
            nps=rng.choice([None, *range(11)]), ces=rng.choice([None, 20, 60, 100]),
            factors={"quality": rng.randrange(101)} if number % 3 else {},
        )  # fmt: skip
    for _n in range(60):
        on = period.first_on + timedelta(days=rng.randrange(60))
        survey.asked(rng.choice(customers), kind="user", on=on, service=rng.choice(services))
    return survey, customers, services, period


@pytest.mark.req("Q-07", "Q-08", "Q-09", "K-05", "K-06", "INV-33")
def test_figures_equal_sql_written_by_hand(world, cast):
    _survey, customers, services, period = world
    for customer in [None, *customers]:
        for service in [None, *services[:2]]:
            scope = Scope(None, customer.pk if customer else None, service.pk if service else None)
            found = results_of(period, scope)
            for place, (each, pair) in enumerate(found.trend):
                for kind, sums in pair.sides:
                    expect(sums, each, kind, scope)
                assert place < 4 or pair.n == pair.user.n + pair.customer.n
            if customer is None and service is None:
                assert found.now == sum((line.now for line in found.customers), start=type(found.now)())
                assert found.now == sum((line.now for line in found.services), start=type(found.now)())


def expect(sums, period, kind, scope):
    """One side of one period, reckoned by the database in another way."""
    values = [period.first_on, period.last_on, kind, *[scope.relationship_id] * 2, *[scope.service_id] * 2]
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, values)
        n, mean, deviation, csat_n, top, nps_n, plus, minus, ces, completed = cursor.fetchone()
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE status = 'answered' AND ended_on <= %s) FROM asking_invitation"
            " WHERE (sent_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %s AND %s AND respondent_kind = %s"
            " AND (%s::bigint IS NULL OR relationship_id = %s) AND (%s::bigint IS NULL OR service_id = %s)",
            [period.last_on, *values],
        )
        invited, answered = cursor.fetchone()
    assert (sums.n, sums.completed, sums.invited, sums.answered) == (n, completed, invited, answered)
    if n >= 5:
        assert sums.score.value == pytest.approx(float(mean))
        assert sums.spread.deviation == pytest.approx(float(deviation))
    else:
        assert sums.score.value is None
    if csat_n >= 5:
        assert sums.csat == share_of(top, csat_n)
    if nps_n >= 5:
        assert sums.nps == nps_of(plus, minus, nps_n)
    if sums.ces_n >= 5:
        assert sums.ces.value == pytest.approx(float(ces))


def test_intervals_are_those_of_the_answers_themselves(cast):
    survey, customer, today = Survey(cast.alice), RelationshipFactory(owner=cast.alice), clock.today()
    scores = [20, 45.5, 60, 80, 95, 100]
    for score in scores:
        survey.said(customer, score, on=today, factors={"price": score})

    found = results_of(present(), Scope(relationship_id=customer.pk))

    expected = mean_of(scores, low=0, high=100)
    for estimate in (found.now.user.score, found.factors["price"].now.user.score):
        assert (estimate.n, estimate.value) == (6, pytest.approx(expected.value))
        assert (estimate.low, estimate.high) == (pytest.approx(expected.low), pytest.approx(expected.high))
    assert found.now.customer.score.value is None
    assert found.now.gap.value is None


@pytest.mark.req("K-06", "INV-33")
def test_fewer_than_five_show_their_number_on_page_file_and_api(cast):
    survey, customer = Survey(cast.alice), RelationshipFactory(owner=cast.alice)
    for _n in range(4):
        survey.said(customer, 12.34, on=clock.today(), kind="customer")
    for _n in range(5):
        survey.said(customer, 98.76, on=clock.today(), kind="user")
    client = signed_in(cast.alice)

    page = client.get(reverse("results:results"), {"kind": "user"}).content.decode()
    file = b"".join(client.get(reverse("results:results"), {"export": "csv"}).streaming_content).decode()
    said = Caller(cast.alice).get("survey-results/").json()["now"]
    tab = client.get(relationship_url(customer), {"tab": "satisfaction"}).content.decode()

    for text in (page, tab):
        assert "98.8" in text
        assert "n = 4" in text
        assert "12.3" not in text
    assert "98.76" in file
    assert "12.34" not in file
    assert said["customer"]["score"] == {"n": 4, "value": None, "low": None, "high": None, "is_thin": True}
    assert said["user"]["score"]["value"] == pytest.approx(98.76)
    assert said["gap"]["value"] is None
    xlsx = client.get(reverse("results:results"), {"export": "xlsx"})
    assert xlsx["Content-Type"].endswith("sheet")
    assert b"".join(xlsx.streaming_content).startswith(b"PK")
    paper = client.get(reverse("results:print"))
    assert paper["Content-Type"] == "application/pdf"


@pytest.mark.req("Q-07")
def test_what_each_customer_brought_adds_up_to_the_change(world, cast):
    _survey, _customers, _services, period = world
    found = results_of(period, Scope())
    for kind in ("user", "customer"):
        for lines, most in ((found.customers, 8), (found.customers, 1), (found.services, 8)):
            change = moved(found, kind, lines, most=most)
            rest = change.rest.points if change.rest else Decimal()
            assert change.change == sum(part.points for part in change.parts) + rest
            assert all(part.points == part.by_answers + part.by_mix for part in change.parts)
            if most == 8:
                assert abs(rest) <= Decimal("0.05") * (len(change.parts) + 2)
        answers = movers(found, kind)
        assert answers == sorted(answers, key=lambda mover: -abs(mover.points))
        assert all(mover.response.respondent_kind == kind for mover in answers)
    page = signed_in(cast.alice).get(reverse("results:results"))
    assert page.status_code == 200
    assert reverse("answering:response", args=[answers[0].response.pk]) in page.content.decode()


@pytest.mark.req("C-27", "Q-09")
def test_a_grade_nobody_spoke_with_is_said(cast):
    survey, customer = Survey(cast.alice), RelationshipFactory(owner=cast.alice)
    for grade in "AAC":
        ContactFactory(organisation=customer.organisation, kind="service_user", grade=grade)
    asked = customer.organisation.contacts.filter(grade="A").first()
    survey.asked(customer, kind="user", on=clock.today(), contact=asked, grade="A")

    rows = {(row.kind, row.grade): row for row in coverage_of(present(), Scope(relationship_id=customer.pk))}

    assert (rows["user", "A"].people, rows["user", "A"].asked, rows["user", "A"].answered) == (2, 1, 0)
    assert rows["user", "C"].is_forgotten
    assert not rows["user", "A"].is_forgotten
    page = signed_in(cast.alice).get(reverse("results:coverage"), headers={"Accept-Language": "en"})
    assert page.context["forgotten"] == [rows["user", "C"]]


def test_pages_cost_the_same_for_one_customer_and_for_three(cast):
    survey, client = Survey(cast.alice), signed_in(cast.alice)
    urls = [reverse(f"results:{name}") for name in ("results", "coverage", "periods", "gap")]

    def cost():
        found = {}
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            found[url] = len(seen)
        return found

    def answer():
        customer, service = RelationshipFactory(owner=cast.alice), make_service()
        for on in (clock.today(), present().before().last_on):
            for _n in range(5):
                survey.said(customer, 50, on=on, service=service, factors={"quality": 50})

    answer()
    one = cost()
    answer(), answer()
    assert cost() == one
    assert max(one.values()) <= 25


def test_periods_have_their_names_and_the_one_before():
    assert str(period_of("2026-Q1").before()) == "2025 Q4"
    assert period_of("2026-H1").before().first_on == date(2025, 7, 1)
    assert period_of("2026").before(2).last_on == date(2024, 12, 31)
    assert period_of("2026-Q4").ends == noon(date(2027, 1, 1)).replace(hour=0)
