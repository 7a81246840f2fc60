"""Organisations, contacts, relationships by the API: what may be done, what is refused and why."""

from datetime import timedelta

import pytest

from brm.audit.models import AuditEvent
from brm.calendars.domain.queries import default_calendar
from brm.core import clock
from brm.parties.domain.fields import define_field
from brm.parties.domain.sharing import share_relationship
from brm.parties.models import Contact, Handover, Organisation, Relationship
from tests.api.caller import Caller
from tests.api.world import a_contact, a_relationship
from tests.factories.parties import ContactFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_is_registered_and_changed(alice, cast):
    made = alice.post("organisations/", {"name": "  东方 银行 ", "region": "华东"})
    changed = alice.patch(f"organisations/{made.json()['id']}/", {"trade": "Banking", "version": 1})

    assert made.status_code == 201, made.content
    assert (made.json()["name"], made.json()["version"]) == ("东方 银行", 1)
    assert (changed.status_code, changed.json()["trade"], changed.json()["version"]) == (200, "Banking", 2)
    assert list(AuditEvent.objects.filter(subject_type="parties.organisation").values_list("action", "actor")) == [
        ("organisation.change", cast.alice.pk), ("organisation.register", cast.alice.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x", "parent": 99999}, "parent"),
        ({"name": "x", "custom": {"size": ["S"]}}, "custom"),
        ({"name": "x", "custom": {"size": "\x00"}}, "custom"),
        ([], "non_field_errors"),
    ],
)
def test_bad_values_are_named_by_field(alice, sent, field):
    answer = alice.post("organisations/", sent)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Organisation.objects.exists()


def test_a_broken_body_is_a_problem_too(alice):
    answer = alice.client.post(
        "/api/v1/organisations/", "{not json", content_type="application/json", headers=alice.headers
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.req("INV-60")
def test_the_second_of_two_editors_sees_the_difference(alice, cast):
    organisation = a_relationship(cast.alice).organisation
    alice.patch(f"organisations/{organisation.pk}/", {"region": "North", "version": 1})

    answer = alice.patch(f"organisations/{organisation.pk}/", {"region": "South", "version": 1})

    assert answer.status_code == 409
    assert answer.json()["changes"] == [{"field": "region", "theirs": "North", "yours": "South"}]
    organisation.refresh_from_db()
    assert organisation.region == "North"


def test_archiving_is_refused_with_what_is_in_the_way(alice, cast):
    relationship = a_relationship(cast.alice)
    address = f"organisations/{relationship.organisation_id}/"

    refused = alice.post(f"{address}archive/")
    alice.post(f"relationships/{relationship.pk}/move/", {"step": "end", "reason": "Sold", "end_reason": "finished"})
    archived = alice.post(f"{address}archive/", {"reason": "Sold"})
    restored = alice.post(f"{address}restore/")

    assert refused.status_code == 409
    assert refused.json()["detail"] == "End the relationships with this organisation first."
    assert refused.json()["reasons"] == ["Customer: Active"]
    assert archived.json()["archived_at"] is not None
    assert restored.json()["archived_at"] is None


def test_what_others_work_with_too_is_not_put_away(cast):
    relationship = a_relationship(cast.alice)
    share_relationship(relationship, user=cast.sam, by=cast.alice)

    answer = Caller(cast.sam).post(f"organisations/{relationship.organisation_id}/archive/")

    assert answer.status_code == 409
    assert "Others work" in answer.json()["detail"]


def test_merging_moves_everything_and_the_old_id_goes_on_answering(alice, cast):
    keep, drop = a_relationship(cast.alice).organisation, a_contact(cast.alice).organisation

    answer = alice.post(f"organisations/{keep.pk}/merge/", {"drop": drop.pk, "take": ["name"]})

    assert answer.status_code == 200, answer.content
    assert answer.json()["name"] == drop.name
    assert Contact.objects.get().organisation_id == keep.pk
    assert alice.get(f"organisations/{drop.pk}/").json()["id"] == keep.pk
    assert alice.patch(f"organisations/{drop.pk}/", {"region": "x"}).status_code == 404
    lost = Relationship.objects.get(end_reason="merged")
    assert alice.get(f"relationships/{lost.pk}/").json()["organisation"] == keep.pk


def test_what_a_stranger_keeps_cannot_be_merged_away(alice, cast):
    keep, theirs = a_relationship(cast.alice).organisation, a_relationship(cast.sam).organisation

    answer = alice.post(f"organisations/{keep.pk}/merge/", {"drop": theirs.pk})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["drop"])


