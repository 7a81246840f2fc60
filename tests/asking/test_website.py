"""A campaign's page on the website: without names, once for each browser, so many for each network."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from brm.core import clock
from surveys.answering import gate
from surveys.answering.domain.ballots import empty_boxes
from surveys.answering.domain.campaigns import public_part
from surveys.answering.models import Ballot, Response
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from tests.factories.asking import make_person
from tests.factories.campaigns import make_open
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer(cast):
    customer = RelationshipFactory(owner=cast.alice, team=cast.team)
    make_person(customer)
    return customer


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(client, campaign):
    return client.get(campaign.get_absolute_url()).content.decode()


def answer_on(shown, **more):
    """What the form of a public page sends: the pass it came with, and an answer."""
    return {"q-csat": "5", "kind": "user", "pass": shown.context["form_pass"]} | more


@pytest.mark.req("Q-02", "INV-30", "INV-33")
def test_anybody_of_a_customer_answers_on_the_website_without_a_name(cast, customer):
    campaign = make_open(cast.alice, channels=["web"])
    url = reverse("answering:open", args=[campaign.public_code, public_part(campaign, customer.pk)])
    clock.travel(TEN + DAY)
    client = Client()
    shown = client.get(f"{url}?lang=en")
    assert "Without names" in shown.content.decode()
    assert client.post(url, {"q-csat": "5", "lang": "en"}).status_code == 422
    assert client.post(url, answer_on(shown, lang="en")).status_code == 302
    assert "Thank you" in client.get(f"{url}?lang=en").content.decode()
    other = RelationshipFactory(owner=cast.sam)
    signed_for_another = public_part(campaign, customer.pk).replace(f"{customer.pk}-", f"{other.pk}-")
    for part in (signed_for_another, f"{customer.pk}-000000000000", "x"):
        assert Client().get(reverse("answering:open", args=[campaign.public_code, part])).status_code == 404
    assert "On the website: unverified" in page(signed_in(cast.alice), campaign)
    clock.travel(campaign.closes_at)
    sweep_campaigns()
    assert Client().get(url).status_code == 410
    assert Client().post(url, {"q-csat": "1", "kind": "user"}).status_code == 410
    assert Ballot.objects.count() == 1
    empty_boxes()
    kept = Response.objects.get(campaign=campaign)
    assert (kept.relationship, kept.contact, kept.respondent_kind, kept.channel) == (customer, None, "user", "web")


@pytest.fixture
def website(cast, customer):
    """The public page of an open campaign, on its second day."""
    campaign = make_open(cast.alice, channels=["web"])
    clock.travel(TEN + DAY)
    cache.clear()
    return reverse("answering:open", args=[campaign.public_code, public_part(campaign, customer.pk)])


@pytest.mark.req("Q-02", "INV-30")
def test_the_same_browser_answers_a_public_page_once_and_tells_us_no_more_than_that(website):
    client, other = Client(), Client()
    shown = client.get(website)
    assert client.post(website, answer_on(shown)).status_code == 302
    # pressed twice, before the browser had the first answer: counts once
    twice = Client().post(website, answer_on(shown))
    assert twice.status_code == 302
    assert Ballot.objects.count() == 1
    # later, and with a pass of another form
    fresh_form = other.get(website)
    assert client.post(website, answer_on(fresh_form)).status_code == 302
    assert Ballot.objects.count() == 1
    assert other.post(website, answer_on(fresh_form)).status_code == 302
    assert Ballot.objects.count() == 2
    # every browser keeps the same word: it says neither who nor when
    kept = {morsel.value for each in (client, other) for morsel in each.cookies.values()}
    assert len(kept) == 1
    # and nobody can write it themselves
    forger = Client()
    forger.cookies[next(iter(client.cookies))] = "1"
    assert "form_pass" in forger.get(website).context
    row = Ballot.objects.values_list("content", flat=True)[0]
    assert set(row) == {"version", "relationship", "service", "kind", "grade", "channel", "figures", "answers"}


@pytest.mark.req("Q-02")
def test_a_program_that_only_posts_brings_nothing_and_an_old_form_keeps_what_was_typed(website):
    for form_pass in ("", "made:up", Client().get(website).context["form_pass"] + "x"):
        refused = Client().post(website, {"q-csat": "5", "kind": "user", "pass": form_pass, "lang": "en"})
        assert refused.status_code == 409
        assert "send it again" in refused.content.decode()
        assert refused.context["form"].data["q-csat"] == "5"
    assert Ballot.objects.count() == 0
    assert Client().post(website, answer_on(refused)).status_code == 302


@pytest.mark.req("Q-02")
def test_one_address_gives_only_so_many_answers(website, monkeypatch):
    monkeypatch.setattr(gate, "ANSWERS_AN_HOUR", 3)
    monkeypatch.setattr(gate, "ANSWERS_A_DAY", 5)

    def answers(n):
        clients = [Client() for _n in range(n)]
        return [each.post(website, answer_on(each.get(website), lang="en")).status_code for each in clients]

    assert answers(4) == [302, 302, 302, 429]
    shown = Client().get(website)
    late = Client().post(website, answer_on(shown, lang="en"))
    assert "in an hour" in late.content.decode()
    assert Ballot.objects.count() == 3
    clock.travel(TEN + DAY + 2 * HOUR)
    assert answers(4) == [302, 302, 429, 429]
    assert Ballot.objects.count() == 5
