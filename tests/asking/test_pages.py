"""The pages of asking: what they say, that they cost the same for one and for three, who may do what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.calendars.domain.queries import default_schedule
from brm.core import clock
from surveys.asking.domain.offering import offer
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import Source
from surveys.asking.models import Budget, Invitation, SurveyRule
from tests.api.caller import Caller
from tests.factories.asking import make_closed, make_person, make_questionnaire, make_rule
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
