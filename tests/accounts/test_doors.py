"""The doors for people without a password: invitation and first administrator's link, each once and for a while."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from brm.accounts.domain.bootstrap import make_first_administrator_link, use_first_administrator_link
from brm.accounts.domain.invitations import accept_invitation, invite_person
from brm.accounts.domain.people import create_person
from brm.accounts.enums import Role
from brm.accounts.models import FirstAdministratorLink, User
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.models import Notification

pytestmark = pytest.mark.django_db

CHOSEN = {"password1": "quite-another-one-7", "password2": "quite-another-one-7"}
FIRST = CHOSEN | {"name": "Ada", "email": "ada@example.com"}


def letter_to(user):
    return Notification.objects.filter(kind="accounts.invitation", address=user.email).order_by("-id")[0]


def test_a_new_person_is_invited_in_their_language_chooses_a_password_and_is_in(client, cast):
    user = create_person(email="wang@example.com", name="王芳", roles=["manager"], by=cast.ada, language="zh-hans")
    letter = letter_to(user)

    assert (letter.language, letter.address) == ("zh-hans", "wang@example.com")
    assert "王芳" in client.get(letter.url).content.decode()
    assert client.post(letter.url, CHOSEN | {"password2": "other"}).status_code == 200
    assert client.post(letter.url, CHOSEN).status_code == 302
    assert client.get("/accounts/profile/").status_code == 200
    assert Client().get(letter.url).status_code == 410
    assert Client().post(letter.url, CHOSEN).status_code == 410


def test_an_invitation_expires_and_dies_with_the_address(client, cast):
    user = create_person(email="wang@example.com", name="Wang", roles=["manager"], by=cast.ada)
    old = letter_to(user)

    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert client.get(old.url).status_code == 410
        invite_person(user, by=cast.ada)
        assert client.get(letter_to(user).url).status_code == 200
    User.objects.filter(pk=user.pk).update(email="other@example.com")
    assert client.get(old.url).status_code == 410


def test_a_forged_invitation_is_nothing(client, cast):
    for token in ("x", "eyJ1c2VyIjoxfQ:1:abc", "a" * 500):
        assert client.get(f"/accounts/invitation/{token}/").status_code == 410
        with pytest.raises(DomainError):
            accept_invitation(token, password="x")


def test_the_first_administrator_comes_by_the_link_once(client):
    token = make_first_administrator_link()
    page = f"/accounts/first/{token}/"

    assert client.get(page).status_code == 200
    assert client.post(page, FIRST | {"password2": "other"}).status_code == 200
    assert client.post(page, FIRST).status_code == 302
    user = User.objects.get()
    assert (user.email, user.roles, user.check_password("quite-another-one-7")) == (
        "ada@example.com",
        ["administrator"],
        True,
    )
    assert client.get("/admin/").status_code == 200
    assert Client().get(page).status_code == 410
    with pytest.raises(DomainError):
        use_first_administrator_link(token, email="b@example.com", name="B", password="x")


def test_the_link_lives_a_day_and_is_kept_as_a_hash_only(client):
    token = make_first_administrator_link()

    assert token not in FirstAdministratorLink.objects.get().token_hash
    with clock.at(clock.now() + timedelta(hours=24, seconds=1)):
        assert client.get(f"/accounts/first/{token}/").status_code == 410
    assert client.get("/accounts/first/guess/").status_code == 410


def test_a_newer_link_ends_the_older_and_an_administrator_ends_them_all(client):
    old, new = make_first_administrator_link(), make_first_administrator_link()
    assert client.get(f"/accounts/first/{old}/").status_code == 410
    assert client.get(f"/accounts/first/{new}/").status_code == 200

    create_person(email="a@example.com", name="A", roles=[Role.ADMINISTRATOR], by=None, password="x")

    assert client.get(f"/accounts/first/{new}/").status_code == 410
    with pytest.raises(DomainError, match="administrator already"):
        make_first_administrator_link()


def test_the_command_prints_the_link_or_says_why_not(client, cast):
    with pytest.raises(CommandError, match="administrator already"):
        call_command("firstadmin")
    call_command("firstadmin", quiet=True)
    User.objects.filter(pk=cast.ada.pk).update(roles=["manager"])

    out = StringIO()
    call_command("firstadmin", stdout=out)

    path = out.getvalue().split()[-1].partition("/accounts/")[2]
    assert client.get(f"/accounts/{path}").status_code == 200
