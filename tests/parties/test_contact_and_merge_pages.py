"""Pages of contacts, and of merging two entries of one party."""

import pytest
from django.urls import reverse

from brm.core import clock
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.domain.merging import merge_contacts, merge_organisations
from brm.parties.enums import Kind
from brm.parties.models import Contact
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship():
    return RelationshipFactory()


@pytest.fixture
def owner(client, relationship):
    client.force_login(relationship.owner)
    return relationship.owner


@pytest.mark.req("C-25", "C-31")
def test_a_contact_is_added_changed_leaves_and_returns(client, relationship, owner):
    url = f"{reverse('parties:contact_new')}?organisation={relationship.organisation_id}"
    assert f'value="{relationship.organisation_id}" selected' in client.get(url).content.decode()
    facts = {
        "organisation": relationship.organisation_id,
        "name": "王芳",
        "kind": "service_user",
        "persona": "sysadmin",
        "language": "zh-hans",
    }

    assert client.post(url, facts | {"kind": "boss"}).status_code == 422
    client.post(url, facts)
    contact = Contact.objects.get(name="王芳")
    assert (contact.kind, contact.persona) == ("service_user", "sysadmin")
    page = client.get(reverse("parties:contact", args=[contact.pk])).content.decode()
    assert "User (receives)" in page
    assert "System administrator" in page
    client.post(reverse("parties:contact_edit", args=[contact.pk]), facts | {"is_key": "on", "version": 1})
    client.post(reverse("parties:contact_left", args=[contact.pk]), {"on": clock.today().isoformat()})
    contact.refresh_from_db()
    assert (contact.is_key, contact.left_on) == (True, clock.today())
    client.post(reverse("parties:contact_returned", args=[contact.pk]))
    contact.refresh_from_db()
    assert contact.left_on is None


def test_a_contact_is_not_added_to_a_strangers_organisation(client, owner):
    other = RelationshipFactory().organisation

    response = client.post(
        reverse("parties:contact_new"),
        {"organisation": other.pk, "name": "X", "kind": "customer", "persona": "other", "language": "en"},
    )

    assert response.status_code == 422
    assert not Contact.objects.exists()


def test_portal_access_is_opened_and_closed(client, relationship, owner):
    contact = ContactFactory(organisation=relationship.organisation, email="a@example.com")

    client.post(reverse("parties:portal_open", args=[contact.pk]), {"relationship": relationship.pk, "role": "user"})
    access = contact.portal_accesses.get()
    assert access.revoked_at is None

    client.post(reverse("parties:portal_close", args=[contact.pk, access.pk]))
    access.refresh_from_db()
    assert access.revoked_at is not None


def test_portal_access_to_others_relationships_is_not_closed(client, relationship, owner):
    contact = ContactFactory(organisation=relationship.organisation, email="a@example.com")
    other = RelationshipFactory(organisation=relationship.organisation, kind=Kind.SUPPLIER)
    access = grant_portal_access(contact, other, by=other.owner)

    assert client.post(reverse("parties:portal_close", args=[contact.pk, access.pk])).status_code == 404


def test_merging_shows_what_differs_and_the_old_address_leads_on(client, relationship, owner):
    drop = RelationshipFactory(owner=owner, organisation=OrganisationFactory(name="Double", region="North"))
    url = reverse("parties:organisation_merge", args=[relationship.organisation_id])

    page = client.get(f"{url}?other={drop.organisation_id}").content.decode()
    assert "North" in page
    client.post(url, {"other": drop.organisation_id, "keep_name": "other"})

    relationship.organisation.refresh_from_db()
    assert (relationship.organisation.name, relationship.organisation.region) == ("Double", "North")
    for name, pk, to in (
        ("parties:organisation", drop.organisation_id, relationship.organisation_id),
        ("customers:detail", drop.pk, relationship.pk),
    ):
        response = client.get(reverse(name, args=[pk]))
        assert (response.status_code, response.url) == (302, reverse(name, args=[to]))


def test_a_merge_that_concerns_others_is_refused(client, relationship, owner):
    drop = RelationshipFactory(owner=owner)
    RelationshipFactory(organisation=drop.organisation, kind=Kind.SUPPLIER)
    url = reverse("parties:organisation_merge", args=[relationship.organisation_id])

    response = client.post(url, {"other": drop.organisation_id})

    assert response.status_code == 422
    drop.organisation.refresh_from_db()
    assert drop.organisation.merged_into is None
    assert client.post(url, {"other": RelationshipFactory().organisation_id}).status_code == 404


def test_contacts_are_merged(client, relationship, owner):
    keep = ContactFactory(organisation=relationship.organisation, name="Wang")
    drop = ContactFactory(organisation=relationship.organisation, name="Wang", phone="1")
    url = reverse("parties:contact_merge", args=[keep.pk])
    assert f"?other={drop.pk}" in client.get(url).content.decode()

    assert client.post(url, {"other": drop.pk, "keep_phone": "other"}).status_code == 302

    keep.refresh_from_db()
    assert keep.phone == "1"
    assert client.get(reverse("parties:contact", args=[drop.pk])).url == reverse("parties:contact", args=[keep.pk])


def test_an_alias_of_a_strangers_record_leads_nowhere(client, owner):
    keep, drop = RelationshipFactory(), RelationshipFactory()
    one = ContactFactory(organisation=keep.organisation)
    two = ContactFactory(organisation=keep.organisation)
    merge_contacts(one, two, by=None)
    merge_organisations(keep.organisation, drop.organisation, by=None)

    for name, pk in (
        ("parties:organisation", drop.organisation_id), ("customers:detail", drop.pk), ("parties:contact", two.pk),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[pk])).status_code == 404
