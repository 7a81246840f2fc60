"""At the door with a real browser: sign-in, a security key, and every page of one's account."""

from datetime import timedelta

import pytest

from brm.accounts.domain.deputies import name_deputy
from brm.core import clock
from tests.browser import look
from tests.factories.people import PASSWORD, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_cache")]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def cast():
    cast, today = make_cast(), clock.today()
    name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today + timedelta(days=1), by=cast.lena, note="展会")
    return cast


def sign_in(page, password=PASSWORD):
    page.fill("#id_login", "lena@example.com")
    page.fill("#id_password", password)
    page.click("main button[type=submit]")


def test_a_security_key_is_added_and_then_asked_for(live_server, chromium, cast):
    address = live_server.url.replace("127.0.0.1", "localhost")
    with look(chromium, address) as window:
        page = window.page
        keys = page.context.new_cdp_session(page)
        keys.send("WebAuthn.enable")
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": address}])

        window.open("/accounts/sign-in/?next=/accounts/security/")
        sign_in(page, "wrong")
        assert "do not match" in page.inner_text("[role=alert]")
        assert page.input_value("#id_login") == "lena@example.com"
        sign_in(page)
        page.wait_for_url("**/accounts/security/")

        window.open("/accounts/two-factor/webauthn/add/")
        page.fill("#id_password", PASSWORD)
        page.click("main button[type=submit]")
        page.fill("#id_name", "laptop")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/")

        window.open("/accounts/sign-out/")
        page.click("main button[type=submit]")
        window.open("/accounts/sign-in/?next=/accounts/profile/")
        sign_in(page)
        page.wait_for_url("**/two-factor/authenticate/**")
        page.click("#mfa_webauthn_authenticate")
        page.wait_for_url("**/accounts/profile/")
        assert window.complaints == []


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_the_pages_are_fit_to_be_seen(live_server, chromium, cast, size, theme):
    pages = {
        None: ["/accounts/sign-in/", "/accounts/password/forgotten/", "/accounts/invitation/over/"],
        cast.lena: ["/accounts/profile/", "/accounts/security/", "/accounts/absence/", "/accounts/team/"],
        cast.ada: [
            "/accounts/two-factor/",
            f"/accounts/people/{cast.alice.pk}/leave/",
            "/accounts/privacy/?q=a",
            f"/accounts/privacy/user/{cast.alice.pk}/",
            f"/history/accounts.team/{cast.team.pk}/",
        ],
    }
    for user, paths in pages.items():
        with look(chromium, live_server.url, user, size=size, theme=theme) as window:
            for path in paths:
                window.open(path)
                assert window.overflow() <= 0, path
                assert window.findings() == [], path
            assert [line for line in window.complaints if "410" not in line] == []
