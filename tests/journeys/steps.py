"""Steps that several journeys take."""

from typing import Any

from playwright.sync_api import Page

from tests.browser import Look
from tests.factories.people import PASSWORD


def sign_in(window: Look, user: Any, password: str = PASSWORD) -> Page:
    """Through the page, as everybody does."""
    page = window.open("/accounts/sign-in/")
    page.fill("#id_login", user.email)
    page.fill("#id_password", password)
    page.click("button[type=submit]:has-text('Sign in')")
    page.wait_for_selector("h1:has-text('Today')")
    return page


def choose(page: Page, field: str, words: str) -> None:
    """Find something by typing, as in every long list."""
    typed = page.locator(f"#{field}-ts-control")
    typed.click()
    typed.fill(words)
    page.locator(f"#{field}-ts-dropdown [data-selectable]:has-text('{words}')").first.click()
    page.keyboard.press("Tab")
