"""Organisations by the API: what may be done, what is refused and why."""

import pytest

from brm.audit.models import AuditEvent
from brm.parties.domain.sharing import share_relationship
from brm.parties.models import Contact, Organisation, Relationship
from tests.api.caller import Caller
from tests.api.world import a_contact, a_relationship

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
