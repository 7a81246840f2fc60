"""Steps that several journeys take."""

from typing import Any

from playwright.sync_api import Page

from tests.browser import Look
from tests.factories.people import PASSWORD
from tests.journeys.conftest import Journeys


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


def letters(journeys: Journeys, address: str, *words: str) -> list[Any]:
    """The mails to somebody whose subject holds all these words, the oldest first."""
    return [
        mail.message
        for mail in list(journeys.box.taken)
        if mail.recipient == address and all(word in str(mail.message["Subject"]) for word in words)
    ]


def words_of(message: Any) -> str:
    """The plain words of a mail."""
    return str(message.get_body(("plain",)).get_content())


def link_in(message: Any, path: str) -> str:
    """The address in a mail that begins with this path, without the host."""
    word = next(word for word in words_of(message).split() if path in word)
    return path + word.split(path, 1)[1]
