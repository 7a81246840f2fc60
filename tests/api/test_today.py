"""Today, the figures, the inbox, the timeline, search and service events by the API."""

from datetime import timedelta

import pytest

from brm.core import clock
from tests.api.caller import Caller
from tests.api.world import (
    a_contact,
    a_notification,
    a_relationship,
    a_service_event,
    an_attention,
    an_interaction,
)

pytestmark = pytest.mark.django_db


def test_a_row_of_today_speaks_and_is_put_off(alice, lena, cast):
    row = an_attention(cast.alice)
    tomorrow = clock.today() + timedelta(days=1)

    listed = alice.get("today/").json()["results"][0]
    too_late = alice.post(f"today/{row.pk}/snooze/", {"until": clock.today().isoformat()})
    put_off = alice.post(f"today/{row.pk}/snooze/", {"until": tomorrow.isoformat()})

    assert listed["sentence"]
    assert listed["rule"] == "silence"
    assert (too_late.status_code, list(too_late.json()["errors"])) == (409, ["until"])
    assert put_off.json()["snoozed_until"] == tomorrow.isoformat()
    assert alice.get("today/").json()["count"] == 0
    assert alice.get("today/?snoozed=true").json()["count"] == 1
    assert lena.get("today/").json()["count"] == 0
    assert alice.get("today/?team=true").status_code == 404


def test_the_lead_sees_what_needs_the_team(lena, cast):
    row = an_attention(cast.alice)

    assert [each["id"] for each in lena.get("today/?team=true").json()["results"]] == [row.pk]
    assert lena.get(f"today/?team=true&assignee={cast.bob.pk}").json()["count"] == 0


def test_figures_are_known_or_said_not_to_be(alice, lena, cast):
    an_interaction(cast.alice)

    figures = {figure["name"]: figure for figure in alice.get("figures/").json()}

    assert (figures["plans_kept"]["number"], figures["plans_kept"]["is_known"]) == (None, False)
    assert figures["contacts"]["number"] == 1
    assert lena.get("figures/?team=true").status_code == 200
    assert alice.get("figures/?team=true").status_code == 404


def test_notices_are_read_and_unread(alice, sam, cast):
    first, _second = a_notification(cast.alice), a_notification(cast.alice)

    assert alice.get("notifications/?read=false").json()["count"] == 2
    assert sam.post(f"notifications/{first.pk}/read/").status_code == 404
    assert alice.post(f"notifications/{first.pk}/read/").status_code == 204
    assert alice.get("notifications/?read=false").json()["count"] == 1
    assert alice.post(f"notifications/{first.pk}/unread/").status_code == 204
    assert alice.post("notifications/read-all/").status_code == 204
    assert alice.get("notifications/?read=false").json()["count"] == 0


def test_the_timeline_tells_and_takes_notes(alice, sam, cast):
    relationship = a_relationship(cast.alice)

    noted = alice.post("timeline/", {"relationship": relationship.pk, "text": "They moved house"})
    entries = alice.get("timeline/", {"relationship": relationship.pk, "kind": "note"}).json()["results"]

    assert noted.status_code == 201, noted.content
    assert [entry["text"] for entry in entries] == ["They moved house"]
    assert entries[0]["actor"] == cast.alice.pk
    assert alice.get("timeline/").status_code == 400
    assert sam.get("timeline/", {"relationship": relationship.pk}).status_code == 404
    assert sam.post("timeline/", {"relationship": relationship.pk, "text": "x"}).status_code == 400


def test_search_finds_what_one_may_see(alice, sam, cast):
    contact = a_contact(cast.alice)
    name = contact.organisation.name

    found = alice.get("search/", {"q": name}).json()

    assert name in [hit["title"] for group in found for hit in group["hits"]]
    assert sam.get("search/", {"q": name}).json() == []
    assert alice.get("search/", {"q": ""}).status_code == 400
    assert alice.get("search/", {"q": name, "kind": "nothing"}).status_code == 400


@pytest.mark.req("INV-54", "B-14")
def test_service_events_are_taken_in_and_never_edited(alice, cast):
    event = a_service_event(cast.alice)

    read = alice.get(f"service-events/?relationship={event.matter.relationship_id}&made_sla=true").json()

    assert [row["id"] for row in read["results"]] == [event.pk]
    assert alice.get("service-events/?made_sla=false").json()["count"] == 0
    assert alice.patch(f"service-events/{event.pk}/", {"state": "Open"}).status_code == 405


def test_colleagues_and_teams_can_be_named_by_everybody_of_ours(cast):
    ed = Caller(cast.ed)

    assert cast.alice.pk in [row["id"] for row in ed.get("colleagues/").json()["results"]]
    assert cast.cora.pk not in [row["id"] for row in ed.get("colleagues/").json()["results"]]
    assert [row["name"] for row in ed.get("teams/").json()["results"]] == ["East", "West"]
