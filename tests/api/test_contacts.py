"""Contacts and their way into the portal by the API."""

import pytest

from brm.parties.domain.sharing import share_relationship
from tests.api.world import a_contact, a_relationship
from tests.factories.parties import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-25", "C-31")
def test_a_contact_is_added_tagged_and_found(alice, cast):
    organisation = a_relationship(cast.alice).organisation
    tag = alice.post("tags/", {"name": "golf"}).json()

    made = alice.post(
        "contacts/",
        {
            "organisation": organisation.pk, "name": "王芳", "kind": "sponsor", "persona": "finance",
            "tags": [tag["id"]],
        },
    )  # fmt: skip
    pk = made.json()["id"]
    untagged = alice.patch(f"contacts/{pk}/", {"tags": []})

    assert made.status_code == 201, made.content
    assert (made.json()["kind"], made.json()["persona"], made.json()["tags"]) == ("sponsor", "finance", [tag["id"]])
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
