"""What happens to a campaign midway: given away, readers who leave, approved twice at once, extended while it sends."""

import pytest
from django.test import Client
from django.urls import reverse

from brm.core import clock
from brm.core.errors import BlockedError
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.campaigns import add_reader
from surveys.asking.domain.keeping import change_rule, deactivate_rule
from surveys.asking.domain.passing_on import pass_of, send_to
from surveys.asking.domain.running import approve_campaign, give_campaign
from surveys.questionnaires.models import Questionnaire
from tests.api.caller import Caller
from tests.asking.stage import HOUR, TEN, rows
from tests.factories.asking import make_person, make_rule
from tests.factories.campaigns import fresh, make_campaign, make_shared
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.mark.req("Q-02")
def test_given_to_somebody_else_it_asks_whom_it_was_approved_for(cast):
    mine, theirs = RelationshipFactory(owner=cast.alice), RelationshipFactory(owner=cast.bob)
    person, other = make_person(mine), make_person(theirs)
    campaign = approve_campaign(make_campaign(cast.alice), by=None)

    give_campaign(campaign, to=cast.eve, by=None)
    sweep_campaigns(at=TEN + 2 * HOUR)
    assert set(rows(campaign).values_list("contact", flat=True)) == {person.pk}
    assert other.pk


@pytest.mark.req("Q-04")
def test_results_go_to_who_is_there_and_open_to_nobody_who_left(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_person(customer)
    campaign = make_shared(cast.alice, reader=cast.bob)
    clock.travel(campaign.shared_at)
    client, reader = Client(), campaign.readers.get()
    address = reverse("asking:results", args=[pass_of(reader)])
    assert client.get(address).status_code == 200
    cast.bob.is_active = False
    cast.bob.save()
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404

    contact = make_person(customer)
    told = add_reader(fresh(campaign), by=cast.alice, contact=contact)
    assert told.sent_at is not None
    gone = make_person(customer)
    reader = campaign.readers.create(contact=gone, created_at=TEN, updated_at=TEN)
    gone.left_on = clock.today()
    gone.save()
    assert send_to([reader], campaign, at=clock.now()) == 0
    reader.refresh_from_db()
    assert reader.sent_at is None


@pytest.mark.req("Q-01")
def test_a_rule_in_force_is_not_changed_to_ask_with_nothing():
    rule = make_rule(at=TEN)
    blank = Questionnaire.objects.create(name="Nothing yet", purpose="case")
    with pytest.raises(BlockedError, match="nothing to ask with"):
        change_rule(rule, by=None, questionnaire=blank)
    rule.refresh_from_db()
    assert rule.questionnaire != blank
    assert change_rule(deactivate_rule(rule, by=None), by=None, questionnaire=blank).questionnaire == blank


@pytest.mark.req("Q-02")
def test_ids_of_strangers_in_an_audience_ask_nobody_and_name_nobody(cast):
    mine, theirs = RelationshipFactory(owner=cast.alice), RelationshipFactory(owner=cast.sam)
    person, other = make_person(mine), make_person(theirs)
    caller, client = Caller(cast.alice), Client()
    client.force_login(cast.alice)
    campaign = make_campaign(cast.alice)
    audience = {"relationships": [mine.pk, theirs.pk, 10**18]}
    changed = caller.patch(f"survey-campaigns/{campaign.pk}/", {"audience": audience, "version": campaign.version})
    assert changed.status_code == 200, changed.content

    counted = caller.get(f"survey-campaigns/{campaign.pk}/audience/").json()
    assert (counted["people"], counted["customers"]) == (1, 1)
    shown = client.get(campaign.get_absolute_url()).content.decode()
    assert str(mine) in shown
    assert str(theirs) not in shown
    approve_campaign(fresh(campaign), by=None)
    sweep_campaigns(at=TEN + 2 * HOUR)
    assert set(rows(campaign).values_list("contact", flat=True)) == {person.pk}
    assert other.pk
    # what was approved is patched by nobody
    late = caller.patch(f"survey-campaigns/{campaign.pk}/", {"audience": {}, "version": fresh(campaign).version})
    assert late.status_code == 409
