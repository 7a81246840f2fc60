"""Two leads at once, an extension while the invitations go out, an end while an answer comes in."""

import pytest

from brm.core import clock
from surveys.answering.domain.doors import Answerable, answerable
from surveys.asking.domain.running import approve_campaign, extend_campaign
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import InvitationStatus
from tests.asking.stage import DAY, HOUR, TEN, rows
from tests.factories.asking import make_person
from tests.factories.campaigns import make_campaign, make_open
from tests.factories.parties import RelationshipFactory, UserFactory
from tests.racing import at_once, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer():
    customer = RelationshipFactory(owner=UserFactory(roles=["manager"]))
    make_person(customer)
    return customer


def test_of_two_who_approve_at_once_one_is_told(customer):
    campaign = make_campaign(customer.owner)
    answers = at_once(*[lambda: approve_campaign(campaign, by=None) for _n in range(2)])
    assert refused(answers) == 1


def test_of_two_who_extend_at_once_one_is_told(customer):
    campaign = make_open(customer.owner)
    until = campaign.closes_at + 5 * DAY
    answers = at_once(
        *[lambda: extend_campaign(campaign, by=None, closes_at=until, reason="Holidays") for _n in range(2)]
    )
    assert refused(answers) == 1


@pytest.mark.req("INV-30")
def test_extended_while_the_invitations_go_out_they_are_open_until_the_new_day(customer):
    campaign = make_open(customer.owner)
    before, until = campaign.closes_at, campaign.closes_at + 5 * DAY
    moment = TEN + 2 * DAY
    clock.travel(moment)
    meanwhile(
        lambda: sweep_invitations(at=moment),
        lambda: extend_campaign(campaign, by=None, closes_at=until, reason="Holidays", at=moment),
    )
    row = rows(campaign).get()
    assert row.status == InvitationStatus.SENT
    assert answerable(row, before + HOUR) == Answerable.YES
    sweep_invitations(at=before + HOUR)
    assert rows(campaign).get().status == InvitationStatus.SENT
