"""Must show 2: a plan made today keeps itself, with a real worker and beat and nobody's help.

It becomes a meeting, a reminder, a line on Today; the minutes become action items; what is left past its period is
counted missed and the lead is told.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from brm.communications.models import Occurrence, Plan
from brm.core import clock
from tests.browser import Look
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.journeys.conftest import Journeys
from tests.journeys.steps import choose, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.proof]


def told(journeys: Journeys, address: str, *words: str) -> bool:
    """Whether a mail with one of these in its subject has reached the address."""
    return any(
        mail.recipient == address and any(word in str(mail.message["Subject"]) for word in words)
        for mail in list(journeys.box.taken)
    )


def make_plan(journeys: Journeys, window: Look, relationship: Any, title: str, guest: str = "") -> int:
    """Draft a daily plan from today on and record that the other side agreed."""
    page = window.open(f"/communications/plans/new/?relationship={relationship.pk}")
    page.fill("[name=title]", title)
    page.locator("label:has(input[name=frequency][value=custom])").click()
    page.fill("[name=custom]", "FREQ=DAILY")
    page.fill("[name=grace_days]", "0")
    page.locator("label:has(input[name=holidays][value=keep])").click()
    page.fill("[name=meet_at]", "23:30")
    page.fill("[name=reminder_days]", "1")
    if guest:
        choose(page, "id_theirs", guest)
    expect(page.locator("#rhythm")).to_contain_text(re.compile("every day|daily", re.IGNORECASE))
    journeys.inspector.check(window, "plan form")
    page.click("button:has-text('Save the draft')")
    page.wait_for_selector("text=Not agreed yet")
    page.click("a:has-text('Record the agreement')")
    page.wait_for_selector("dialog[open] [name=note_text]")
    page.fill("[name=note_text]", "王芳, on the phone")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector(".page-title .pill:has-text('Active')")
    journeys.inspector.check(window, "plan")
    return Plan.objects.get(title=title).pk


@pytest.mark.req("C-05", "C-06", "C-08", "INV-27")
def test_a_plan_made_today_keeps_itself(journeys: Journeys) -> None:
    cast = journeys.cast
    kept = RelationshipFactory(owner=cast.alice, team=cast.team, organisation__name="Kept Promises Ltd")
    left = RelationshipFactory(owner=cast.alice, team=cast.team, organisation__name="Left Alone Ltd")
    ContactFactory(organisation=kept.organisation, name="王芳", email="wang@kept.example")

    with journeys.window() as window:
        page = sign_in(window, cast.alice)
        plan = make_plan(journeys, window, kept, "Morning call", guest="王芳")
        make_plan(journeys, window, left, "Evening call")

        # nobody does anything: beat and worker do
        today = clock.today("Asia/Shanghai")
        meeting = journeys.until(lambda: Occurrence.objects.filter(plan=plan, due_on=today, status="due").first())
        journeys.until(lambda: told(journeys, cast.alice.email, "Morning call with Kept Promises Ltd"))
        journeys.until(lambda: told(journeys, "wang@kept.example", "Morning call"))
        page = window.open("/")
        expect(page.locator(".attention", has_text="Morning call")).to_have_count(1)
        journeys.inspector.check(window, "today")

        # held, with minutes, from the line on Today
        page.locator(".attention", has_text="Morning call").locator(".attention-actions a").first.click()
        page.wait_for_load_state("networkidle")
        if "/hold/" not in page.url:
            journeys.inspector.check(window, "meeting before")
            page.click("a:has-text('Record the minutes')")
        page.wait_for_selector("[name=review]")
        page.fill("[name=review]", "All incidents of the month were within their limits.")
        page.fill("[name=issues]", "The night shift waits too long for spare parts.")
        page.fill("[name=improvement]", "A second depot near the airport.")
        page.fill("[name=conclusion]", "We go on, and look at the depot in a month.")
        line = page.locator(".minutes-line").first
        line.locator("[name$=title]").fill("Ask for a quotation for the depot")
        line.locator("[name$=due_on]").fill((today + timedelta(days=14)).isoformat())
        page.locator("button:has-text('One more action item')").last.click()
        line = page.locator(".minutes-line").last
        expect(line.locator("[name$=title]")).to_be_focused()
        line.locator("[name$=title]").fill("Look at the airport")
        line.locator("[name$=due_on]").fill((today + timedelta(days=7)).isoformat())
        journeys.inspector.check(window, "minutes form")
        page.click("button:has-text('Save the minutes')")
        page.wait_for_selector(".page-title .pill:has-text('Held')")
        journeys.inspector.check(window, "meeting after")
        expect(page.locator("main")).to_contain_text("Ask for a quotation for the depot")
        expect(page.locator("main")).to_contain_text("Look at the airport")
        page = window.open("/action-items/?q=quotation")
        expect(page.locator("main")).to_contain_text("Ask for a quotation for the depot")
        page = window.open("/")
        expect(page.locator(".attention", has_text="Morning call")).to_have_count(0)
        meeting.refresh_from_db()
        assert meeting.status == "held"
        journeys.until(lambda: told(journeys, "wang@kept.example", "Minutes", "纪要"))

    # the other is left past its period
    journeys.let_pass(timedelta(days=1))
    journeys.until(
        lambda: Occurrence.objects.filter(plan__title="Evening call", due_on=today, status="missed").exists()
    )
    journeys.until(lambda: told(journeys, cast.lena.email, "Missed: Evening call with Left Alone Ltd"))
    with journeys.window() as window:
        page = sign_in(window, cast.lena)
        missed = page.locator(".attention", has_text="Evening call")
        expect(missed.first).to_be_visible()
        expect(missed.first).to_contain_text("Left Alone Ltd")
        page = window.open("/notifications/")
        expect(page.locator("main")).to_contain_text("Left Alone Ltd")
        journeys.inspector.check(window, "inbox")
        page = window.open("/?view=team")
        journeys.inspector.check(window, "today of the team")
