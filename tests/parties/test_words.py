"""The words of the method stand beside what they describe: types, wishes, the map of stakeholders."""

import pytest
from django.urls import reverse

from brm.audit.trail import history_of
from brm.parties.enums import Kind
from tests.factories.parties import ContactFactory, RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        pytest.param("basic", "The commercial aim is renewal", marks=pytest.mark.req("G-13")),
        pytest.param("cooperative", "Services tailored to the consumer", marks=pytest.mark.req("G-15")),
        pytest.param("partnership", "Both sides act almost as one organisation", marks=pytest.mark.req("G-17")),
    ],
)
@pytest.mark.parametrize(
    ("kind", "app"), [(Kind.CUSTOMER, "customers"), (Kind.SUPPLIER, "suppliers"), (Kind.THIRD_PARTY, "thirdparty")]
)
def test_the_page_says_what_the_type_of_the_relationship_means(client, kind, app, type_, words):
    """Of G-15 and G-17 the type and its meaning, not yet the return on the relationship nor the shared goals."""
    relationship = RelationshipFactory(kind=kind, type=type_)
    client.force_login(relationship.owner)

    assert words in client.get(reverse(f"{app}:detail", args=[relationship.pk])).content.decode()


@pytest.mark.req("G-11")
def test_where_both_want_to_get_to_is_recorded_shown_and_in_the_history(client):
    relationship = RelationshipFactory(type="basic")
    client.force_login(relationship.owner)
    wishes = {"target_type": "cooperative", "our_wish": "partnership", "their_wish": "cooperative"}

    client.post(
        reverse("parties:relationship_edit", args=[relationship.pk]),
        {"tier": "C", "type": "basic", "version": relationship.version, **wishes},
    )

    relationship.refresh_from_db()
    assert {name: getattr(relationship, name) for name in wishes} == wishes
    changes = history_of(relationship).first().changes
    assert {name: changes[name] for name in wishes} == {name: ["", value] for name, value in wishes.items()}
    page = client.get(reverse("customers:detail", args=[relationship.pk])).content.decode()
    assert "Basic → Cooperative" in page
    for label in ("We wish for", "They wish for"):
        assert label in page


@pytest.mark.req("G-42")
@pytest.mark.parametrize(
    ("influence", "interest", "advice"),
    [
        (5, 5, "Manage closely"), (3, 2, "Keep satisfied"), (2, 3, "Keep informed"), (1, 1, "Monitor"),
        (5, None, None),
    ],
)  # fmt: skip
def test_influence_and_interest_give_the_place_on_the_map(client, influence, interest, advice):
    relationship = RelationshipFactory()
    contact = ContactFactory(organisation=relationship.organisation, influence=influence, interest=interest)
    client.force_login(relationship.owner)

    page = client.get(reverse("parties:contact", args=[contact.pk])).content.decode()

    assert ("Advice" in page) is (advice is not None)
    assert advice is None or advice in page
