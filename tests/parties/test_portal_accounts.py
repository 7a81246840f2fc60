"""Letting a contact into the portal: an account by invitation, closed with the last access."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.accounts.domain.people import change_profile
from brm.accounts.models import User
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.models import Notification
from brm.parties.domain.contacts import change_contact, grant_portal_access, revoke_portal_access
from brm.parties.domain.merging import merge_contacts
from brm.parties.domain.portal_accounts import invite_again
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
INVITATION = "accounts.portal_invitation"


@pytest.fixture
def relationship():
    return RelationshipFactory(owner=UserFactory(name="Alice"))


@pytest.fixture
def contact(relationship):
    return ContactFactory(organisation=relationship.organisation, name="王芳", email="wang@example.com", language="en")


def link_of(row):
    return row.url


@pytest.mark.req("C-33")
def test_access_makes_an_account_and_the_mailed_link_opens_it_once(client, contact, relationship):
    grant_portal_access(contact, relationship, by=relationship.owner, role="customer")

    mail = Notification.objects.get(kind=INVITATION)
    assert (mail.address, mail.language) == ("wang@example.com", "en")
    assert "Alice invites you" in mail.body
    response = client.post(mail.url, {"password1": PASSWORD, "password2": PASSWORD})
    contact.refresh_from_db()
    assert (response.status_code, response.url) == (302, reverse("portal:home"))
    assert (contact.user.roles, contact.user.name, contact.user.language) == (["contact"], "王芳", "en")
    client.logout()
    assert client.get(mail.url).status_code == 410


def test_the_link_expires_and_can_be_sent_again(client, contact, relationship):
    grant_portal_access(contact, relationship, by=relationship.owner)
    first = Notification.objects.get(kind=INVITATION)
    clock.travel(clock.now() + timedelta(days=8))
    assert client.get(first.url).status_code == 410

    client.force_login(relationship.owner)
    client.post(reverse("parties:portal_invite", args=[contact.pk]))

    client.logout()
    assert client.get(Notification.objects.filter(kind=INVITATION).latest("pk").url).status_code == 200


def test_who_has_a_password_or_no_access_is_not_invited_again(contact, relationship):
    with pytest.raises(DomainError, match="Give 王芳 access first"):
        invite_again(contact, by=relationship.owner)
    access = grant_portal_access(contact, relationship, by=relationship.owner)
    user = access.contact.user
    user.set_password(PASSWORD)
    user.save()

    with pytest.raises(DomainError, match="chosen a password"):
        invite_again(access.contact, by=relationship.owner)


def test_an_address_somebody_else_signs_in_with_is_refused(contact, relationship):
    UserFactory(email="Wang@example.com")

    with pytest.raises(DomainError, match="Somebody else signs in") as refusal:
        grant_portal_access(contact, relationship, by=relationship.owner)
    assert refusal.value.field == "email"


def test_the_account_follows_the_accesses(contact, relationship):
    access = grant_portal_access(contact, relationship, by=relationship.owner)
    user = User.objects.get(email=contact.email)

    revoke_portal_access(access, by=relationship.owner)
    user.refresh_from_db()
    assert not user.is_active

    grant_portal_access(contact, relationship, by=relationship.owner)
    user.refresh_from_db()
    assert user.is_active


def test_the_account_follows_the_contact_and_the_contact_the_profile(contact, relationship):
    access = grant_portal_access(contact, relationship, by=relationship.owner)

    change_contact(access.contact, by=relationship.owner, email="new@example.com", name="Wang Fang")
    user = User.objects.get(email="new@example.com")
    assert user.name == "Wang Fang"

    change_profile(user, by=user, language="zh-hans", time_zone="Europe/Berlin")
    contact.refresh_from_db()
    assert (contact.language, contact.time_zone) == ("zh-hans", "Europe/Berlin")


def test_of_two_accounts_the_unused_one_is_closed_by_a_merge(contact, relationship):
    other = ContactFactory(organisation=relationship.organisation, email="w@example.com")
    for each in (contact, other):
        grant_portal_access(each, relationship, by=relationship.owner)
    used = User.objects.get(email="w@example.com")
    used.set_password(PASSWORD)
    used.save()

    merged = merge_contacts(contact, other, by=relationship.owner)

    assert merged.user == used
    assert not User.objects.get(email="wang@example.com").is_active
