"""A real browser for journeys: one Chromium per run, a context per look, and the checks every page must pass."""

import atexit
import functools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.proof_figures import full
from tools.browser import NAMES

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
LOOKS = [("desk", "light"), ("phone", "dark"), *([("desk", "dark"), ("phone", "light")] if full() else [])]
"""How a page is looked at; ``make proof`` looks at every size in every theme."""
AXE = Axe().axe_script
LEVELS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@functools.cache
def _browser() -> Browser:
    """One Playwright for the whole process: modules that import the fixture would each start their own."""
    own = next(filter(None, map(shutil.which, NAMES)), None)
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    browser = playwright.chromium.launch(executable_path=own, args=QUIET)
    atexit.register(browser.close)
    return browser


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """The browser on the path, else the one Playwright keeps."""
    return _browser()


class Look:
    """One page open at one size in one theme, with everything the browser complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)  # until it is loaded, its deferred scripts included
        return self.page

    def overflow(self) -> int:
        """How many pixels the page is too wide."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def findings(self, levels: tuple[str, ...] = ("serious", "critical"), *, rules: tuple[str, ...] = ()) -> list[str]:
        """What axe finds, by rule and place; with ``rules`` only these are asked."""
        asked = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else LEVELS
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        # what is in order is not described node by node: that would be most of the work
        found = self.page.evaluate("options => axe.run(options)", asked | {"resultTypes": ["violations"]})["violations"]
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))} {node.get('failureSummary', '')[:200]}"
            for rule in found
            if rule["impact"] in levels
            for node in rule["nodes"]
        ]


def sign_in(context: BrowserContext, address: str, user: Any) -> None:
    """Give the browser a session, as if the person had signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": address, "httpOnly": True}]
    )


@contextmanager
def look(
    browser: Browser,
    address: str,
    user: Any = None,
    *,
    size: str = "desk",
    theme: Literal["light", "dark"] = "light",
    csp: bool = True,
) -> Iterator[Look]:
    """A fresh browser window; ``csp=False`` shows what would run if the policy did not stop it."""
    context = browser.new_context(viewport=SIZES[size], color_scheme=theme, bypass_csp=not csp, reduced_motion="reduce")
    context.add_cookies([{"name": "theme", "value": theme, "url": address}])
    if user is not None:
        sign_in(context, address, user)
    page = context.new_page()
    page.set_default_timeout(10_000)
    try:
        yield Look(page, address)
    finally:
        context.close()
