"""A suggestion is acted on: an action item with an owner and a day, by page and API; the answer is due all the same."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.actionitems.domain import move_action_item
from brm.actionitems.models import ActionItem
from brm.core import clock
from surveys.feedback.domain.receiving import receive_feedback
from tests.api.caller import Caller
from tests.factories.parties import ContactFactory, RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast):
    return RelationshipFactory(owner=cast.alice, team=cast.team)


@pytest.fixture
def contact(customer):
    return ContactFactory(organisation=customer.organisation, email="li@customer.example")


def tell(customer, contact=None, text="能否提供月度容量报告？"):
    return receive_feedback(customer, text=text, channel="mail", contact=contact)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.req("Q-05")
def test_a_suggestion_becomes_an_action_item_and_is_still_answered(cast, customer, contact):
    item, alice, day = tell(customer, contact), signed_in(cast.alice), clock.today() + timedelta(days=9)
    page, url = item.get_absolute_url(), reverse("feedback:act", args=[item.pk])
    assert url in alice.get(page).content.decode()
    assert item.matter.title in alice.get(url).content.decode()
    said = {"title": "Monthly report", "owner": cast.ed.pk, "due_on": day.isoformat()}
    assert alice.post(url, said | {"due_on": ""}).status_code == 422
    assert signed_in(cast.sam).post(url, said).status_code == 404
    assert alice.post(url, said).status_code == 302

    made = ActionItem.objects.get()
    assert (made.relationship, made.title, made.owner, made.due_on, made.counterpart) == (
        customer, "Monthly report", cast.ed, day, contact,
    )  # fmt: skip
    assert item.matter.number in made.detail
    assert item.text in made.detail
    item.refresh_from_db()
    assert (item.kind, item.status, item.action_item) == ("suggestion", "classified", made)
    shown = alice.get(page).content.decode()
    assert reverse("actionitems:detail", args=[made.pk]) in shown
    assert url not in shown
    assert "It is an action item already: Monthly report." in alice.post(url, said).content.decode()
    assert made.title in signed_in(cast.ed).get(reverse("actionitems:list")).content.decode()
    answered = alice.post(reverse("feedback:answer", args=[item.pk]), {"kind": "suggestion", "answer": "From May on."})
    assert answered.status_code == 302
    item.refresh_from_db()
    assert item.status == "answered"
    # one that was dropped may be taken up again, also after the answer
    move_action_item(made, "drop", by=cast.alice, reason="No time")
    assert url in alice.get(page).content.decode()
    assert alice.post(url, said).status_code == 302
    item.refresh_from_db()
    assert (item.action_item != made, item.status) == (True, "answered")


@pytest.mark.req("Q-05")
def test_programs_act_on_suggestions_and_on_nothing_else(cast, customer):
    alice, sam = Caller(cast.alice), Caller(cast.sam)
    item = tell(customer)
    here = f"feedback/{item.pk}/"
    said = {"owner": cast.ed.pk, "due_on": (clock.today() + timedelta(days=3)).isoformat()}
    assert sam.post(f"{here}act/", said).status_code == 404
    assert alice.post(f"{here}act/", {"owner": cast.ed.pk}).status_code == 400
    assert alice.post(f"{here}act/", said | {"owner": cast.cora.pk}).status_code == 400
    told = alice.post(f"{here}act/", said).json()
    assert (told["kind"], told["status"]) == ("suggestion", "classified")
    assert alice.get(f"action-items/{told['action_item']}/").json()["title"] == item.matter.title
    assert alice.post(f"{here}act/", said).status_code == 409
    for kind in ("complaint", "question"):
        other = tell(customer)
        alice.post(f"feedback/{other.pk}/{'convert' if kind == 'complaint' else 'classify'}/", {"kind": kind})
        refused = alice.post(f"feedback/{other.pk}/act/", said)
        assert refused.status_code == 409
        assert "Only a suggestion" in refused.json()["detail"]
    assert ActionItem.objects.count() == 1