def test_look_alikes_of_strangers_are_asked_for_not_shown(alice, cast):
    theirs = a_relationship(cast.sam).organisation
    mine = a_relationship(cast.alice).organisation

    hidden = alice.get("look-alikes/", {"name": theirs.name}).json()
    shown = alice.get("look-alikes/", {"name": mine.name}).json()
    asked = alice.post("look-alikes/ask/", {"name": theirs.name})

    assert hidden == [{"organisation": None, "owners": [{"id": cast.sam.pk, "name": "Sam"}]}]
    assert shown[0]["organisation"]["id"] == mine.pk
    assert asked.status_code == 204
    assert Caller(cast.sam).get("notifications/").json()["count"] == 1
    assert alice.get("look-alikes/").status_code == 400


@pytest.mark.req("C-25", "C-31")
def test_a_contact_is_added_tagged_and_found(alice, cast):
    organisation = a_relationship(cast.alice).organisation
    tag = alice.post("tags/", {"name": "golf"}).json()

    made = alice.post(
        "contacts/", {"organisation": organisation.pk, "name": "王芳", "kind": "sponsor", "tags": [tag["id"]]}
    )
    pk = made.json()["id"]
    untagged = alice.patch(f"contacts/{pk}/", {"tags": []})

    assert made.status_code == 201, made.content
    assert made.json()["tags"] == [tag["id"]]
    assert untagged.json()["tags"] == []
    assert alice.get("contacts/", {"q": "王"}).json()["results"][0]["id"] == pk
    assert alice.get("contacts/", {"q": "nobody"}).json()["results"] == []
    assert alice.post("contacts/", {"organisation": organisation.pk, "name": "x", "tags": [77]}).json()["errors"] == {
        "tags": ["There is no such record: 77."]
    }


def test_a_contact_of_a_strangers_organisation_is_refused(alice, cast):
    theirs = a_relationship(cast.sam).organisation

    answer = alice.post("contacts/", {"organisation": theirs.pk, "name": "Spy"})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["organisation"])


@pytest.mark.req("INV-58")
def test_a_contact_leaves_and_returns(alice, cast):
    contact = a_contact(cast.alice)
    successor = ContactFactory(organisation=contact.organisation)

    left = alice.post(f"contacts/{contact.pk}/left/", {"on": "2026-01-31", "successor": successor.pk})
    again = alice.post(f"contacts/{contact.pk}/left/", {"on": "2026-01-31"})
    back = alice.post(f"contacts/{contact.pk}/returned/")

    assert left.json()["left_on"] == "2026-01-31"
    assert again.status_code == 409
    assert list(again.json()["errors"]) == ["on"]
    assert back.json()["left_on"] is None
    assert alice.post(f"contacts/{contact.pk}/left/", {"on": "0001-01-01"}).status_code == 400


def test_two_entries_of_one_person_become_one(alice, cast):
    keep = a_contact(cast.alice)
    drop = ContactFactory(organisation=keep.organisation, phone="123")

    answer = alice.post(f"contacts/{keep.pk}/merge/", {"drop": drop.pk, "take": ["phone"]})

    assert answer.json()["phone"] == "123"
    assert alice.get(f"contacts/{drop.pk}/").json()["id"] == keep.pk
    assert alice.post(f"contacts/{keep.pk}/merge/", {"drop": keep.pk}).status_code == 409


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


def test_the_portal_is_opened_and_closed_by_who_is_responsible(alice, sam, cast):
    contact, other = a_contact(cast.alice), a_relationship(cast.alice)
    relationship = contact.organisation.relationships.get()
    address = f"contacts/{contact.pk}/"

    no_address = alice.post(f"{address}open-portal/", {"relationship": relationship.pk})
    alice.patch(address, {"email": "wang@customer.example"})
    elsewhere = alice.post(f"{address}open-portal/", {"relationship": other.pk})
    opened = alice.post(f"{address}open-portal/", {"relationship": relationship.pk, "role": "customer"})
    share_relationship(relationship, user=cast.sam, by=cast.alice)

    assert (no_address.status_code, list(no_address.json()["errors"])) == (409, ["email"])
    assert elsewhere.status_code == 404
    assert opened.status_code == 201, opened.content
    assert [row["role"] for row in sam.get(f"{address}portal/").json()] == ["customer"]
    assert sam.post(f"{address}close-portal/", {"relationship": relationship.pk}).status_code == 400
    assert alice.post(f"{address}close-portal/", {"relationship": relationship.pk}).status_code == 204
    assert alice.get(f"{address}portal/").json() == []
