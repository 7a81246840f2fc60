"""Tokens: shown once, ended at will, bound to a person who is still here; throttled per person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brm.api.domain.tokens import find_token, make_token, revoke_token
from brm.api.models import ApiToken
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.errors import DomainError
from tests.api.caller import Caller
from tests.api.world import a_relationship

pytestmark = pytest.mark.django_db


def test_the_secret_is_kept_by_nobody(cast):
    token, secret = make_token(cast.alice, name="  Nightly export ", by=cast.alice)

    assert secret.startswith("brm_")
    assert token.name == "Nightly export"
    assert secret not in str(ApiToken.objects.values().get())
    assert find_token(secret) == token
    assert find_token(secret + "x") is None
    assert [event.action for event in AuditEvent.objects.filter(subject_type="api.apitoken")] == ["token.make"]


@pytest.mark.parametrize("days", [0, 367, -1])
def test_a_token_lives_a_year_at_most(cast, days):
    with pytest.raises(DomainError, match="1 to 366") as refusal:
        make_token(cast.alice, name="Too long", days=days, by=cast.alice)
    assert refusal.value.field == "days"


def test_me_says_who_calls_and_with_what(alice, cast):
    answer = alice.get("me/").json()

    assert (answer["id"], answer["email"], answer["roles"]) == (cast.alice.pk, "alice@example.com", ["manager"])
    assert answer["token"]["name"] == "a test"
    assert answer["token"]["access"] == "write"


def test_a_page_calls_by_its_session(client, cast):
    client.force_login(cast.alice)

    answer = client.get("/api/v1/me/").json()

    assert answer["id"] == cast.alice.pk
    assert answer["token"] is None


def test_a_session_writes_only_with_its_csrf_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)

    answer = client.post("/api/v1/organisations/", {"name": "By another site"}, content_type="application/json")

    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.parametrize("end", ["revoke", "expire", "deactivate", "unknown", "none"])
def test_an_ended_token_is_refused(end, alice, cast):
    if end == "revoke":
        revoke_token(alice.token, by=cast.alice)
    elif end == "expire":
        clock.travel(clock.now() + timedelta(days=91))
    elif end == "deactivate":
        cast.alice.is_active = False
        cast.alice.save()
    else:
        alice.headers["Authorization"] = "Bearer brm_unknown" if end == "unknown" else "Bearer"

    answer = alice.get("me/")

    assert answer.status_code == 401
    assert answer.json()["detail"] == "This token is unknown, revoked or expired."


def test_a_use_is_noted_every_five_minutes(alice):
    alice.get("me/")
    first = ApiToken.objects.get().last_used_at
    alice.get("me/")
    assert ApiToken.objects.get().last_used_at == first

    clock.travel(clock.now() + timedelta(minutes=6))
    alice.get("me/")

    assert ApiToken.objects.get().last_used_at > first


def test_answers_come_in_the_callers_language_and_zone(cast):
    cast.alice.language, cast.alice.time_zone = "zh-hans", "America/New_York"
    cast.alice.save()
    relationship = a_relationship(cast.alice)
    caller = Caller(cast.alice)

    refused = caller.post(f"relationships/{relationship.pk}/move/", {"step": "suspend"})
    read = caller.get(f"relationships/{relationship.pk}/").json()

    assert refused.status_code == 409
    assert refused.headers["Content-Language"] == "zh-hans"
    assert refused.json()["detail"] != "Say why; the next person will want to know."
    assert read["created_at"].endswith(("-04:00", "-05:00"))
    english = caller.get("relationships/0/", **{"Accept-Language": "en"})
    assert english.json()["detail"] == "There is no such record, or it is not yours to see."
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"


def test_too_many_calls_are_told_when_to_come_again(settings, cast):
    settings.API_RATE = "3/min"
    first, second = Caller(cast.alice), Caller(cast.alice)

    answers = [caller.get("me/") for caller in (first, second, first, second)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert Caller(cast.bob).get("me/").status_code == 200


def test_the_page_shows_a_new_token_once_and_revokes_it(client, cast):
    client.force_login(cast.alice)

    made = client.post(reverse("api:tokens"), {"name": "Export", "access": "read", "days": 30})
    token = ApiToken.objects.get()
    again = client.get(reverse("api:tokens"))
    revoked = client.post(reverse("api:revoke", args=[token.pk]))

    assert made.status_code == 200
    assert token.prefix + "…" in again.content.decode()
    assert made.context["secret"].startswith(token.prefix)
    assert made.context["secret"] not in again.content.decode()
    assert revoked.status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_page_keeps_what_was_typed(client, cast):
    client.force_login(cast.alice)

    answer = client.post(reverse("api:tokens"), {"name": "Export", "access": "read", "days": 9999})

    assert answer.status_code == 422
    assert 'value="9999"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_revokes_the_token_of_another(client, alice, cast):
    client.force_login(cast.sam)

    assert client.post(reverse("api:revoke", args=[alice.token.pk])).status_code == 404
