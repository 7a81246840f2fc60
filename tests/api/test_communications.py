"""Meetings, records, visits and their figures by the API."""

from datetime import timedelta

import pytest

from brm.actionitems.models import ActionItem
from brm.communications.models import Interaction, Occurrence
from brm.core import clock
from tests.api.world import (
    a_contact,
    a_meeting,
    a_relationship,
    a_silent_one,
    a_visit,
    an_interaction,
)
from tests.factories.parties import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-06", "INV-28")
def test_minutes_become_action_items(alice, cast):
    meeting = a_meeting(cast.alice)
    address = f"meetings/{meeting.pk}/"
    prepared = alice.patch(address, {"objective": "Renew", "version": meeting.version})
    clock.travel(meeting.starts_at + timedelta(hours=2))
    promise = {"title": "Send the offer", "owner": cast.bob.pk, "due_on": "2030-01-01", "part": "improvement"}

    short = alice.post(f"{address}hold/", {"review": "Fine"})
    held = alice.post(
        f"{address}hold/",
        {"review": "Fine", "issues": "None", "actions": [promise], "users": [cast.alice.pk], "needs": ["Faster"]},
    )
    corrected = alice.post(f"{address}correct/", {"review": "Very fine", "version": 1})

    assert prepared.json()["objective"] == "Renew"
    assert (short.status_code, list(short.json()["errors"])) == (409, ["issues"])
    assert held.status_code == 200, held.content
    assert held.json()["status"] == "held"
    item = ActionItem.objects.get()
    assert (item.owner, held.json()["minutes"]["actions"]) == (cast.bob, [item.pk])
    assert [row["answer"] for row in held.json()["attendees"] if row["user"] == cast.alice.pk] == ["attended"]
    assert corrected.json()["minutes"]["review"] == "Very fine"
    assert alice.get("needs/").json()["results"][0]["text"] == "Faster"


@pytest.mark.req("C-08", "C-11", "INV-27")
def test_a_meeting_is_moved_answered_and_cancelled(alice, cast):
    meeting = a_meeting(cast.alice)
    address = f"meetings/{meeting.pk}/"

    chosen = alice.post(f"{address}attendees/", {"ours": [cast.alice.pk, cast.bob.pk], "theirs": []}).json()
    row = next(row for row in chosen["attendees"] if row["user"] == cast.bob.pk)
    answered = alice.post(f"{address}answer-of/", {"attendee": row["id"], "answer": "declined"}).json()
    elsewhere = alice.post(f"{address}answer-of/", {"attendee": 999999, "answer": "declined"})
    day = meeting.period_end - timedelta(days=1)
    moved = alice.post(f"{address}reschedule/", {"on": day.isoformat(), "reason": "Away", "version": 99})
    moved_now = alice.post(f"{address}reschedule/", {"on": day.isoformat(), "reason": "Away"})
    alone = alice.post(f"{address}cancel/", {"reason": "No need"})
    cancelled = alice.post(f"{address}cancel/", {"reason": "No need", "agreed_with": "Their manager"})

    assert {row["user"] for row in chosen["attendees"]} == {cast.alice.pk, cast.bob.pk}
    assert "declined" in [each["answer"] for each in answered["attendees"]]
    assert elsewhere.status_code == 404
    assert moved.status_code == 409
    assert "changes" in moved.json()
    assert moved_now.json()["due_on"] == day.isoformat()
    assert (alone.status_code, list(alone.json()["errors"])) == (409, ["agreed_with"])
    assert cancelled.json()["status"] == "cancelled"
    assert Occurrence.objects.filter(status="cancelled").count() == 1


@pytest.mark.req("C-03", "C-09", "C-30")
def test_a_contact_is_logged_in_one_call(alice, cast):
    contact = a_contact(cast.alice)
    relationship = contact.organisation.relationships.get()

    answer = alice.post(
        "interactions/",
        {
            "relationship": relationship.pk, "contacts": [contact.pk], "channel": "phone", "touchpoint": "incident",
            "summary": "The printer again", "perception": -1, "needs": ["A new printer"],
        },
    )  # fmt: skip

    assert answer.status_code == 201, answer.content
    assert (answer.json()["needs"], answer.json()["contacts"]) == (["A new printer"], [contact.pk])
    relationship.refresh_from_db()
    assert relationship.last_contact_at is not None
    need = alice.get("needs/?reviewed=false").json()["results"][0]
    assert alice.post(f"needs/{need['id']}/review/").json()["reviewed_by"] == cast.alice.pk
    assert alice.get("needs/?reviewed=false").json()["count"] == 0


def test_a_contact_of_another_organisation_was_not_there(alice, cast):
    relationship, other = a_relationship(cast.alice), a_contact(cast.alice)
    sent = {"relationship": relationship.pk, "summary": "Hello", "contacts": [other.pk]}

    answer = alice.post("interactions/", sent)
    ahead = alice.post("interactions/", sent | {"contacts": [], "at": "2199-01-01T00:00:00Z"})

    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["theirs"])
    assert (ahead.status_code, list(ahead.json()["errors"])) == (409, ["at"])
    assert not Interaction.objects.exists()


