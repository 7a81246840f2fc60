"""The private feed: a secret address, what its owner may see and nothing else, closed when revoked."""

from datetime import date

import pytest
from icalendar import Calendar

from brm.accounts.models import User
from brm.communications.domain.feeds import feed_for, feed_of, make_feed, person_of_feed, revoke_feed
from brm.communications.domain.visits import approve_visit, propose_visit, schedule_visit
from brm.communications.models import FeedToken, OccurrenceAttendee
from tests.factories.communications import Scene, make_plan, meetings_of
from tests.factories.parties import RelationshipFactory


def summaries(scene: Scene, user: User | None = None) -> set[str]:
    events = Calendar.from_ical(feed_for(user or scene.owner)).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(event["DTSTART"].dt.utcoffset().total_seconds() == 0 for event in events)
    return {str(event["SUMMARY"]).split(": ")[1] for event in events}


def test_a_feed_shows_what_its_owner_may_see(scene: Scene):
    make_plan(scene.relationship)
    visit = propose_visit(scene.relationship, reason="routine", purpose="Hello", by=scene.owner)
    schedule_visit(approve_visit(visit, by=scene.lead), on=date(2026, 6, 12), by=scene.owner)
    make_plan(RelationshipFactory(owner=scene.mate, team=scene.team), title="Of a mate")
    theirs = meetings_of(make_plan(RelationshipFactory(owner=scene.stranger), title="Of a stranger"))[0]
    OccurrenceAttendee.objects.create(occurrence=theirs, user=scene.owner)

    assert summaries(scene) == {"Service review", "Hello"}
    assert summaries(scene, scene.mate) == {"Of a mate"}
    assert summaries(scene, scene.lead) == set()


def test_an_invited_lead_sees_the_meeting_of_the_team(scene: Scene):
    row = meetings_of(make_plan(scene.relationship))[0]
    OccurrenceAttendee.objects.create(occurrence=row, user=scene.lead)

    assert summaries(scene, scene.lead) == {"Service review"}


def test_the_address_is_hashed_single_and_revocable(scene: Scene):
    first = make_feed(scene.owner)
    assert person_of_feed(first) == scene.owner
    assert first not in str(FeedToken.objects.values_list("token_hash", flat=True))

    second = make_feed(scene.owner)
    assert person_of_feed(first) is None
    assert person_of_feed(second) == scene.owner
    assert revoke_feed(scene.owner)
    assert not revoke_feed(scene.owner)
    assert person_of_feed(second) is None
    assert feed_of(scene.owner) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_guess_opens_nothing(scene: Scene, token: str):
    assert person_of_feed(token) is None


def test_the_feed_of_somebody_who_left_is_closed(scene: Scene):
    token = make_feed(scene.owner)
    scene.owner.is_active = False
    scene.owner.save()

    assert person_of_feed(token) is None
