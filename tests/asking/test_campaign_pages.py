"""Campaigns through their pages and the API: what they show, what they refuse; results, public page, paper."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.core import clock
from surveys.answering.domain.sheets import sheet_code
from surveys.asking.domain import inviting
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.passing_on import pass_of
from surveys.asking.domain.running import approve_campaign
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.models import Campaign, CampaignReader
from tests.api.caller import Caller
from tests.factories.asking import make_person, make_questionnaire
from tests.factories.campaigns import fresh, make_campaign, make_closed_campaign, make_open, make_shared
from tests.factories.parties import RelationshipFactory
from tests.printing.paper import missing_from

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


def statements(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def page(client, campaign):
    return client.get(campaign.get_absolute_url()).content.decode()


def typed(questionnaire, owner, **more):
    return {
        "title": "Half-year", "questionnaire": questionnaire.pk, "owner": owner.pk, "channels": ["mail", "phone"],
        "opens_at": "2026-06-02T09:00", "closes_at": "2026-06-20T18:00", "spread_days": 3, "remind_days": "",
        "low_below": 60, "share_by_days": 10, "kinds": ["user"], "quota_a": 10,
    } | more  # fmt: skip


@pytest.mark.req("Q-02", "Q-03", "Q-04")
def test_a_campaign_is_run_by_its_pages(cast, customer):
    alice, lena = signed_in(cast.alice), signed_in(cast.lena)
    data = typed(make_questionnaire(at=TEN), cast.alice)
    wrong = alice.post(reverse("asking:campaign_new"), data | {"closes_at": "2026-06-01T09:00"})
    assert wrong.status_code == 422
    assert "It closes after it opens." in wrong.content.decode()
    assert alice.post(reverse("asking:campaign_new"), data).status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.quotas, campaign.audience) == ({"A": 10}, {"kinds": ["user"]})
    words = page(alice, campaign)
    assert "the distribution list is empty" in words
    assert alice.post(reverse("asking:campaign_approve", args=[campaign.pk])).status_code == 404
    lena.post(reverse("asking:campaign_approve", args=[campaign.pk]))
    assert fresh(campaign).status == "draft"
    alice.post(reverse("asking:reader_new", args=[campaign.pk]), {"user": cast.ed.pk})
    assert "Your lead finds it on Today" in page(alice, campaign)
    assert campaign.title in lena.get(reverse("dashboard:today")).content.decode()
    edited = alice.post(
        reverse("asking:campaign_edit", args=[campaign.pk]),
        data | {"title": "Half a year", "version": campaign.version},
    )
    assert edited.status_code == 302
    lena.post(reverse("asking:campaign_approve", args=[campaign.pk]))
    assert fresh(campaign).status == "approved"
    clock.travel(fresh(campaign).opens_at)
    alice.post(reverse("asking:campaign_open", args=[campaign.pk]))
    sweep_campaigns()
    assert "Still to be asked" in page(alice, campaign)
    longer = {"closes_at": "2026-06-25T18:00", "reason": "Holidays"}
    assert alice.post(reverse("asking:campaign_extend", args=[campaign.pk]), longer).status_code == 302
    again = {"closes_at": "2026-06-28T18:00", "reason": "More"}
    assert alice.post(reverse("asking:campaign_extend", args=[campaign.pk]), again).status_code == 422
    clock.travel(fresh(campaign).closes_at)
    alice.post(reverse("asking:campaign_close", args=[campaign.pk]))
    empty = alice.post(reverse("asking:campaign_analyse", args=[campaign.pk]), {"summary": "Well"})
    assert empty.status_code == 422
    alice.post(reverse("asking:practice_new", args=[campaign.pk]), {"text": "The weekly mail"})
    better = {
        "text": "Call sooner", "relationship": customer.pk, "owner": cast.bob.pk, "due_on": "2026-09-01",
    }  # fmt: skip
    assert alice.post(reverse("asking:improvement_new", args=[campaign.pk]), better).status_code == 302
    assert "Call sooner" in page(alice, campaign)
    alice.post(reverse("asking:campaign_analyse", args=[campaign.pk]), {"summary": "Well"})
    alice.post(reverse("asking:campaign_communicate", args=[campaign.pk]))
    alice.post(reverse("asking:campaign_archive", args=[campaign.pk]))
    assert fresh(campaign).status == "archived"
    copied = {"title": "Next", "opens_at": "2027-01-04T09:00", "closes_at": "2027-01-20T18:00"}
    assert alice.post(reverse("asking:campaign_copy", args=[campaign.pk]), copied).status_code == 302
    cancelled = Campaign.objects.get(title="Next")
    alice.post(reverse("asking:campaign_cancel", args=[cancelled.pk]), {"reason": "Merged"})
    assert "Merged" in page(alice, cancelled)


@pytest.mark.req("Q-02")
def test_the_list_costs_the_same_for_one_and_for_three(cast, customer):
    client, url = signed_in(cast.alice), reverse("asking:campaigns")
    make_open(cast.alice)
    client.get(url)
    one = statements(lambda: client.get(url))
    make_campaign(cast.alice)
    make_closed_campaign(cast.alice)
    assert statements(lambda: client.get(url)) == one
    for query in ("status=open", "owner=me", "state=todo", "channel=mail", "is_anonymous=true", "q=content"):
        assert client.get(f"{url}?{query}").status_code == 200


@pytest.mark.req("Q-02")
def test_inviting_costs_the_same_for_few_and_many_and_goes_on_where_it_was_left(cast, customer, monkeypatch):
    def opened():
        campaign = approve_campaign(make_campaign(cast.alice), by=None)
        Campaign.objects.filter(pk=campaign.pk).update(status="open", opened_at=TEN, step_at=TEN)
        return fresh(campaign)

    inviting.invite_audience(opened(), at=TEN)  # reads the calendar, which is kept
    few = opened()
    cost = statements(lambda: inviting.invite_audience(few, at=TEN))
    for _n in range(9):
        make_person(customer)
    many = opened()
    assert statements(lambda: inviting.invite_audience(many, at=TEN)) == cost
    monkeypatch.setattr(inviting, "RANGE", 3)
    left = opened()
    inviting.invite_range(left.pk, {}, at=TEN)
    assert left.invitations.count() == 3
    sweep_campaigns(at=TEN)
    sweep_campaigns(at=TEN)
    assert left.invitations.count() == fresh(left).invited == 10


@pytest.mark.req("Q-04")
def test_a_reader_confirms_by_a_press_and_nobody_else_finds_the_results(cast, customer):
    campaign = make_shared(cast.alice)
    reader = campaign.readers.get()
    url = reverse("asking:results", args=[pass_of(reader)])
    shown = Client().get(url)
    assert "All is well." in shown.content.decode()
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert campaign.readers.get().receipt_at is None
    for _time in range(2):
        Client().post(url)
    first = campaign.readers.get().receipt_at
    assert first is not None
    assert Client().get(reverse("asking:results", args=[pass_of(reader)[:-2]])).status_code == 404
    unsent = make_campaign(cast.alice).readers.get()
    assert Client().get(reverse("asking:results", args=[pass_of(unsent)])).status_code == 404


@pytest.mark.req("Q-02")
def test_questionnaires_on_paper_bear_the_code_of_each_person(cast, customer):
    campaign = make_open(cast.alice, channels=["sheet"])
    url = reverse("answering:campaign_sheets", args=[campaign.pk])
    client = signed_in(cast.alice)
    assert client.get(url).status_code == 404
    clock.travel(TEN + DAY)
    sweep_invitations()
    row = campaign.invitations.get()
    assert row.status == "sent"
    answer = client.get(url)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert missing_from(answer.content, sheet_code(row)) == set()
    assert "Print 1 to 1" in page(client, campaign)
    found = client.post(reverse("answering:sheet"), {"code": sheet_code(row)})
    assert found.status_code == 302


@pytest.mark.req("Q-02", "Q-03", "Q-04")
def test_programs_run_campaigns_too_and_are_refused_alike(cast, customer):
    alice, lena, sam = Caller(cast.alice), Caller(cast.lena), Caller(cast.sam)
    made = alice.post("survey-campaigns/", {
        "title": "By API", "questionnaire": make_questionnaire(at=TEN).pk, "owner": cast.alice.pk,
        "channels": ["mail"], "audience": {"relationships": [customer.pk]}, "quotas": {"A": 3},
        "opens_at": "2026-06-02T09:00:00+08:00", "closes_at": "2026-06-20T18:00:00+08:00",
    })  # fmt: skip
    assert made.status_code == 201, made.content
    here = f"survey-campaigns/{made.json()['id']}/"
    assert sam.get(here).status_code == 404
    assert alice.patch(here, {"audience": {"moods": [1]}}).status_code in (400, 409, 422)
    assert lena.post(f"{here}approve/", {}).status_code in (409, 422)
    assert alice.post("survey-readers/", {"campaign": made.json()["id"], "user": cast.ed.pk}).status_code == 201
    assert alice.post(f"{here}approve/", {}).status_code in (409, 422)
    assert lena.post(f"{here}approve/", {}).json()["status"] == "approved"
    assert alice.get(f"{here}audience/").json()["people"] == 1
    assert alice.post(f"{here}open/", {}).status_code in (409, 422)
    campaign = Campaign.objects.get()
    clock.travel(campaign.opens_at)
    sweep_campaigns()
    assert alice.get(f"{here}standing/").json()["states"] == {"planned": 1}
    assert alice.post(f"{here}cancel/", {"reason": "No"}).status_code in (409, 422)
    clock.travel(campaign.closes_at)
    assert alice.post(f"{here}close/", {}).json()["status"] == "closed"
    lesson = alice.post(f"{here}practice/", {"text": "Well"})
    assert lesson.status_code == 201
    assert alice.post(f"survey-lessons/{lesson.json()['id']}/remove/", {}).status_code == 204
    assert alice.post(f"{here}analyse/", {}).status_code in (409, 422)
    assert alice.post(f"{here}analyse/", {"nothing_learnt": "Few answers"}).json()["status"] == "analysed"
    assert alice.post(f"{here}communicate/", {}).json()["status"] == "communicated"
    reader = CampaignReader.objects.get()
    assert alice.post(f"survey-readers/{reader.pk}/remove/", {}).status_code in (409, 422)
    assert alice.post(f"{here}archive/", {}).json()["status"] == "archived"
    copied = alice.post(f"{here}copy/", {
        "title": "Next", "opens_at": "2027-01-02T09:00:00+08:00", "closes_at": "2027-01-20T18:00:00+08:00",
    })  # fmt: skip
    assert copied.status_code == 201
