"""The essential forms where no script runs: plain forms, plain pages, on a phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from brm.communications.models import Interaction, Occurrence
from brm.core import clock
from brm.parties.models import Relationship
from tests.browser import SIZES
from tests.factories.communications import DAILY, make_plan
from tests.factories.parties import RelationshipFactory
from tests.factories.people import PASSWORD
from tests.journeys.conftest import Journeys

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def customer(journeys: Journeys) -> Relationship:
    """A customer of Bob's with a meeting due today."""
    relationship = RelationshipFactory(
        owner=journeys.cast.bob, team=journeys.cast.team, organisation__name="Plain Paper Co"
    )
    make_plan(
        relationship, rule=DAILY | {"holidays": "keep", "grace_days": 3}, title="Plain talk", at=clock.now(),
        start_on=clock.today("Asia/Shanghai"), ours=[journeys.cast.bob],
    )  # fmt: skip
    return relationship


@pytest.fixture(scope="module")
def page(journeys: Journeys, customer: Relationship) -> Iterator[Page]:
    """Bob's phone, signed in by the plain form."""
    context = journeys.browser.new_context(java_script_enabled=False, viewport=SIZES["phone"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{journeys.address}/accounts/sign-in/")
    page.fill("#id_login", journeys.cast.bob.email)
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('Sign in')")
    expect(page.locator("h1")).to_have_text("Today")
    yield page
    context.close()


@pytest.mark.req("C-09")
def test_a_contact_is_logged(journeys: Journeys, page: Page, customer: Relationship) -> None:
    page.goto(f"{journeys.address}/communications/contacts/log/?relationship={customer.pk}")
    page.fill("[name=summary]", "")
    page.click("button:has-text('Log it')")
    expect(page.locator(".field-error").first).to_be_visible()
    page.fill("[name=summary]", "Said on plain paper")
    page.click("button:has-text('Log it')")

    expect(page.locator("body")).to_contain_text("Contact with Plain Paper Co logged.")
    assert Interaction.objects.filter(relationship=customer, summary="Said on plain paper").exists()


@pytest.mark.req("C-06")
def test_a_meeting_is_held(journeys: Journeys, page: Page, customer: Relationship) -> None:
    due = Occurrence.objects.filter(relationship=customer).order_by("due_on")
    meeting = journeys.until(lambda: due.filter(status="due").first())
    page.goto(f"{journeys.address}/communications/meetings/{meeting.pk}/")
    page.click("a:has-text('Record the minutes')")
    page.fill("[name=review]", "All well.")
    page.fill("[name=issues]", "Paper is dear.")
    page.fill("[name=improvement]", "Write on both sides.")
    page.fill("[name=conclusion]", "Agreed.")
    page.locator("[name$='-title']").first.fill("Buy thinner paper")
    due_on = clock.today("Asia/Shanghai") + timedelta(days=3)
    page.locator("[name$='-due_on']").first.fill(due_on.isoformat())
    page.click("button:has-text('Save the minutes')")

    expect(page.locator("body")).to_contain_text("Buy thinner paper")
    meeting.refresh_from_db()
    assert meeting.status == "held"


@pytest.mark.req("C-33")
def test_a_customer_is_registered(journeys: Journeys, page: Page) -> None:
    page.goto(f"{journeys.address}/customers/new/")
    page.fill("[name=name]", "Paper Tigers 纸老虎")
    page.click("main form button[type=submit]:has-text('Save'), main form.form button.btn-primary[type=submit]")

    expect(page.locator("h1")).to_contain_text("Paper Tigers 纸老虎")
    assert Relationship.objects.filter(organisation__name="Paper Tigers 纸老虎", owner=journeys.cast.bob).exists()
