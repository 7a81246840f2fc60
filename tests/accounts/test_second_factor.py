"""Two-factor sign-in: on, asked for, recovered, removed; its secret never in the clear."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from brm.audit.models import AuditEvent
from brm.notifications.models import Notification
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.usefixtures("clean_cache")

SIGN_IN = "/accounts/sign-in/"


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())) + step))


def sign_in(client, person):
    return client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})


def switch_on(client, person):
    sign_in(client, person)
    asked = client.get("/accounts/two-factor/totp/activate/")
    client.post(asked.url, {"password": PASSWORD})
    page = client.get("/accounts/two-factor/totp/activate/")
    secret = page.context["form"].secret
    return secret, client.post("/accounts/two-factor/totp/activate/", {"code": code_of(secret)})


def test_the_app_is_set_up_and_then_asked_for(client, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        secret, done = switch_on(client, cast.alice)

    assert done.url == "/accounts/two-factor/recovery-codes/"
    kept = Authenticator.objects.get(user=cast.alice, type="totp").data["secret"]
    assert secret not in kept
    assert Notification.objects.filter(kind="accounts.two_factor_on", address=cast.alice.email).exists()

    other = Client()
    step = sign_in(other, cast.alice)
    assert step.url == "/accounts/two-factor/authenticate/"
    assert other.get("/accounts/profile/").status_code == 302
    assert "not right" in other.post(step.url, {"code": "000000"}).content.decode()
    assert other.post(step.url, {"code": code_of(secret, 1)}).status_code == 302
    assert other.get("/accounts/profile/").status_code == 200


def test_a_recovery_code_opens_once(client, cast):
    switch_on(client, cast.alice)
    codes = client.get("/accounts/two-factor/recovery-codes/").context["unused_codes"]

    answers = []
    for _ in range(2):
        other = Client()
        step = sign_in(other, cast.alice)
        answers.append(other.post(step.url, {"code": codes[0]}).status_code)

    assert answers == [302, 200]


def test_switching_off_asks_for_proof_again(client, cast):
    switch_on(client, cast.alice)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()

    asked = client.get("/accounts/two-factor/totp/deactivate/")
    assert "/confirm/" in asked.url
    assert "not your password" in client.post(asked.url, {"password": "wrong"}).content.decode()
    assert client.post(asked.url, {"password": PASSWORD}).url == "/accounts/two-factor/totp/deactivate/"
    client.post("/accounts/two-factor/totp/deactivate/")
    assert not Authenticator.objects.filter(user=cast.alice).exists()


def test_an_administrator_removes_a_lost_factor_and_the_person_is_told(client, cast):
    switch_on(client, cast.alice)
    client.force_login(cast.ada)

    client.post(f"/accounts/people/{cast.alice.pk}/second-factors/")

    assert not Authenticator.objects.filter(user=cast.alice).exists()
    assert AuditEvent.objects.filter(action="person.second_factor", actor=cast.ada).exists()
    assert Notification.objects.filter(kind="accounts.two_factor_off", address=cast.alice.email).exists()


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/"])
def test_every_page_of_it_is_drawn_without_inline_script(client, cast, page):
    switch_on(client, cast.alice)
    Authenticator.objects.filter(type="totp").delete()

    drawn = client.get(f"/accounts/two-factor/{page}")

    text = drawn.content.decode()
    assert drawn.status_code == 200
    assert "<script>" not in text
    assert "style=" not in text
    assert "onclick" not in text
