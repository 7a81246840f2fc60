"""Relationships by the API: their life, who steers them, how they are found; and the calendars they go by."""

from datetime import timedelta

import pytest

from brm.calendars.domain.queries import default_calendar
from brm.core import clock
from brm.parties.domain.fields import define_field
from brm.parties.models import Handover, Relationship
from tests.api.caller import Caller
from tests.api.world import a_relationship
from tests.factories.parties import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-01", "INV-57")
def test_a_relationship_is_opened_moved_and_changed(alice, cast):
    define_field(subject="customer", name="size", label="Size", type="choice", choices=["S", "L"], by=None)
    organisation = OrganisationFactory()

    opened = alice.post(
        "relationships/", {"organisation": organisation.pk, "kind": "customer", "tier": "A", "custom": {"size": "L"}}
    )
    address = f"relationships/{opened.json()['id']}/"
    active = alice.post(f"{address}move/", {"step": "activate"})
    wrong = alice.post(f"{address}move/", {"step": "activate"})
    unknown = alice.post(f"{address}move/", {"step": "explode"})
    fixed = alice.patch(address, {"kind": "supplier"})

    assert opened.status_code == 201, opened.content
    assert (opened.json()["owner"], opened.json()["status"]) == (cast.alice.pk, "prospect")
    assert active.json()["status"] == "active"
    assert wrong.status_code == 409
    assert unknown.status_code == 400
    assert (fixed.status_code, list(fixed.json()["errors"])) == (400, ["kind"])
    assert alice.get("relationships/?kind=customer&custom_size=L").json()["count"] == 1
    assert alice.get("relationships/?kind=customer&custom_size=S").json()["count"] == 0
    assert alice.get("relationships/?tier=Z").status_code == 400
    second = alice.post("relationships/", {"organisation": organisation.pk, "kind": "customer"})
    assert second.json()["detail"] == "There is already such a relationship with this organisation."


@pytest.mark.req("INV-57")
def test_a_relationship_passes_to_another_with_a_note(alice, cast):
    relationship = a_relationship(cast.alice)

    refused = alice.post(f"relationships/{relationship.pk}/hand-over/", {"to": cast.ed.pk, "note": "Please"})
    passed = alice.post(f"relationships/{relationship.pk}/hand-over/", {"to": cast.sam.pk, "note": "Please"})

    assert refused.status_code == 409
    assert passed.status_code == 201
    handover = Handover.objects.get()
    assert (handover.to_user, passed.json()["id"]) == (cast.sam, handover.pk)
    sam = Caller(cast.sam)
    assert sam.post(f"hand-overs/{handover.pk}/acknowledge/").json()["acknowledged_at"]
    assert Caller(cast.eve).post(f"hand-overs/{handover.pk}/acknowledge/").status_code == 404


def test_a_share_lets_in_but_does_not_let_steer(alice, cast):
    relationship = a_relationship(cast.alice)
    address = f"relationships/{relationship.pk}/"
    sam = Caller(cast.sam)

    shared = alice.post(f"{address}share/", {"user": cast.sam.pk, "note": "Together"})
    shares = sam.get(f"{address}shares/").json()

    assert shared.status_code == 201
    assert [share["user"] for share in shares] == [cast.sam.pk]
    assert sam.patch(address, {"tier": "B"}).json()["tier"] == "B"
    for verb, sent in (
        ("move", {"step": "suspend", "reason": "x"}),
        ("hand-over", {"to": cast.sam.pk, "note": "x"}),
        ("share", {"user": cast.bob.pk}),
        ("unshare", {"user": cast.alice.pk}),
    ):
        assert sam.post(f"{address}{verb}/", sent).status_code == 404, verb
    assert sam.post(f"{address}unshare/", {"user": cast.sam.pk}).status_code == 204
    assert sam.get(address).status_code == 404


def test_the_lead_steers_what_the_team_keeps(lena, cast):
    relationship = a_relationship(cast.alice)

    assert lena.post(f"relationships/{relationship.pk}/move/", {"step": "suspend", "reason": "x"}).status_code == 200


def test_lists_are_narrowed(alice, cast):
    mine, other = a_relationship(cast.alice), a_relationship(cast.alice)

    def ids(query):
        return [row["id"] for row in alice.get(f"relationships/?{query}").json()["results"]]

    assert ids(f"tag={mine.tags.get().pk}") == [mine.pk]
    assert ids(f"organisation={other.organisation_id}") == [other.pk]
    assert ids("status=ended") == []
    assert ids(f"q={mine.organisation.name.rpartition(' ')[2]}&owner={cast.alice.pk}") == [mine.pk]
    assert alice.get("relationships/?q=%00").status_code == 400


def test_calendars_say_their_hours_and_days(alice, cast):
    calendar = default_calendar()

    read = alice.get(f"calendars/{calendar.pk}/").json()
    days = alice.get(f"calendars/{calendar.pk}/days/?year=2025").json()

    assert read["intervals"][0] == {"weekday": 0, "starts": "09:00:00", "ends": read["intervals"][0]["ends"]}
    assert {"holiday", "workday"} == {day["kind"] for day in days}
    assert alice.get(f"calendars/{calendar.pk}/days/?year=12").status_code == 400


def test_a_moment_of_the_last_contact_filters(alice, cast):
    relationship = a_relationship(cast.alice)
    Relationship.objects.filter(pk=relationship.pk).update(last_contact_at=clock.now() - timedelta(days=2))

    day = (clock.now() - timedelta(days=1)).isoformat()
    assert alice.get("relationships/", {"last_contact_at__lte": day}).json()["count"] == 1
    assert alice.get("relationships/", {"last_contact_at__gte": day}).json()["count"] == 0


def test_a_moment_may_be_written_in_any_zone(alice, cast):
    a_relationship(cast.alice)

    for text, status in (
        ("7128-06-05T07:05:21+16:51", 200),
        ("2026-01-01T00:00:00+23:59", 200),
        ("9999-12-31T23:59:59-23:59", 400),
        ("0001-01-01T00:00:00+00:00", 400),
        ("yesterday", 400),
    ):
        assert alice.get("relationships/", {"last_contact_at__lte": text}).status_code == status, text
