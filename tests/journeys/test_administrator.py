"""An administrator invites somebody without a mail server; that person comes in and adds a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.journeys.conftest import Journeys
from tests.journeys.steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.proof]
PASSWORD = "the-night-train-to-harbin"


def code_of(secret: str, step: int = 0) -> str:
    """What the app on the phone shows."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())) + step))


def test_from_the_outbox_to_a_first_sign_in_with_a_second_factor(journeys: Journeys) -> None:
    cast = journeys.cast
    with journeys.window() as window:
        page = sign_in(window, cast.ada)
        page = window.open("/admin/accounts/user/add/")
        page.fill("[name=name]", "Nina New")
        page.fill("[name=email]", "nina@example.com")
        page.check("[name=roles][value=manager]")
        page.select_option("[name=language]", "en")
        page.click("[name=_save]")
        page.wait_for_load_state("networkidle")
        page = window.open("/outbox/?tab=sent&q=nina")
        journeys.until(lambda: page.reload() and page.locator("tbody a").count())
        journeys.inspector.check(window, "outbox")
        page.locator("tbody a").first.click()
        link = page.locator("main a[href*='/accounts/invitation/']").first
        journeys.inspector.check(window, "mail in the outbox")
        path = (link.get_attribute("href") or "").partition("/accounts/")[2]

    with journeys.window() as window:
        page = window.open(f"/accounts/{path}")
        journeys.inspector.check(window, "invitation")
        page.fill("[name=password1]", PASSWORD)
        if page.locator("[name=password2]").count():
            page.fill("[name=password2]", PASSWORD)
        page.click("button:has-text('Save and sign in')")
        page.wait_for_selector("h1:has-text('Today')")
        journeys.inspector.check(window, "today, empty")

        page = window.open("/accounts/security/")
        journeys.inspector.check(window, "security")
        page.click("a:has-text('Set up')")
        page.click("a:has-text('Set up an app')")
        if page.locator("[name=password]").count():
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
        page.wait_for_selector("img.code-picture")
        journeys.inspector.check(window, "second factor")
        secret = page.inner_text("code")
        page.fill("[name=code]", code_of(secret))
        page.click("button:has-text('Switch on')")
        page.wait_for_url("**/recovery-codes/")
        journeys.inspector.check(window, "recovery codes")

    with journeys.window() as window:
        page = window.open("/accounts/sign-in/")
        journeys.inspector.check(window, "sign-in")
        page.fill("#id_login", "nina@example.com")
        page.fill("#id_password", PASSWORD)
        page.click("button[type=submit]:has-text('Sign in')")
        page.wait_for_selector("[name=code]")
        journeys.inspector.check(window, "sign-in, second step")
        page.fill("[name=code]", code_of(secret, 1))
        page.click("button[type=submit]:has-text('Sign in')")
        page.wait_for_selector("h1:has-text('Today')")
        expect(page.locator(".top-user")).to_be_visible()
