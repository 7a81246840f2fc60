"""The customer's own word about risks: everybody of theirs reads them, who signs decides, without a script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.catalogue.domain.notes import add_note, decide_risk
from brm.catalogue.models import RiskDecision
from brm.core import clock
from brm.parties.domain.contacts import change_contact
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from tests.customers.portal.test_services import page
from tests.factories.agreements import make_agreement, make_service
from tests.factories.communications import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(side):
    clock.travel(NOON)
    service = make_service(name_en="Backup")
    make_agreement(side.relationship, services=[service])
    return add_note(service, kind="risk", text_en="Tapes age", extent_en="One in a thousand a year", by=None)


def door(side, note):
    return reverse("portal:risk", args=[side.relationship.pk, note.pk])


@pytest.mark.req("M-15", "INV-56")
def test_who_signs_accepts_or_refuses_and_the_manager_sees_it(client, side, note):
    client.force_login(side.whole)
    assert "1 is not decided yet" in page(client, side.whole, "services")
    listed = page(client, side.whole, "risks")
    for words in ("Tapes age", "One in a thousand", door(side, note)):
        assert words in listed
    assert "Tapes age" in client.get(door(side, note)).content.decode()

    silent = client.post(door(side, note), {"answer": "declined", "words": ""})
    assert silent.status_code == 422
    assert "Say in a few words why not" in silent.content.decode()
    assert not RiskDecision.objects.exists()

    answered = client.post(door(side, note), {"answer": "declined", "words": "We keep no second copy"})
    assert answered.url == reverse("portal:risks")
    decision = RiskDecision.objects.get()
    assert (decision.answer, decision.contact, decision.recorded_by) == ("declined", side.wang, side.whole)
    assert decision.words == "We keep no second copy"
    assert "What your organisation decided" in page(client, side.whole, "services")

    client.post(door(side, note), {"answer": "accepted", "words": ""})
    assert RiskDecision.objects.get(superseded_at=None).answer == "accepted"
    assert list(TimelineEntry.objects.filter(kind="risk_decision").order_by("pk").values_list("event", flat=True)) == [
        "declined", "accepted",
    ]  # fmt: skip
    client.force_login(side.manager)
    told = KINDS["risk_decision"].sentence(TimelineEntry.objects.filter(kind="risk_decision").latest("pk"))
    assert "Tapes age" in str(told)
    assert "Wang Fang" in client.get(reverse("agreements:risks", args=[side.relationship.pk])).content.decode()


@pytest.mark.req("INV-56", "C-25")
def test_who_only_sees_their_own_reads_and_is_told_who_decides(client, side, note):
    text = page(client, side.part, "risks")
    for words in ("Tapes age", "Who signs for your organisation decides here", "Wang Fang"):
        assert words in text
    assert door(side, note) not in text
    assert client.get(door(side, note)).url == reverse("portal:risks")
    refused = client.post(door(side, note), {"answer": "accepted", "words": ""})
    assert "Only who signs for your organisation" in refused.content.decode()

    change_contact(side.wang, by=side.manager, kind="service_user")  # sees all, but uses the service only
    text = page(client, side.whole, "risks")
    assert (door(side, note) in text, "Ask Alice to invite them" in text) == (False, True)
    assert client.post(door(side, note), {"answer": "accepted", "words": ""}).status_code != 302
    assert not RiskDecision.objects.exists()


def test_a_stranger_finds_nothing(client, side, rival, note):
    assert "Tapes age" not in page(client, rival.user, "risks")
    assert "is not decided yet" not in page(client, rival.user, "services")
    for user in (rival.user, side.manager):
        client.force_login(user)
        assert client.get(door(side, note)).status_code == 404
        assert client.post(door(side, note), {"answer": "accepted", "words": ""}).status_code == 404
    client.force_login(side.whole)
    elsewhere = add_note(make_service(), kind="risk", text_en="Not theirs", by=None)
    assert client.get(door(side, elsewhere)).status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(client, side, note):
    client.force_login(side.whole)
    client.get(reverse("portal:risks"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("portal:risks"))
        return len(seen)

    one = asked()
    decide_risk(note, relationship=side.relationship, answer="accepted", contact=side.wang, by=side.manager)
    for text in ("Heat", "Dust"):
        add_note(note.service, kind="constraint", text_en=text, by=None)
    assert asked() == one