@pytest.mark.req("C-09")
def test_a_record_is_corrected_for_a_week_then_added_to(alice, cast):
    record = an_interaction(cast.alice)
    address = f"interactions/{record.pk}/"
    earlier = clock.now() - timedelta(days=1)

    corrected = alice.patch(address, {"summary": "Called back", "at": earlier.isoformat(), "relationship": 7})
    kept = alice.patch(address, {"summary": "Called back", "at": earlier.isoformat()})
    clock.travel(clock.now() + timedelta(days=8))
    locked = alice.patch(address, {"summary": "Rewritten", "at": earlier.isoformat()})
    added = alice.post(f"{address}addendum/", {"text": "They called again"})

    assert corrected.status_code == 400
    assert kept.status_code == 200, kept.content
    record.refresh_from_db()
    assert (record.summary, record.at) == ("Called back", earlier)
    assert locked.status_code == 409
    assert "addendum" in locked.json()["detail"]
    assert added.status_code == 201
    assert [each["text"] for each in alice.get(address).json()["addenda"]] == ["They called again"]


@pytest.mark.req("C-10", "C-11")
def test_a_visit_lives_from_proposal_to_follow_up(alice, lena, cast):
    visit = a_visit(cast.alice)
    address = f"visits/{visit.pk}/"

    prepared = alice.patch(address, {"briefing": "They love tea", "version": visit.version})
    not_hers = alice.post(f"{address}approve/")
    approved = lena.post(f"{address}approve/")
    day = clock.today() + timedelta(days=3)
    scheduled = alice.post(f"{address}schedule/", {"on": day.isoformat(), "meet_at": "14:00", "place": "Their office"})
    attendee = scheduled.json()["attendees"][0]["id"]
    answered = alice.post(f"{address}answer-of/", {"attendee": attendee, "answer": "accepted"})
    clock.travel(clock.now() + timedelta(days=4))
    held = alice.post(f"{address}hold/", {"expectations": "Faster answers", "needs": ["A hotline"]})
    followed = alice.post(f"{address}follow-up/", {"follow_up": "The hotline is there"})
    over = alice.post(f"{address}cancel/", {"reason": "Too late"})

    assert prepared.json()["briefing"] == "They love tea"
    assert not_hers.status_code == 409
    assert approved.json()["status"] == "approved"
    assert scheduled.json()["status"] == "scheduled"
    assert answered.json()["attendees"][0]["answer"] == "accepted"
    assert held.json()["status"] == "held", held.content
    assert followed.json()["status"] == "followed_up"
    assert over.status_code == 409


def test_a_visit_is_proposed_with_people_of_that_organisation_only(alice, cast):
    contact, other = a_contact(cast.alice), ContactFactory()
    sent = {
        "relationship": contact.organisation.relationships.get().pk, "reason": "renewal", "purpose": "Renew",
        "theirs": [contact.pk],
    }  # fmt: skip

    made = alice.post("visits/", sent)
    wrong = alice.post("visits/", sent | {"theirs": [other.pk]})

    assert made.status_code == 201, made.content
    assert [row["contact"] for row in made.json()["attendees"]] == [contact.pk]
    assert wrong.status_code == 409
    assert alice.post(f"visits/{made.json()['id']}/cancel/", {"reason": "They moved"}).json()["status"] == "cancelled"


@pytest.mark.req("K-09", "C-08")
def test_adherence_is_honest_about_n(alice, sam, cast):
    meeting = a_meeting(cast.alice)
    Occurrence.objects.filter(pk=meeting.pk).update(status="missed", due_on=clock.today(), desk_at=None)

    answer = alice.get("adherence/").json()
    one = alice.get("adherence/", {"relationship": meeting.relationship_id}).json()
    nothing = sam.get("adherence/").json()

    assert answer["total"] == {"held": 0, "late": 0, "missed": 1, "n": 1, "share": 0.0, "is_thin": True}
    assert [line["name"] for line in answer["managers"]] == ["Alice"]
    assert one["total"]["n"] == 1
    assert nothing["total"] == {"held": 0, "late": 0, "missed": 0, "n": 0, "share": None, "is_thin": True}
    assert sam.get("adherence/", {"relationship": meeting.relationship_id}).status_code == 400
    assert alice.get("adherence/?since=2030-01-01&until=2026-01-01").status_code == 400
    assert alice.get("adherence/?since=2000-01-01").status_code == 400


@pytest.mark.req("K-10")
def test_silence_says_how_long_and_how_bad(alice, cast):
    relationship = a_silent_one(cast.alice)

    row = alice.get("silence/").json()["results"][0]

    assert row["id"] == relationship.pk
    assert (row["days"], row["target_days"], row["severity"]) == (200, 60, 4)
