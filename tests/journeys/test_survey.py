"""Must show 2 of surveys: a campaign from its draft to the archive, a low answer followed up until it is a good one.

With a real worker and beat: nothing opens, invites, rises or closes but by the sweeps and the clock. Whoever is asked
answers on a phone without scripts and without an account.
"""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.models import User
from brm.api.domain.tokens import make_token
from brm.calendars.domain.defaults import ensure_default_calendar
from brm.core import clock
from brm.parties.enums import ContactKind
from brm.parties.models import Relationship
from surveys.answering.models import FollowUp
from surveys.asking.domain.budget import set_budget
from surveys.asking.models import Campaign, Invitation
from tests.answering.factories import make_version
from tests.browser import SIZES, Look
from tests.factories.asking import make_rule
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import TeamFactory, UserFactory
from tests.journeys.conftest import Journeys
from tests.journeys.steps import choose, letters, link_in, words_of

pytestmark = [pytest.mark.browser, pytest.mark.proof]
ZONE = ZoneInfo("Asia/Shanghai")
WANG, LI = "wang@hotline.example", "li@hotline.example"
WORDS = "热线等了很久才有人接。"
TITLE = "Hotline, second half"


def local(moment: datetime) -> str:
    """A moment as the form takes it."""
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


@contextmanager
def phone(journeys: Journeys) -> Iterator[Page]:
    """A phone that runs no script and speaks English until the page knows better."""
    context = journeys.browser.new_context(viewport=SIZES["phone"], java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def answer(journeys: Journeys, path: str, *, content: int, words: str = "") -> None:
    """Page by page, as it stands in the mail, on a phone."""
    with phone(journeys) as page:
        page.goto(journeys.address + path)
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        expect(page.locator("h1")).to_have_text("服务怎么样？")
        send = page.locator(".answering-buttons .btn-primary")
        page.locator(f"[name=q-content][value='{content}']").check(force=True)
        page.locator(f"[name=q-easy][value='{content}']").check(force=True)
        send.click()
        if words:
            page.fill("textarea[name=q-why]", words)
        page.locator(f"[name=q-recommend][value='{2 * content - 1}']").check(force=True)
        while send.count():
            if page.locator("[name=q-call]").count():
                page.locator("[name=q-call]").check(force=True)
            send.click()
        expect(page.locator("main")).to_contain_text("非常感谢")


def press(page: Page, words: str) -> None:
    """A button that asks once more."""
    page.click(f"main button:has-text('{words}')")
    page.click("#confirm button[value=yes]")


def filled(window: Look, path: str, back: str, **values: str) -> Page:
    """A form of ours, filled in and sent."""
    page = window.open(path)
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"main label:has([name={name}][value='{value}'])").click()
        else:
            field.fill(value)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**{back}")
    return page


