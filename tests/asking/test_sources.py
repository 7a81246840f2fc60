"""What asks when it is over: complaints, value-added services, meetings, events a service desk posts (Q-01, C-13)."""

from datetime import timedelta

import pytest

from brm.communications.domain.holding import hold_meeting
from brm.core import clock
from brm.matters.models import Matter
from customers.complaints.domain import ending
from customers.complaints.enums import Status
from customers.complaints.models import SatisfactionCheck
from surveys.asking.enums import Source
from surveys.asking.models import Invitation
from tests.api.caller import Caller
from tests.factories.asking import make_person, make_rule
from tests.factories.communications import make_plan, make_scene, meetings_of
from tests.factories.complaints import NOON, make_stage
from tests.factories.parties import RelationshipFactory
from tests.valueadded.factories import deliver, propose, schedule

pytestmark = pytest.mark.django_db
TEXTS = {"review": "Went well", "issues": "None", "improvement": "None", "conclusion": "Go on"}


@pytest.fixture(autouse=True)
def _noon(clean_cache):
    clock.travel(NOON)
    yield
    clock.travel(None)


def accepted(stage):
    complaint = stage.at(Status.DECISION_TOLD)
    type(complaint).objects.filter(pk=complaint.pk).update(accepted_at=NOON)
    return complaint


@pytest.mark.req("C-13", "Q-01")
def test_a_closed_complaint_is_asked_about_in_place_of_the_short_check():
    stage = make_stage()
    ending.close(accepted(stage), by=stage.owner)
    assert SatisfactionCheck.objects.count() == 1
    make_rule(at=NOON, source=Source.COMPLAINT)
    complaint = ending.close(accepted(stage), by=stage.owner)
    row = Invitation.objects.get()
    assert (row.matter_id, row.contact_id) == (complaint.matter_id, complaint.contact_id)
    assert SatisfactionCheck.objects.count() == 1


@pytest.mark.req("Q-01")
def test_who_received_a_value_added_service_is_asked_once_it_is_delivered():
    make_rule(at=NOON, source=Source.VALUE_ADDED)
    given = deliver(schedule())
    receiver = given.received_by.get().contact
    row = Invitation.objects.get(contact=receiver)
    assert row.matter_id == given.matter_id
    assert propose() is not None
    assert Invitation.objects.count() == 1


@pytest.mark.req("Q-01")
def test_who_was_at_a_meeting_is_asked_where_a_rule_says_so():
    scene = make_scene()
    first, second = meetings_of(make_plan(scene.relationship, theirs=[scene.contact]))[:2]
    clock.travel(first.starts_at + timedelta(hours=2))
    hold_meeting(first, by=scene.owner, contacts=[scene.contact], **TEXTS)
    assert not Invitation.objects.exists()
    make_rule(at=clock.now(), source=Source.MEETING)
    clock.travel(second.starts_at + timedelta(hours=2))
    hold_meeting(second, by=scene.owner, contacts=[scene.contact], **TEXTS)
    row = Invitation.objects.get()
    assert (row.contact, row.matter.kind, row.matter.closed_at is None) == (scene.contact, "meeting", False)


@pytest.mark.req("Q-01", "INV-31")
def test_a_service_desk_posts_an_event_as_often_as_it_likes(cast):
    customer = RelationshipFactory(owner=cast.alice)
    make_rule(at=NOON)
    known = make_person(customer, email="li@customer.example")
    alice, opened = Caller(cast.alice), NOON - timedelta(hours=3)
    body = {"relationship": customer.pk, "number": "INC1", "opened_at": opened.isoformat(), "state": "In progress",
            "caller": "Li", "caller_email": "LI@customer.example"}  # fmt: skip
    assert alice.post("service-events/", body).status_code == 201
    assert not Invitation.objects.exists()
    body |= {"state": "Closed", "closed_at": NOON.isoformat()}
    for _again in range(2):
        answer = alice.post("service-events/", body)
        assert answer.status_code == 200
        assert answer.json()["contact"] == known.pk
    assert Invitation.objects.get().contact == known
    assert Matter.objects.filter(number="INC1").count() == 1
    assert alice.post("service-events/", body | {"number": ""}).status_code == 400
    refused = alice.post("service-events/", body | {"number": "2", "closed_at": "2020-01-01T00:00:00Z"})
    assert (refused.status_code, "closed before it was opened" in refused.json()["detail"]) == (409, True)
    assert Caller(cast.sam).post("service-events/", body | {"number": "INC2"}).status_code == 400
