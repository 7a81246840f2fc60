"""The pages of asking: what they say, that they cost the same for one and for three, who may do what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.attention.models import Attention
from brm.calendars.domain.queries import default_schedule
from brm.core import clock
from surveys.asking.domain.giving import pass_calls_on
from surveys.asking.domain.inviting import invite_audience
from surveys.asking.domain.offering import offer
from surveys.asking.domain.running import approve_campaign
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.domain.today import expected_calls
from surveys.asking.enums import Source
from surveys.asking.models import Budget, Campaign, Invitation, SurveyRule
from tests.api.caller import Caller
from tests.factories.asking import make_closed, make_person, make_questionnaire, make_rule
from tests.factories.campaigns import fresh, make_campaign
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _working_hours():
    clock.travel(default_schedule().next_moment(clock.now() + timedelta(days=1)) + timedelta(minutes=5))
    yield
    clock.travel(None)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def asked(customer, contact=None, **facts):
    now = clock.now()
    contact = contact or make_person(customer, **facts)
    return offer(make_closed(customer, at=now), contact=contact, source=Source.SERVICE_EVENT, at=now)


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_every_list_costs_the_same_for_one_and_for_three(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    client = signed_in(cast.alice)
    urls = [
        reverse("asking:invitations"), reverse("asking:calls"), reverse("asking:rehearsal") + f"?day={clock.today()}",
        reverse("asking:rules"),
    ]  # fmt: skip
    asked(customer, email="", phone="+86 10 1")
    sweep_invitations()
    asked(customer)
    one = {url: statements(client, url) for url in urls}
    for _n in range(2):
        asked(customer, email="", phone="+86 10 1")
        make_rule(at=clock.now())
    sweep_invitations()
    asked(customer), asked(customer)
    assert {url: statements(client, url) for url in urls} == one
    assert max(one.values()) <= 15


@pytest.mark.req("Q-01")
def test_a_contact_shows_why_they_were_asked_or_were_not(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    contact = make_person(customer)
    first = asked(customer, contact)
    sweep_invitations()
    second = asked(customer, contact)
    sweep_invitations()
    client = signed_in(cast.alice)
    page = client.get(reverse("parties:contact", args=[contact.pk])).content.decode()
    assert first.matter.number in page
    assert second.matter.number in page
    assert "asked not long ago" in page
    answer = client.post(reverse("asking:wish_new", args=[contact.pk]), {"reason": "Too many mails"})
    assert answer.status_code == 302
    assert "Too many mails" in client.get(reverse("parties:contact", args=[contact.pk])).content.decode()
    page = client.get(reverse("asking:invitation", args=[second.pk])).content.decode()
    assert "asked not long ago" in page


@pytest.mark.req("Q-01")
def test_the_call_list_leads_to_a_script_in_their_language_and_keeps_tries(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    row = asked(customer, email="", phone="+86 10 5555 1", language="zh-hans")
    sweep_invitations()
    client = signed_in(cast.alice)
    assert "+86 10 5555 1" in client.get(reverse("asking:calls")).content.decode()
    page = client.get(reverse("asking:call", args=[row.pk])).content.decode()
    assert "您满意吗？" in page
    refused = client.post(reverse("asking:call", args=[row.pk]), {"outcome": "later"})
    assert refused.status_code == 422
    assert client.post(reverse("asking:call", args=[row.pk]), {"outcome": "nobody", "note": "Rang"}).status_code == 302
    assert Invitation.objects.get(pk=row.pk).calls == 1


@pytest.mark.req("Q-01", "Q-02")
def test_an_engineer_who_is_named_calls_and_writes_it_down(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    row, other = (asked(customer, email="", phone=f"+86 10 5555 {n}", language="zh-hans") for n in (1, 2))
    sweep_invitations()
    alice, ed = signed_in(cast.alice), signed_in(cast.ed)
    call, list_, take = (
        reverse(name, args=args)
        for name, args in (("asking:call", [row.pk]), ("asking:calls", []), ("answering:take", [row.pk]))
    )
    assert "5555" not in ed.get(list_).content.decode()
    assert [ed.get(url).status_code for url in (call, take)] == [404, 404]
    naming = reverse("asking:caller", args=[row.pk])
    assert ed.get(naming).status_code == 404
    assert f"Who calls {row.contact.name}?" in alice.get(naming).content.decode()
    assert alice.post(naming, {"to": cast.ed.pk}).status_code == 302
    assert "Ed" in alice.get(list_).content.decode()
    assert expected_equals_open("survey_call")
    today = ed.get(reverse("dashboard:today")).content.decode()
    assert row.contact.name in today
    assert other.contact.name not in today

    shown = ed.get(list_).content.decode()
    assert "5555 1" in shown
    assert "5555 2" not in shown
    page = ed.get(call)
    assert page.status_code == 200
    assert reverse("parties:contact", args=[row.contact_id]) not in page.content.decode()
    assert ed.post(call, {"outcome": "nobody", "note": "Rang"}).status_code == 302
    assert row.tries.get().by == cast.ed
    assert ed.get(reverse("asking:call", args=[other.pk])).status_code == 404
    assert ed.get(reverse("asking:invitation", args=[row.pk])).status_code == 404
    assert ed.get(take).status_code == 200
    went = ed.post(f"{take}?channel=phone", {"q-csat": "4"})
    assert went["Location"] == reverse("dashboard:today")
    row.refresh_from_db()
    assert (row.status, row.response.taken_by) == ("answered", cast.ed)
    assert ed.get(call).status_code == 404
    assert expected_equals_open("survey_call")


def test_programs_name_callers_too_and_who_leaves_passes_their_calls_on(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    row = asked(customer, email="", phone="+86 10 5555 1")
    sweep_invitations()
    alice, ed, bob = Caller(cast.alice), Caller(cast.ed), Caller(cast.bob)
    here = f"survey-invitations/{row.pk}/"
    assert [each.get(here).status_code for each in (alice, ed)] == [200, 404]
    assert alice.post(f"{here}give-call/", {"to": cast.ed.pk}).json()["caller"] == cast.ed.pk
    assert ed.get(here).status_code == 200
    for verb, said in (("revoke", {"reason": "No"}), ("by-phone", {}), ("give-call", {"to": cast.bob.pk})):
        assert ed.post(f"{here}{verb}/", said).status_code == 404
    assert ed.get("survey-invitations/rehearsal/", {"day": "2026-06-01"}).status_code == 404
    assert ed.post(f"{here}call/", {"outcome": "nobody"}).json()["calls"] == 1
    assert pass_calls_on(cast.ed, cast.bob, cast.lena) == 1
    assert [each.get(here).status_code for each in (bob, ed)] == [200, 404]
    # the manager of the customer is nobody who has to be named
    assert alice.post(f"{here}give-call/", {"to": cast.alice.pk}).json()["caller"] is None
    assert expected_equals_open("survey_call")
    made = make_campaign(cast.alice, channels=["phone"])
    for _n in range(3):
        make_person(customer, phone="+86 10 5555 9")
    rows = list(invite_all(made))
    alice = signed_in(cast.alice)
    named = alice.post(reverse("asking:caller", args=[rows[0].pk]), {"to": cast.ed.pk, "whole": "on"})
    assert named.status_code == 302
    assert {each.caller_id for each in made.invitations.all()} == {cast.ed.pk}


def expected_equals_open(rule):
    """Whether Today shows exactly the lines that follow from the calls."""
    shown = Attention.objects.filter(rule=rule, closed_at=None).values_list("assignee_id", "subject_id")
    return set(shown) == set(expected_calls())


def invite_all(campaign):
    """The invitations of a campaign that was opened just now."""
    campaign = approve_campaign(campaign, by=None)
    Campaign.objects.filter(pk=campaign.pk).update(status="open", opened_at=clock.now(), step_at=clock.now())
    invite_audience(fresh(campaign), at=clock.now())
    return campaign.invitations.filter(channel="phone")


def test_a_lead_makes_a_rule_and_puts_it_in_force_a_manager_reads_it(cast):
    questionnaire = make_questionnaire(at=clock.now(), name="Short")
    lena, alice = signed_in(cast.lena), signed_in(cast.alice)
    said = {
        "name": "After an incident", "source": "service_event", "questionnaire": questionnaire.pk, "share": "50",
        "channel": "mail", "delay_hours": 1, "within_hours": 24, "expire_days": 7, "remind_days": 3, "low_below": 60,
        "follow_up_hours": 16, "place": 10, "phone_without_mail": "on",
    }  # fmt: skip
    assert alice.post(reverse("asking:rule_new"), said).status_code == 404
    wrong = lena.post(reverse("asking:rule_new"), said | {"delay_hours": 30})
    assert wrong.status_code == 422
    assert lena.post(reverse("asking:rule_new"), said).status_code == 302
    rule = SurveyRule.objects.get(name="After an incident")
    assert lena.post(reverse("asking:rule_on", args=[rule.pk])).status_code == 302
    assert SurveyRule.objects.get(pk=rule.pk).is_active
    page = alice.get(rule.get_absolute_url()).content.decode()
    assert "After 1 h, within 24 h" in page
    assert reverse("asking:rule_edit", args=[rule.pk]) not in page
    assert lena.get(reverse("asking:rule_edit", args=[rule.pk])).status_code == 200


def test_the_budget_has_a_history(cast):
    lena = signed_in(cast.lena)
    said = {"cool_down_days": 14, "yearly_most": 4, "hold_days": 3, "complaint_hold": "on", "reason": "Too many"}
    assert lena.post(reverse("asking:budget"), said).status_code == 302
    assert Budget.objects.get().cool_down_days == 14
    assert "Too many" in lena.get(reverse("asking:budget")).content.decode()
    assert signed_in(cast.alice).post(reverse("asking:budget"), said).status_code == 405


def test_programs_read_reasons_and_rehearse(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=clock.now(), delay_hours=0)
    row = asked(customer)
    alice = Caller(cast.alice)
    told = alice.get("survey-invitations/rehearsal/", {"day": str(clock.today())})
    assert [(one["invitation"], one["status"]) for one in told.json()] == [(row.pk, "sent")]
    revoked = alice.post(f"survey-invitations/{row.pk}/revoke/", {"reason": "Asked in person"})
    assert revoked.json()["status"] == "revoked"
    assert "token" not in revoked.content.decode()
    assert alice.post("survey-budgets/", {"cool_down_days": 3}).status_code == 404
    assert Caller(cast.lena).post("survey-budgets/", {"cool_down_days": 3}).status_code == 201
