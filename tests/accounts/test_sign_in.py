"""Signing in: throttled where it is guessed, never elsewhere; nothing given away; sessions that end."""

import pytest
from django.test import Client

from brm.accounts.models import SignIn, User
from brm.notifications.models import Notification
from tests.factories.people import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]

SIGN_IN = "/accounts/sign-in/"
FORGOTTEN = "/accounts/password/forgotten/"


def sign_in(client, email="alice@example.com", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@example.com")


def test_sign_in_by_address_whatever_its_case_leads_to_the_first_page(client, alice):
    response = sign_in(client, "Alice@Example.com")

    assert (response.status_code, response.url) == (302, "/")
    row = SignIn.objects.get(user=alice)
    assert (row.session_key, row.address) == (client.session.session_key, "127.0.0.1")


def test_a_contact_comes_to_the_portal(client, cast):
    response = sign_in(client, "cora@example.com")

    assert response.status_code == 302
    assert response.url in {"/", "/portal/"}


def test_wrong_password_and_unknown_address_look_the_same(alice):
    pages = [
        sign_in(Client(), email, "wrong").content.decode().replace(email, "")
        for email in ("alice@example.com", "nobody@example.com")
    ]
    forgotten = [Client().post(FORGOTTEN, {"email": email}) for email in ("alice@example.com", "nobody@example.com")]

    assert "do not match" in pages[0]
    without_tokens = [page.partition("<main")[2].partition("csrfmiddlewaretoken")[0] for page in pages]
    assert without_tokens[0] == without_tokens[1]
    assert [(response.status_code, response.url) for response in forgotten] == [(302, FORGOTTEN + "sent/")] * 2


def test_guessing_is_stopped_here_and_the_owner_gets_in_from_elsewhere(client, alice):
    for _ in range(5):
        sign_in(client, password="wrong")

    assert "Too many failed attempts" in sign_in(client).content.decode()
    assert list(SignIn.objects.filter(user=alice).values("session_key", "address", "created_at")) == []
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_one_address_cannot_try_many_accounts_forever(client):
    answers = [sign_in(client, f"person{n}@example.com", "wrong").status_code for n in range(62)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_the_session_is_a_new_one_after_sign_in(client, alice):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key

    sign_in(client)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_never_leads_away(client, alice, target):
    response = client.post(SIGN_IN, {"login": "alice@example.com", "password": PASSWORD, "next": target})

    assert (response.status_code, response.url) == (302, "/")


def test_next_leads_back_to_our_page(client, alice):
    asked = client.get("/accounts/profile/")
    assert asked.url == f"{SIGN_IN}?next=/accounts/profile/"

    response = client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD, "next": "/accounts/profile/"})

    assert response.url == "/accounts/profile/"


def test_nobody_signs_up(client):
    for path in ("/accounts/signup/", "/accounts/sign-up/", "/accounts/3rdparty/signup/"):
        assert client.get(path).status_code == 404


def test_a_closed_account_stays_closed(client, alice):
    User.objects.filter(pk=alice.pk).update(is_active=False)

    sign_in(client)

    assert client.get("/accounts/profile/").status_code == 302


def test_a_new_password_comes_by_mail_once(client, alice):
    other = Client()
    sign_in(other)
    client.post(FORGOTTEN, {"email": "alice@example.com"})

    letter = Notification.objects.get(kind="accounts.password_reset")
    assert (letter.address, letter.language) == ("alice@example.com", "en")
    assert letter.url.startswith("/accounts/password/new/")
    step = client.get(letter.url)
    page = client.post(step.url, {"password1": "quite-another-one-7", "password2": "quite-another-one-7"})

    assert page.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("quite-another-one-7")
    assert other.get("/accounts/profile/").status_code == 302
    assert "no longer works" in Client().get(letter.url).content.decode()
    assert Notification.objects.filter(kind="accounts.password_changed", address=alice.email).exists()


def test_a_bad_new_password_says_why_beside_the_field(client, alice):
    client.post(FORGOTTEN, {"email": "alice@example.com"})
    step = client.get(Notification.objects.get().url)

    for first, second, words in (
        ("short", "short", "too short"),
        ("long-enough-words", "other", "The two passwords differ"),
    ):
        assert words in client.post(step.url, {"password1": first, "password2": second}).content.decode()


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(client, alice):
    other = Client()
    sign_in(other)
    sign_in(client)

    given = {"oldpassword": PASSWORD, "password1": "quite-another-one-7", "password2": "quite-another-one-7"}
    assert client.post("/accounts/password/change/", given | {"oldpassword": "wrong"}).status_code == 200
    assert client.post("/accounts/password/change/", given).url == "/accounts/security/"

    assert client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302


def test_sessions_are_listed_and_ended_one_by_one_or_all(client, alice):
    second, third = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    for browser in (client, second, third):
        sign_in(browser)
    stranger = UserFactory()
    foreign = SignIn.objects.create(user=stranger, session_key="x")

    assert "Firefox · Windows" in client.get("/accounts/security/").content.decode()
    assert client.post(f"/accounts/security/sessions/{foreign.pk}/end/").status_code == 404
    row = SignIn.objects.get(session_key=second.session.session_key)
    client.post(f"/accounts/security/sessions/{row.pk}/end/")
    assert second.get("/accounts/profile/").status_code == 302
    assert third.get("/accounts/profile/").status_code == 200

    client.post("/accounts/security/sessions/end/")

    assert client.get("/accounts/security/").status_code == 200
    assert third.get("/accounts/profile/").status_code == 302
    assert SignIn.objects.filter(user=alice).count() == 1


def test_ending_all_sessions_ends_those_that_are_not_in_the_list(client, alice):
    unlisted = Client()
    unlisted.force_login(alice)
    sign_in(client)

    client.post("/accounts/security/sessions/end/")

    assert unlisted.get("/accounts/profile/").status_code == 302
    assert client.get("/accounts/profile/").status_code == 200


def test_the_administration_has_no_door_of_its_own(client, cast):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == f"{SIGN_IN}?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "ada@example.com", "password": PASSWORD}).url.startswith(SIGN_IN)

    client.force_login(cast.alice)
    assert client.get("/admin/", follow=True).status_code == 404
    client.force_login(cast.ada)
    assert client.get("/admin/").status_code == 200
