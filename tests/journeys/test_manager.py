"""A relationship manager's morning: Today, the quick log, a customer, a promise, the calendar, a file of customers."""

import re
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from brm.communications.domain.silence import show_silence
from brm.communications.models import Interaction
from brm.core import clock
from brm.parties.models import Relationship
from tests.browser import Look
from tests.factories.communications import make_plan
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.journeys.conftest import Journeys
from tests.journeys.steps import choose, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.proof]


@pytest.fixture(scope="module")
def silent(journeys: Journeys) -> Relationship:
    """A customer of Bob's that has heard nothing for long, with a contact and a weekly plan."""
    bob, long_ago = journeys.cast.bob, clock.now() - timedelta(days=200)
    relationship = RelationshipFactory(
        owner=bob, team=journeys.cast.team, tier="A", organisation__name="Silent Running AG", at=long_ago
    )
    ContactFactory(organisation=relationship.organisation, name="Sonja Still", at=long_ago)
    RelationshipFactory(owner=bob, team=journeys.cast.team, tier="C", organisation__name="北方物流有限公司")
    make_plan(
        relationship, rule={"frequency": "weekly", "weekdays": [0, 2, 4], "holidays": "keep"}, title="Jour fixe",
        start_on=clock.today("Asia/Shanghai"), at=clock.now(),
    )  # fmt: skip
    show_silence()
    return relationship


@pytest.fixture(scope="module")
def window(journeys: Journeys, silent: Relationship) -> Iterator[Look]:
    """Bob's browser, signed in through the page, open for the whole morning."""
    with journeys.window() as window:
        sign_in(window, journeys.cast.bob)
        yield window


@pytest.mark.req("C-09", "K-10")
def test_the_silent_are_on_today_and_a_quick_log_clears_them(
    journeys: Journeys, window: Look, silent: Relationship
) -> None:
    page = window.open("/")
    line = page.locator(".attention", has_text="Silent Running AG has never heard from us")
    expect(line.first).to_be_visible()
    journeys.inspector.check(window, "today")

    page.keyboard.press("n")
    page.wait_for_selector("dialog[open] [name=summary]")
    choose(page, "id_relationship", "Silent Running AG")
    expect(page.locator("dialog[open]")).to_contain_text("With whom")
    journeys.inspector.check(window, "quick log")
    page.locator("dialog[open] label:has(input[name=channel][value=visit])").click()
    choose(page, "id_contacts", "Sonja Still")
    page.fill("dialog[open] [name=summary]", "They miss a person to call at night.")
    page.locator("dialog[open] label:has(input[name=perception][value='-1'])").click()
    page.click("dialog[open] button:has-text('Log it')")
    page.wait_for_selector("text=Contact with Silent Running AG logged.")

    expect(line).to_have_count(0)
    record = Interaction.objects.get(relationship=silent)
    assert (record.channel, record.perception, record.contacts.get().name) == ("visit", -1, "Sonja Still")
    page = window.open(f"/communications/contacts/{record.pk}/")
    expect(page.locator("main")).to_contain_text("They miss a person to call at night.")
    journeys.inspector.check(window, "contact record")


