"""One person's data: handed over whole, forgotten whole; history speaks by number only (ruling 16)."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from brm.accounts.domain.leaving import deactivate_person
from brm.accounts.domain.people import change_person
from brm.accounts.domain.privacy import erase_person
from brm.accounts.models import SignIn, User
from brm.audit.models import AuditEvent, PersonalValue
from brm.core.errors import DomainError
from tests.factories.parties import ContactFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.usefixtures("clean_cache")


@pytest.fixture
def sam(cast):
    """Signed in once, renamed once, gone."""
    Client().post("/accounts/sign-in/", {"login": "sam@example.com", "password": PASSWORD})
    change_person(cast.sam, by=cast.ada, name="Samuel Secret", phone="+49 30 1234")
    return cast.sam


def test_the_export_holds_what_is_known(client, cast, sam):
    client.force_login(cast.ada)
    assert "Samuel Secret" in client.get("/accounts/privacy/?q=secret").content.decode()

    answer = client.post(f"/accounts/privacy/user/{sam.pk}/export/")

    known = json.loads(answer.content)
    assert answer["Content-Disposition"] == f'attachment; filename="user-{sam.pk}.json"'
    assert (known["account"]["email"], known["account"]["phone"]) == ("sam@example.com", "+49 30 1234")
    assert known["account"]["teams"] == [{"team": "West", "leads": False}]
    assert len(known["account"]["sessions"]) == 1
    assert {row["old"] for row in known["history"]["about"]} >= {"Sam"}
    assert AuditEvent.objects.filter(action="person.export", actor=cast.ada, subject_id=sam.pk).exists()


def test_erasure_waits_for_leaving_and_for_the_typed_words(client, cast, sam):
    client.force_login(cast.ada)
    page = f"/accounts/privacy/user/{sam.pk}/erase/"

    assert "Deactivate the account first" in client.post(page, {"confirmed": sam.email}).content.decode()
    deactivate_person(sam, by=cast.ada)
    refused = client.post(page, {"confirmed": "sam@example.org"}).content.decode()
    assert "exactly" in refused
    assert "sam@example.org" in refused
    assert User.objects.get(pk=sam.pk).erased_at is None


@pytest.mark.req("INV-60")
def test_erasure_forgets_the_person_and_keeps_the_lines(client, cast, sam):
    lines = AuditEvent.objects.filter(subject_type="accounts.user", subject_id=sam.pk).count()
    deactivate_person(sam, by=cast.ada)
    client.force_login(cast.ada)

    assert client.post(f"/accounts/privacy/user/{sam.pk}/erase/", {"confirmed": sam.email}).status_code == 302

    user = User.objects.get(pk=sam.pk)
    assert (user.name, user.phone, str(user)) == ("", "", f"Erased person {user.pk}")
    assert "sam" not in user.email
    assert not user.has_usable_password()
    assert not PersonalValue.objects.filter(event__subject_type="accounts.user", event__subject_id=sam.pk).exists()
    assert not SignIn.objects.filter(user=user).exists()
    assert Session.objects.count() == 1
    assert AuditEvent.objects.filter(subject_type="accounts.user", subject_id=sam.pk).count() == lines + 2
    shown = client.get(f"/accounts/privacy/user/{sam.pk}/").content.decode()
    assert "Secret" not in shown
    assert "no longer kept" in shown
    with pytest.raises(DomainError, match="erased already"):
        erase_person(user, by=cast.ada, confirmed=user.email)


def test_a_contact_is_found_and_handed_over_too(client, cast):
    contact = ContactFactory(name="陈晨", email="chen@example.com")
    client.force_login(cast.ada)

    assert f"/accounts/privacy/contact/{contact.pk}/" in client.get("/accounts/privacy/?q=chen").content.decode()
    known = json.loads(client.post(f"/accounts/privacy/contact/{contact.pk}/export/").content)
    assert "chen@example.com" in json.dumps(known)


def test_it_is_for_administrators_only(client, cast, sam):
    for user in (cast.alice, cast.lena, cast.eve, cast.cora):
        client.force_login(user)
        assert client.get("/accounts/privacy/").status_code == 404
        assert client.post(f"/accounts/privacy/user/{sam.pk}/export/").status_code == 404
    client.force_login(cast.ada)
    assert client.get("/accounts/privacy/nobody/1/").status_code == 404
