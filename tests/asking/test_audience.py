"""Whom a campaign asks: filters, quotas drawn by lot, mornings filled evenly, anonymous ones (Q-02, Q-09)."""

from zoneinfo import ZoneInfo

import pytest

from brm.core import clock
from surveys.asking.domain.audience import count_audience
from surveys.asking.domain.budget import opt_out
from surveys.asking.domain.campaigns import change_campaign
from surveys.asking.domain.inviting import MORNING
from surveys.asking.enums import Why
from surveys.asking.models import Campaign
from tests.asking.stage import DAY, HOUR, TEN, refused, rows, send_everything
from tests.factories.asking import make_person
from tests.factories.campaigns import make_campaign, make_open
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer(cast):
    return RelationshipFactory(owner=cast.alice, team=cast.team)


@pytest.mark.req("Q-02", "Q-09")
def test_whom_it_asks_follows_the_filters_and_says_why_not(cast, customer):
    user, payer = make_person(customer, grade="A"), make_person(customer, kind="customer", grade="B")
    nobody = make_person(customer, email="", phone="")
    caller = make_person(customer, email="", phone="+86 10 5")
    willing = make_person(customer)
    opt_out(willing)
    other = RelationshipFactory(owner=cast.alice, team=cast.team, tier="A")
    far = make_person(other)
    make_person(RelationshipFactory(owner=cast.sam))
    campaign = make_open(cast.alice, channels=["mail", "phone"])
    told = {row.contact_id: row for row in rows(campaign)}
    assert set(told) == {one.pk for one in (user, payer, nobody, caller, willing, far)}
    assert (told[nobody.pk].why, told[caller.pk].channel) == (Why.NO_ADDRESS, "phone")
    assert told[payer.pk].respondent_kind == "customer"
    send_everything(campaign, at=TEN + DAY)
    assert rows(campaign).get(contact=willing).why == Why.OPTED_OUT
    narrow = make_open(cast.alice, at=TEN + 2 * HOUR, audience={"tiers": ["A"]})
    assert [row.contact_id for row in rows(narrow)] == [far.pk]
    kinds = make_campaign(cast.alice, audience={"kinds": ["customer"], "relationships": [customer.pk]})
    assert count_audience(kinds).people == 1
    refused(lambda: change_campaign(kinds, by=cast.alice, audience={"tiers": ["Z"]}))
    refused(lambda: change_campaign(kinds, by=cast.alice, audience={"moods": ["bad"]}))


@pytest.mark.req("Q-02")
def test_quotas_are_drawn_by_lot_and_mornings_are_filled_evenly(cast, customer):
    for n in range(12):
        make_person(customer, grade="A" if n < 8 else "B", time_zone="Europe/London" if n % 2 else "")
    campaign = make_open(cast.alice, quotas={"A": 3}, spread_days=4)
    found = rows(campaign)
    assert found.filter(grade="A", status="planned").count() == 3
    assert found.filter(grade="A", why=Why.QUOTA).count() == 5
    assert campaign.invited == 7
    days = {}
    for row in found.filter(status="planned"):
        here = row.send_at.astimezone(ZoneInfo(row.contact.time_zone or "Asia/Shanghai"))
        assert here.weekday() < 5
        assert MORNING[0] <= here.time() <= MORNING[1]
        days.setdefault(here.date(), []).append(row)
    # London's first morning may be a day before or after Shanghai's: which of them the lot takes decides the last digit
    assert len(days) >= 3
    assert max(map(len, days.values())) <= 4


@pytest.mark.req("Q-02")
def test_an_anonymous_campaign_goes_by_mail_and_website_only(cast, customer):
    make_person(customer)
    campaign = make_campaign(cast.alice, is_anonymous=True)
    refused(lambda: change_campaign(campaign, by=cast.alice, channels=["phone"]), "anonymous")
    assert Campaign.objects.get(pk=campaign.pk).channels == ["mail"]
