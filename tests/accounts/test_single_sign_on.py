"""Single sign-on opens accounts that exist, by a confirmed address; it makes none and takes none over."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from brm.accounts.models import User
from tests.fakes.single_sign_on import CLIENT, single_sign_on

pytestmark = pytest.mark.usefixtures("clean_cache")


@pytest.fixture
def server(settings):
    with single_sign_on() as running:
        app = {"provider_id": "oidc", "name": "Our SSO", "client_id": CLIENT, "secret": "s"}
        app["settings"] = {"server_url": running.url}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield running


def come_by(client, server, **claims):
    server.claims = {"sub": "4711", "name": "Somebody"} | claims
    away = client.post("/accounts/sso/oidc/login/?process=login")
    assert away.url.startswith(f"{server.url}/authorize")
    asked = parse_qs(urlsplit(away.url).query)
    return client.get("/accounts/sso/oidc/login/callback/", {"code": "x", "state": asked["state"][0]})


def test_a_confirmed_address_opens_the_account(client, cast, server):
    assert "Sign in with Our SSO" in client.get("/accounts/sign-in/").content.decode()

    answer = come_by(client, server, email="Alice@example.com", email_verified=True)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/accounts/profile/").context["person"] == cast.alice
    assert SocialAccount.objects.get().user == cast.alice


@pytest.mark.parametrize(
    "claims",
    [{"email": "alice@example.com", "email_verified": False}, {"email": "new@example.com", "email_verified": True}, {}],
)
def test_neither_an_unconfirmed_address_nor_a_stranger_gets_in(client, cast, server, claims):
    people = User.objects.count()

    answer = come_by(client, server, **claims)

    assert "Accounts are made by an administrator" in answer.content.decode()
    assert client.get("/accounts/profile/").status_code == 302
    assert User.objects.count() == people


def test_a_closed_account_stays_closed(client, cast, server):
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)

    come_by(client, server, email="alice@example.com", email_verified=True)

    assert client.get("/accounts/profile/").status_code == 302


def test_a_forged_answer_is_refused(client, cast, server):
    server.claims = {"sub": "1", "email": "alice@example.com", "email_verified": True}

    answer = client.get("/accounts/sso/oidc/login/callback/", {"code": "x", "state": "forged"})

    assert "did not work" in answer.content.decode()
    assert client.get("/accounts/profile/").status_code == 302


def test_without_a_server_there_is_no_such_door(client, db):
    assert client.get("/accounts/sso/oidc/login/").status_code == 404
