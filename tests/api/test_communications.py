"""Plans, meetings, records, visits and their figures by the API."""

from datetime import timedelta

import pytest

from brm.actionitems.models import ActionItem
from brm.calendars.domain.queries import default_calendar
from brm.communications.models import Interaction, Occurrence, Plan
from brm.core import clock
from tests.api.caller import Caller
from tests.api.world import (
    MONTHLY,
    a_contact,
    a_meeting,
    a_plan,
    a_relationship,
    a_silent_one,
    a_template,
    a_visit,
    an_action_item,
    an_interaction,
)
from tests.factories.parties import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-05", "C-07")
def test_a_plan_is_drafted_agreed_suspended_resumed_and_ended(alice, lena, cast):
    default_calendar()
    contact = a_contact(cast.alice)
    relationship = contact.organisation.relationships.get()
    today = clock.today()

    drafted = alice.post(
        "plans/",
        {
            "relationship": relationship.pk, "title": "Review", "rule": {"frequency": "weekly", "weekdays": [2]},
            "start_on": today.isoformat(), "ours": [cast.alice.pk], "theirs": [contact.pk],
        },
    )  # fmt: skip
    address = f"plans/{drafted.json()['id']}/"
    unsaid = alice.post(f"{address}agree/", {"on": today.isoformat()})
    agreed = alice.post(f"{address}agree/", {"on": today.isoformat(), "contact": contact.pk})
    until = (today + timedelta(days=30)).isoformat()
    not_hers = alice.post(f"{address}suspend/", {"until": until, "reason": "Rebuilding"})
    suspended = lena.post(f"{address}suspend/", {"until": until, "reason": "Rebuilding"})
    resumed = alice.post(f"{address}resume/")
    ended = alice.post(f"{address}end/", {"why": "agreement_ended"})

    assert drafted.status_code == 201, drafted.content
    assert drafted.json()["rule"]["weekdays"] == [2]
    assert (drafted.json()["ours"], drafted.json()["theirs"]) == ([cast.alice.pk], [contact.pk])
    assert (unsaid.status_code, list(unsaid.json()["errors"])) == (409, ["contact"])
    assert agreed.json()["status"] == "active"
    assert not_hers.status_code == 409
    assert "Only a lead" in not_hers.json()["detail"]
    assert suspended.json()["status"] == "suspended"
    assert resumed.json()["status"] == "active"
    assert ended.json()["status"] == "ended"


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"rule": "weekly"}, 400, "rule"),
        ({"rule": {"frequency": "hourly"}}, 400, "rule"),
        ({"rule": {"frequency": "monthly"}}, 409, "day"),
        ({"rule": {"frequency": "custom", "custom": "FREQ=HOURLY"}}, 409, "custom"),
        ({"rule": MONTHLY, "end_on": "2020-01-01"}, 409, "end_on"),
        ({"rule": MONTHLY, "start_on": "soon"}, 400, "start_on"),
        ({"rule": MONTHLY, "duration_minutes": 1}, 400, "duration_minutes"),
        ({"rule": MONTHLY, "theirs": "everybody"}, 400, "theirs"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(alice, cast, sent, status, field):
    relationship = a_relationship(cast.alice)

    answer = alice.post("plans/", {"relationship": relationship.pk, "title": "Review", "start_on": "2026-01-01"} | sent)

    assert (answer.status_code, list(answer.json()["errors"])) == (status, [field])
    assert not Plan.objects.exists()


def test_a_rhythm_is_tried_in_words_and_days(alice, cast):
    relationship = a_relationship(cast.alice)

    answer = alice.post(
        "plans/preview/",
        {"rule": MONTHLY | {"holidays": "keep"}, "start_on": "2030-01-01", "relationship": relationship.pk, "count": 2},
    )
    wrong = alice.post("plans/preview/", {"rule": {"frequency": "monthly"}})

    assert answer.json()["days"] == ["2030-01-10", "2030-02-10"]
    assert "10th" in answer.json()["words"]
    assert wrong.status_code == 409
    assert not Plan.objects.exists()


@pytest.mark.req("INV-29")
def test_what_the_agreement_lays_down_changes_only_with_it(alice, cast):
    plan = a_plan(cast.alice)
    Plan.objects.filter(pk=plan.pk).update(origin="agreement", agreement_clause="§ 7")

    refused = alice.patch(f"plans/{plan.pk}/", {"channel": "mail"})
    amended = alice.patch(f"plans/{plan.pk}/", {"channel": "mail", "amendment": "Amendment 2"})

    assert (refused.status_code, list(refused.json()["errors"])) == (409, ["amendment"])
    assert amended.json()["channel"] == "mail"


@pytest.mark.req("C-05")
def test_a_template_is_given_to_many(lena, alice, cast):
    default_calendar()
    mine = [a_relationship(cast.alice) for _ in range(3)]
    theirs = a_relationship(cast.sam)
    made = lena.post("plan-templates/", {"name": "Tier A", "tier": "A", "title": "Review", "rule": MONTHLY})
    address = f"plan-templates/{made.json()['id']}/"

    foreign = alice.post(f"{address}apply/", {"relationships": [theirs.pk], "consent": "Contract"})
    given = alice.post(f"{address}apply/", {"relationships": [row.pk for row in mine], "consent": "Contract"})

    assert made.status_code == 201, made.content
    assert foreign.status_code == 400
    assert given.status_code == 201
    assert (given.json()["total"], given.json()["made"]) == (3, 3)
    assert alice.get(f"plan-template-applications/{given.json()['id']}/").json()["finished_at"]
    assert alice.post("plan-templates/", {"name": "x", "title": "x", "rule": MONTHLY}).status_code == 404
    assert alice.post(f"{address}archive/").status_code == 404
    assert lena.post(f"{address}archive/").status_code == 200
    assert alice.get(address).status_code == 404


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


@pytest.mark.req("C-03", "C-09")
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


@pytest.mark.req("K-09")
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


@pytest.mark.req("C-06")
def test_an_action_item_lives(alice, cast):
    relationship = a_relationship(cast.alice)
    made = alice.post("action-items/", {"relationship": relationship.pk, "title": "Send it", "due_on": "2030-01-01"})
    address = f"action-items/{made.json()['id']}/"

    assert made.status_code == 201, made.content
    assert made.json()["owner"] == cast.alice.pk
    assert alice.patch(address, {"due_on": "2030-02-01", "owner": cast.bob.pk}).json()["owner"] == cast.bob.pk
    assert alice.post(f"{address}move/", {"step": "start"}).json()["status"] == "in_progress"
    assert list(alice.post(f"{address}move/", {"step": "drop"}).json()["errors"]) == ["reason"]
    assert alice.post(f"{address}move/", {"step": "finish"}).json()["status"] == "done"
    assert alice.get("action-items/?status=open").json()["count"] == 0
    assert alice.get("action-items/?due_on__gte=2030-02-01&due_on__lte=2030-02-01").json()["count"] == 1


def test_an_engineer_finds_what_is_theirs_to_do(cast):
    item = an_action_item(cast.alice)
    item.owner = cast.ed
    item.save()
    ed = Caller(cast.ed)

    assert [row["id"] for row in ed.get("action-items/").json()["results"]] == [item.pk]
    assert ed.post(f"action-items/{item.pk}/move/", {"step": "finish"}).json()["status"] == "done"
    assert ed.get("relationships/").status_code == 404
    assert ed.post("organisations/", {"name": "Mine"}).status_code == 404


def test_days_far_away_are_refused_not_broken(alice, cast):
    relationship = a_relationship(cast.alice)

    for day in ("0001-01-01", "9999-12-31"):
        answer = alice.post("action-items/", {"relationship": relationship.pk, "title": "x", "due_on": day})
        assert answer.status_code == 400


def test_a_template_knows_its_version(lena, cast):
    template = a_template(cast.lena)
    address = f"plan-templates/{template.pk}/"

    assert lena.patch(address, {"title": "Monthly", "version": 1}).json()["version"] == 2
    stale = lena.patch(address, {"title": "Weekly", "version": 1})
    assert stale.json()["changes"] == [{"field": "title", "theirs": "Monthly", "yours": "Weekly"}]