def close_event(journeys: Journeys, customer: Relationship, number: str) -> None:
    """The customer's own tool tells that a ticket of 王芳's is closed; said twice it is one."""
    secret = make_token(customer.owner, name="their tool", access="write", by=customer.owner)[1]
    now = clock.now()
    facts = {
        "relationship": customer.pk, "number": number, "opened_at": (now - timedelta(hours=2)).isoformat(),
        "closed_at": now.isoformat(), "state": "Closed", "location": "Here", "made_sla": True,
        "caller": "王芳", "caller_email": WANG,
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    for expected in (201, 200):
        request = urllib.request.Request(
            f"{journeys.address}/api/v1/service-events/", json.dumps(facts).encode(), headers
        )
        with urllib.request.urlopen(request) as said:
            assert said.status == expected


def asked(journeys: Journeys, **which: Any) -> Any:
    """An invitation is planned by the sweep; when its moment comes the mail arrives. Answers the mail."""
    before = len(letters(journeys, WANG))
    invitation = journeys.until(lambda: Invitation.objects.filter(contact__email=WANG, **which).first())
    journeys.let_pass(max(invitation.step_at - clock.now(), timedelta()) + timedelta(seconds=1))
    return journeys.until(lambda: letters(journeys, WANG)[before:])[0]


@pytest.mark.req("Q-01", "Q-02", "Q-03", "Q-04", "Q-10", "INV-30", "INV-31", "INV-32", "K-13")
def test_a_campaign_goes_from_draft_to_archive_and_a_low_answer_becomes_a_good_one(journeys: Journeys) -> None:
    ensure_default_calendar()
    mei, lin = UserFactory(name="Mei"), UserFactory(name="Lin", roles=["lead"])
    hao, chen = UserFactory(name="Hao", roles=["lead"]), UserFactory(name="Chen", roles=["executive"])
    team, ada = TeamFactory(members=[mei], leads=[lin]), journeys.cast.ada
    activate_ladder(make_ladder(team, by=ada, first=lin, second=hao, third=chen), by=ada)
    set_budget(by=ada, cool_down_days=3)
    customer = RelationshipFactory(owner=mei, team=team, organisation__name="热线科技")
    people = {"organisation": customer.organisation, "language": "zh-hans"}
    ContactFactory(name="王芳", email=WANG, kind=ContactKind.SERVICE_USER, **people)
    ContactFactory(name="李雷", email=LI, **people)
    version = make_version()

    campaign = drafted(journeys, mei, version.questionnaire)
    page_path = campaign.get_absolute_url()
    with journeys.window(lin) as window:
        page = window.open("/")
        expect(page.locator("main")).to_contain_text(f"The survey “{TITLE}” waits for your approval")
        page = window.open(page_path)
        press(page, "Approve")
        page.wait_for_selector("main :text('It opens by itself')")

    # opened by the sweep, the invitation comes on a morning of hers, in Chinese
    journeys.let_pass(campaign.opens_at - clock.now() + timedelta(seconds=1))
    journeys.until(lambda: _now(campaign).status == "open")
    invitation = asked(journeys, campaign=campaign)
    assert str(invitation["Subject"]) == "服务怎么样？"
    assert "只需一分钟。" in words_of(invitation)
    assert not letters(journeys, LI)
    answer(journeys, link_in(invitation, "/s/"), content=1, words=WORDS)

    # low: on Mei's Today; nobody moves, and it rises
    follow_up = FollowUp.objects.get(relationship=customer)
    assert (follow_up.owner, follow_up.score_before) == (mei, 0)
    with journeys.window(mei) as window:
        expect(window.open("/").locator("main")).to_contain_text("王芳 of 热线科技 is not content: speak with them")
    journeys.let_pass(follow_up.due_at - clock.now() + timedelta(seconds=1))
    journeys.until(lambda: _now(follow_up).risen_to == lin)
    journeys.until(lambda: letters(journeys, lin.email, "Nobody has spoken with 王芳"))
    with journeys.window(lin) as window:
        expect(window.open("/").locator("main")).to_contain_text("Risen to you: 王芳 of 热线科技 is not content")

    # spoken with, done; her next ticket is asked about too, and she is content
    path = follow_up.get_absolute_url()
    with journeys.window(mei) as window:
        expect(window.open(page_path).locator("main .stat:has-text('Response rate')")).to_contain_text("100")
        page = filled(window, f"{path}contact/", path, note="她等了二十分钟。")
        expect(page.locator("main")).to_contain_text(WORDS)
        page = filled(window, f"{path}finish/", path, outcome="improving", note="热线增加了两个人。")
        expect(page.locator("main")).to_contain_text("Not asked again yet")
    assert _now(follow_up).status == "done"
    rule = make_rule(at=clock.now(), questionnaire=version.questionnaire, remind_days=None)
    journeys.let_pass(timedelta(days=4))
    close_event(journeys, customer, "INC7700001")
    answer(journeys, link_in(asked(journeys, rule=rule), "/s/"), content=5)
    with journeys.window(mei) as window:
        page = window.open(path)
        expect(page.locator("main dl:has-text('With their next answer')")).to_contain_text("100")

    # closed by the sweep, analysed, passed on, confirmed, archived
    journeys.let_pass(campaign.closes_at - clock.now() + timedelta(seconds=1))
    journeys.until(lambda: _now(campaign).status == "closed")
    with journeys.window(mei) as window:
        expect(window.open("/").locator("main")).to_contain_text(f"The survey “{TITLE}” is closed")
        filled(window, f"{page_path}practice/", page_path, text="打回电话的人被感谢。")
        page = filled(window, f"{page_path}analyse/", page_path, summary="热线太慢。")
        press(page, "Pass the results on")
        page.wait_for_selector("main button:has-text('Archive')")
        confirmed(journeys, lin.email, title="I have read this", thanks="Thank you")
        confirmed(journeys, LI, title="我已阅读", thanks="谢谢")
        page = window.open(page_path)
        expect(page.locator("main")).to_contain_text("2 / 2")
        journeys.inspector.check(window, "campaign passed on")
        page.click("main button:has-text('Archive')")
        page.wait_for_selector("main :text('It is done. Copy it for the next period.')")
    assert _now(campaign).status == "archived"
    assert len(letters(journeys, WANG)) == 2
    ten = clock.now().astimezone(ZONE).replace(hour=10, minute=0) + timedelta(days=1)
    journeys.let_pass(ten - clock.now())  # the next journey crosses no midnight by chance


def drafted(journeys: Journeys, mei: User, questionnaire: Any) -> Campaign:
    """Mei drafts it, names who is told, and sees that her lead has it now."""
    opens = clock.now() + timedelta(hours=1)
    with journeys.window(mei) as window:
        page = window.open("/surveys/asking/campaigns/new/")
        page.fill("[name=title]", TITLE)
        page.select_option("[name=questionnaire]", str(questionnaire.pk))
        page.locator("label:has([name=kinds][value=user])").click()
        choose(page, "id_relationships", "热线科技")
        page.fill("[name=opens_at]", local(opens))
        page.fill("[name=closes_at]", local(opens + timedelta(days=20)))
        page.fill("[name=spread_days]", "1")
        page.evaluate("scrollTo(0, 0)")  # under the head that sticks nothing can be pressed
        assert window.findings() == []
        page.click("main form button[type=submit]")
        page.wait_for_selector("main :text('the distribution list is empty')")
        campaign = Campaign.objects.get(title=TITLE)
        path = campaign.get_absolute_url()
        for field, words in (("id_user", "Lin"), ("id_contact", "李雷")):
            page = window.open(f"{path}reader/")
            choose(page, field, words)
            page.click("main form button[type=submit]")
            page.wait_for_url(f"**{path}")
        expect(page.locator("main")).to_contain_text("Your lead finds it on Today and approves it.")
    return campaign


def confirmed(journeys: Journeys, address: str, *, title: str, thanks: str) -> None:
    """Somebody on the list opens the link of their mail on a phone and says that they have read it."""
    mail = journeys.until(lambda: letters(journeys, address, TITLE))[-1]
    assert "热线太慢。" in words_of(mail)
    with phone(journeys) as page:
        page.goto(journeys.address + link_in(mail, "/surveys/asking/results/"))
        page.click(f"button:has-text('{title}')")
        expect(page.locator("main")).to_contain_text(thanks)


def _now(record: Any) -> Any:
    """A record as worker and beat have left it."""
    record.refresh_from_db()
    return record
