"""The person's own page: language, zone and tastes, each person their own."""

from datetime import UTC, datetime

import pytest

from brm.accounts.models import SignIn, User
from brm.core import clock
from tests.factories.people import UserFactory

FORM = {
    "name": "Alice",
    "phone": "",
    "language": "en",
    "time_zone": "Asia/Shanghai",
    "theme": "system",
    "shortcuts": "on",
}


@pytest.mark.req("G-05")
def test_each_person_reads_in_their_own_language_and_zone(client, cast):
    client.force_login(cast.alice)

    client.post("/accounts/profile/", FORM | {"language": "zh-hans", "time_zone": "America/New_York"})

    page = client.get("/accounts/profile/")
    assert page["Content-Language"] == "zh-hans"
    cast.alice.refresh_from_db()
    assert (cast.alice.language, cast.alice.time_zone) == ("zh-hans", "America/New_York")
    client.force_login(cast.bob)
    assert client.get("/accounts/profile/")["Content-Language"] == "en"


@pytest.mark.req("INV-59")
def test_a_moment_is_shown_in_the_readers_zone(client):
    shown = []
    with clock.at(datetime(2026, 3, 10, 23, 30, tzinfo=UTC)):
        for zone in ("Asia/Shanghai", "Europe/London"):
            user = UserFactory(time_zone=zone)
            client.force_login(user)
            SignIn.objects.create(user=user, session_key=client.session.session_key)
            shown.append(client.get("/accounts/security/").content.decode())

    assert "07:30" in shown[0]
    assert "23:30" in shown[1]


def test_a_wrong_value_keeps_what_was_typed_and_changes_nothing(client, cast):
    client.force_login(cast.alice)

    page = client.post("/accounts/profile/", FORM | {"name": "", "phone": "12345", "time_zone": "Mars/Olympus"})

    text = page.content.decode()
    assert page.status_code == 200
    assert "12345" in text
    assert "Menu of Alice" in text
    assert User.objects.get(pk=cast.alice.pk).phone == ""


def test_signed_out_the_browser_keeps_the_language(client, db):
    client.post("/ui/preferences/", {"language": "en", "next": "/accounts/sign-in/"})
    assert "Forgotten your password?" in client.get("/accounts/sign-in/").content.decode()


def test_everybody_signed_in_has_a_profile_and_outsiders_no_absence(client, cast):
    for user in vars(cast).values():
        if not isinstance(user, User):
            continue
        client.force_login(user)
        assert client.get("/accounts/profile/").status_code == 200
        assert client.get("/accounts/security/").status_code == 200
        assert client.get("/accounts/absence/").status_code == (404 if user == cast.cora else 200)
