"""What the scripts add, in a real browser: and that nothing is lost where they do not run."""

import pytest

from brm.ui.models import SavedView
from tests.browser import look, sign_in
from tests.factories.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def portal(pages, people, live_server):
    cast = make_cast()
    people("Ann", "Ben", "王芳", "Dan", "Eve", language="zh-hans")
    return live_server.url, cast


def names(page):
    return page.locator("td.is-title").all_inner_texts()


def test_a_filter_refreshes_the_results_alone(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/")
        page.evaluate("window.kept = true")

        page.fill("main input[type=search][name=q]", "n")
        page.wait_for_url("**/people/?q=n")

        assert names(page) == ["Ann", "Ben", "Dan"]
        assert page.evaluate("window.kept") is True
        assert "3 matches" in page.locator("#announcer").inner_text()
        page.go_back()
        page.wait_for_selector("text=5 entries")
        assert window.complaints == []


def test_pages_turn_and_rows_are_chosen(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/")
        page.click("a[rel=next]")
        page.wait_for_selector("a[rel=prev]")
        assert names(page) == ["Eve", "王芳"]

        page.check("[data-check-all]")

        assert page.inner_text("[data-bulk-count]") == "2 selected"
        page.check("[name=all]")
        page.click("text=Archive")
        page.wait_for_url("**/archive/")
        assert page.inner_text("body") == "Ann,Ben,Dan,Eve,王芳"


def test_the_palette_is_reached_and_left_by_keyboard(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.ada) as window:
        page = window.open("/people/")
        page.keyboard.press("Control+k")
        page.keyboard.type("outb")
        page.wait_for_selector("[role=option][aria-selected=true]")

        assert page.locator("[role=option][aria-selected=true]").inner_text().startswith("Outbox")
        assert page.locator("#palette-input").get_attribute("aria-activedescendant")
        page.keyboard.press("Escape")
        assert not page.locator("#palette").is_visible()
        page.keyboard.press("/")
        page.keyboard.type("outb")
        page.keyboard.press("Enter")
        page.wait_for_url("**/outbox/**")


def test_help_shows_the_keys_and_they_rest_while_typing(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/")
        page.keyboard.press("?")
        assert page.locator("#shortcut-help").is_visible()
        page.keyboard.press("Escape")
        page.focus("main input[type=search][name=q]")
        page.keyboard.type("?")

        assert not page.locator("#shortcut-help").is_visible()


def test_shortcuts_switched_off_stay_off(portal, chromium):
    address, cast = portal
    cast.alice.shortcuts = False
    cast.alice.save()
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/")
        page.keyboard.press("?")

        assert not page.locator("#shortcut-help").is_visible()


def test_the_theme_changes_at_once_and_stays(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/")
        page.click(".top .top-theme > summary")
        page.click(".top .top-theme [value=dark]")
        page.wait_for_function("document.documentElement.dataset.bsTheme === 'dark'")
        page.wait_for_load_state("networkidle")

        page.reload()

        assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_a_view_is_saved_from_the_menu(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.alice) as window:
        page = window.open("/people/?language=zh-hans")
        page.click("summary[aria-label=Views]")
        page.fill("#view-title", "Speakers of Chinese")
        page.check("#view-pinned")
        page.click("text=Save view")
        page.wait_for_selector(".side >> text=Speakers of Chinese")

        assert page.locator(".tab[aria-current=page]").inner_text() == "Speakers of Chinese"
    assert SavedView.objects.get().filters == {"language": ["zh-hans"]}


def test_what_cannot_be_taken_back_is_asked_first(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.ada) as window:
        page = window.open("/styleguide/")
        page.locator("main button[data-confirm]").last.click()
        assert page.locator("#confirm").is_visible()
        page.click("#confirm button[value=no]")

        assert not page.locator("#confirm").is_visible()


def test_typed_text_survives_a_lost_connection(portal, chromium):
    address, cast = portal
    with look(chromium, address, cast.ada) as window:
        page = window.open("/styleguide/")
        page.evaluate("document.querySelectorAll('form[data-guard]')[0].dataset.draft = 'sample'")
        page.fill("#id_plain-name", "Typed by hand")
        page.context.set_offline(True)
        page.evaluate("document.querySelector('#id_plain-name').form.requestSubmit()")
        page.wait_for_selector(".toast-note >> text=No connection")

        assert page.input_value("#id_plain-name") == "Typed by hand"
        assert "Typed by hand" in page.evaluate("Object.values(localStorage).join()")


def test_everything_works_without_scripts(portal, chromium):
    address, cast = portal
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    sign_in(context, address, cast.alice)
    page = context.new_page()
    page.goto(f"{address}/people/")

    page.fill("main input[type=search][name=q]", "n")
    page.press("main input[type=search][name=q]", "Enter")
    page.wait_for_url("**q=n**")
    assert names(page) == ["Ann", "Ben", "Dan"]
    page.click("summary[aria-label=Columns]")
    page.uncheck("#col-email")
    page.click("text=Show these")
    page.wait_for_selector("thead >> text=E-mail", state="detached")
    page.click(".bottom [data-side-open]")
    page.wait_for_timeout(400)
    assert page.locator(".side").is_visible()
    context.close()
