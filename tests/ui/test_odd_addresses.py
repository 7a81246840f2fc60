"""Addresses and forms with what no page of ours writes are answered, not an error; pages are nobody else's to keep."""

import base64

import pytest
from django.urls import reverse

from brm.ui.keyset import Sort, unpack
from tests.factories.parties import RelationshipFactory
from tests.ui.pages import everyone

pytestmark = pytest.mark.django_db
ODD = ["²", "9" * 4400]


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("parties:contact_new", "organisation"),
        ("parties:pick_contact", "organisation"),
        ("documents:attach", "relationship"),
        ("notifications:inbox", "after"),
        ("dashboard:today", "person"),
    ],
)
def test_a_number_that_is_none_is_as_good_as_none(client, relationship, name, parameter, odd):
    assert client.get(reverse(name), {parameter: odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_a_choice_that_is_no_number_is_refused_beside_its_field(client, relationship, odd):
    answer = client.post(reverse("parties:contact_new"), {"organisation": odd, "name": "Wang"})

    assert answer.status_code == 422
    assert "organisation" in answer.context["form"].errors


@pytest.mark.parametrize("odd", ODD)
def test_merging_with_what_is_no_number_finds_nobody(client, relationship, odd):
    url = reverse("parties:organisation_merge", args=[relationship.organisation_id])

    assert client.get(url, {"other": odd}).status_code == 200
    assert client.post(url, {"other": odd}).status_code == 404


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("parties:pick_organisation", "q"),
        ("parties:pick_contact", "q"),
        ("parties:pick_relationship", "q"),
        ("parties:pick_relationship", "kind"),
        ("parties:contacts", "q"),
        ("search:results", "q"),
    ],
)
@pytest.mark.parametrize("text", ["%00", "a%00b", "%%0000", "%25%30%30"])
def test_nul_in_an_address_is_passed_over(client, relationship, name, parameter, text):
    assert client.get(f"{reverse(name)}?{parameter}={text}").status_code == 200


def test_a_place_nested_without_end_is_none(client, relationship):
    deep = base64.urlsafe_b64encode(b"[" * 100_000).decode()

    assert unpack(deep, Sort("name", ("name",)), everyone(None)) is None


def test_pages_of_somebody_signed_in_are_theirs_alone(client, relationship):
    page = client.get(reverse("parties:contacts"))
    client.logout()

    assert page["Cache-Control"] == "private, no-cache"
    assert "no-cache" not in client.get("/static/nothing-of-this-name.css").get("Cache-Control", "")
