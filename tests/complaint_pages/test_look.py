"""The desk and a complaint in a real browser: acknowledged in the drawer, in order on a phone and in the dark."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from brm.core import clock
from customers.complaints.models import Complaint
from tests.browser import chromium, look
from tests.complaint_pages.conftest import Desk, door
from tests.factories.communications import NOON

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_cache")]


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_a_complaint_is_acknowledged_from_the_desk(
    live_server: Any, chromium: Any, desk: Desk, filed: Callable[..., Complaint], size: str, theme: str
):
    filed("refused", title="Refused")
    filed("waiting", title="Waiting")
    complaint = filed("received", title="Nothing prints", path="relayed")
    clock.travel(NOON + timedelta(hours=2))
    pages = (
        reverse("complaints:list"), door("detail", complaint), reverse("complaints:analysis"),
        reverse("complaints:ladders"), reverse("complaints:watched"), reverse("complaints:new"),
    )  # fmt: skip
    with look(chromium, live_server.url, desk.owner, size=size, theme=theme) as window:
        page = window.open(pages[0])
        page.click(f"a[href='{door('acknowledge', complaint)}']")
        page.wait_for_selector("dialog[open] #form-part")
        page.click("dialog[open] #form-part button[type=submit]")
        page.wait_for_load_state("networkidle")
        page.wait_for_selector(".next-step")
        assert "Assess how grave it is" in page.inner_text(".next-step")
        for path in pages:
            window.open(path)
            assert window.overflow() <= 0, path
            assert window.findings() == [], path
        assert window.complaints == []


def test_a_message_that_was_sent_is_not_put_back(chromium, live_server, desk, filed):
    complaint = filed("acknowledged")
    clock.travel(NOON + timedelta(hours=2))
    with look(chromium, live_server.url, desk.owner) as window:
        page = window.open(door("detail", complaint))
        page.fill("#id_text", "We change the lock")
        page.click("form[action$='/write/'] button[type=submit]")
        page.wait_for_url("**#talk")
        page.wait_for_load_state("networkidle")

        assert "We change the lock" in page.inner_text("#talk")
        assert page.input_value("#id_text") == ""