@pytest.mark.req("C-06")
def test_from_the_list_to_a_customer_to_a_promise_kept(journeys: Journeys, window: Look, silent: Relationship) -> None:
    page = window.open("/customers/")
    journeys.inspector.check(window, "customer list")
    page.fill(".filter-search input", "Silent")
    page.wait_for_url("**/customers/?*q=Silent*")
    expect(page.locator("td.is-title")).to_have_count(1)
    page.click("td.is-title a")
    page.wait_for_selector("h1:has-text('Silent Running AG')")
    journeys.inspector.check(window, "customer")
    tabs = [tab.get_attribute("href") or "" for tab in page.locator(".tabs-row a").all()]
    for address in tabs:
        if address.startswith("?tab="):
            window.open(f"/customers/{silent.pk}/{address}")
            journeys.inspector.check(window, f"customer {address}")

    page = window.open(f"/customers/{silent.pk}/")
    page.locator(".glance [data-drawer-url*='action-items/new']").click()
    page.wait_for_selector("dialog[open] [name=title]")
    page.fill("dialog[open] [name=title]", "Name a person for the nights")
    page.fill("dialog[open] [name=due_on]", (clock.today("Asia/Shanghai") + timedelta(days=9)).isoformat())
    journeys.inspector.check(window, "action item form")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("dialog[open]", state="detached")
    page = window.open("/action-items/?q=nights")
    page.click("text=Name a person for the nights")
    page.wait_for_selector("h1:has-text('Name a person for the nights')")
    journeys.inspector.check(window, "action item")
    page.click("button:has-text('Done')")
    page.wait_for_selector(".page-title .pill:has-text('Done')")


@pytest.mark.req("C-07")
def test_the_calendar_and_its_feed(journeys: Journeys, window: Look, silent: Relationship) -> None:
    page = window.open("/communications/calendar/")
    for view in ("Month", "Week", "List"):
        page.locator(".segments a, .segment", has_text=view).first.click()
        page.wait_for_url(f"**view={view.lower()}*")
        expect(page.locator("main :text('Silent Running AG'):visible").first).to_be_visible()
        journeys.inspector.check(window, f"calendar by {view.lower()}")
    page.click("text=In my own calendar")
    page.click("button:has-text('Make an address')")
    page.wait_for_selector("text=It is shown only now")
    journeys.inspector.check(window, "feed")
    found = re.search(r"https?://\S+?\.ics", page.inner_html("main"))
    assert found
    address = journeys.address + re.sub(r"^https?://[^/]+", "", found[0])
    with urllib.request.urlopen(address) as answer:
        assert "Silent Running AG" in answer.read().decode().replace("\r\n ", "")


def test_a_file_of_customers_is_taken_over(journeys: Journeys, window: Look, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(
        "Company,Tier,Region\n上海晨光科技,A,华东\nNordlicht GmbH,B,Hamburg\nWrong One,Z,?\n", encoding="gb18030"
    )
    page = window.open("/imports/new/")
    journeys.inspector.check(window, "import: file")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector("text=上海晨光科技")
    journeys.inspector.check(window, "import: columns")
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_selector("text=Some rows have errors", timeout=30_000)  # the worker compares
    journeys.inspector.check(window, "import: differences")
    page.get_by_role("button", name=re.compile("Take over 2 rows")).click()
    page.wait_for_selector("text=2 rows were taken over", timeout=30_000)
    journeys.inspector.check(window, "import: done")
    page = window.open("/customers/?q=晨光")
    expect(page.locator("td.is-title")).to_have_text(["上海晨光科技"])


def test_language_and_appearance_change_and_stay(journeys: Journeys, window: Look) -> None:
    page = window.open("/")
    page.click(".top-theme > summary:visible")
    page.click(".top-theme [value=dark]:visible")
    page.wait_for_function("document.documentElement.dataset.bsTheme === 'dark'")
    page.wait_for_load_state("networkidle")
    page.click(".top-language > summary:visible")
    page.click(".top-language [value=zh-hans]:visible")
    page.wait_for_selector("h1:has-text('今天'), h1:has-text('今日')")

    page = window.open("/customers/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert page.locator("html").get_attribute("lang") in {"zh-Hans", "zh-hans", "zh-CN"}
    expect(page.locator("h1")).to_contain_text("客户")
    journeys.inspector.check(window, "customer list in Chinese")
    journeys.cast.bob.refresh_from_db()
    assert (journeys.cast.bob.language, journeys.cast.bob.theme) == ("zh-hans", "dark")
    page.click(".top-language > summary:visible")
    page.click(".top-language [value=en]:visible")
    page.wait_for_selector("h1:has-text('Customers')")
