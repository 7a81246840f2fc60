"""The reference and the tokens in a real browser: wide and narrow, light and dark, in both languages."""

import pytest
from django.utils import translation

from tests.browser import look
from tests.factories.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_cache")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.mark.parametrize(("language", "size", "theme"), [("en", "desk", "light"), ("zh-hans", "phone", "dark")])
def test_the_pages_of_the_api_are_in_order(live_server, chromium, cast, theme, size, language):
    cast.alice.language = language
    cast.alice.save()
    with look(chromium, live_server.url, cast.alice, size=size, theme=theme) as window:
        window.open("/api/docs/")
        assert window.overflow() <= 0
        assert window.findings() == []
        page = window.open("/api/docs/meetings/")
        assert window.findings() == []
        page.click("#meetings_hold > summary")
        assert page.is_visible("#meetings_hold .api-values")
        assert window.overflow() <= 0

        window.open("/api/tokens/")
        assert window.findings() == []
        page.fill("#id_name", "夜间导出")
        page.click("main form button[type=submit]")
        assert page.input_value(".copy-value").startswith("brm_")
        assert window.overflow() <= 0
        assert window.complaints == []
    translation.activate("en")


def test_a_token_is_revoked_after_a_question(live_server, chromium, cast):
    with look(chromium, live_server.url, cast.alice) as window:
        page = window.open("/api/tokens/")
        page.fill("#id_name", "Export")
        page.click("main form button[type=submit]")
        window.open("/api/tokens/")

        page.click("td form button")
        page.click("dialog[open] button.btn-danger, dialog[open] [data-confirm-yes], dialog[open] button[type=submit]")
        page.wait_for_load_state("networkidle")

        assert "Revoked" in page.inner_text("main table")
