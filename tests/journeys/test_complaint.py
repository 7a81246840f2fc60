"""Must show 1: a contact is invited, complains on a phone, is heard, refuses, rises, accepts; the history tells it.

With a real worker and beat: every mail comes by itself, and the clock alone lets it rise to the right people.
"""

import base64
import hashlib
import hmac
import json
import struct
import urllib.request
import zlib
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from brm.accounts.domain.ladders import activate_ladder, change_ladder, make_ladder
from brm.calendars.domain.defaults import ensure_default_calendar
from brm.core import clock
from brm.parties.models import Contact
from customers.complaints.models import Complaint
from tests.browser import Look
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.fakes.services import ANSWERS
from tests.journeys.conftest import Journeys
from tests.journeys.steps import letters, link_in, words_of

pytestmark = [pytest.mark.browser, pytest.mark.proof]
WANG = "wang@retail.example"
TEXT = "二楼三台收银机从早上九点起死机，排队已经到门口。\n重启过两次没有用。"


def answer_to(message: Any, text: str) -> bytes:
    """Her answer by mail, as our mail server hands it over: what we wrote is quoted below."""
    answer = EmailMessage()
    answer["From"], answer["To"] = f"王芳 <{WANG}>", str(message["Reply-To"])
    answer["Subject"], answer["Message-ID"] = f"回复：{message['Subject']}", "<answer-1@retail.example>"
    answer["In-Reply-To"] = str(message["Message-ID"])
    quoted = "\n".join(f"> {line}" for line in words_of(message).splitlines())
    answer.set_content(f"{text}\n\n在 2026年11月23日，服务门户写道：\n{quoted}\n")
    vouched = f"mx.our.example; dkim=pass header.d=retail.example header.s=a; spf=pass smtp.mailfrom={WANG}"
    return f"Authentication-Results: {vouched}\r\n".encode() + answer.as_bytes()


def hand_in(journeys: Journeys, raw: bytes) -> None:
    """What a mail service does with a mail for us: post it, signed."""
    moment = str(int(clock.now().timestamp()))
    key = base64.b64decode(ANSWERS["INBOUND_WEBHOOK_SECRET"].removeprefix("whsec_"))
    said = base64.b64encode(hmac.new(key, f"msg_1.{moment}.".encode() + raw, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "message/rfc822", "webhook-id": "msg_1", "webhook-timestamp": moment,
        "webhook-signature": f"v1,{said}",
    }  # fmt: skip
    request = urllib.request.Request(f"{journeys.address}/inbound/hand-in/", raw, headers)
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer) == {"taken": True}


def picture(folder: Path) -> Path:
    """A real photograph, as far as a browser can tell."""
    rows = b"".join(b"\0" + bytes(v for x in range(96) for v in (200, 120, (x + y) % 256)) for y in range(96))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = folder / "tills.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 96, 96, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


def take(window: Look, complaint: Complaint, step: str, **answers: str) -> Page:
    """One step of ours, on its own page."""
    page = window.open(f"/complaints/{complaint.pk}/{step}/")
    for name, value in answers.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"main label:has([name={name}][value='{value}'])").click()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.evaluate(
                "(field, value) => field.tomselect ? field.tomselect.setValue(value) : field.value = value", value
            )
        else:
            field.fill(value)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/complaints/{complaint.pk}/")
    return page


@pytest.mark.req("C-10", "C-12", "C-13", "C-14", "INV-11", "INV-12", "INV-14", "INV-60")
def test_a_complaint_on_a_phone_is_heard_until_it_is_settled(journeys: Journeys) -> None:
    cast = journeys.cast
    ensure_default_calendar()
    head, chief = UserFactory(name="Hugo", roles=["lead"]), UserFactory(name="Chiara", roles=["executive"])
    ladder = make_ladder(cast.team, by=cast.ada)
    ladder = change_ladder(ladder, by=cast.ada, first=cast.lena, second=head, third=chief)
    activate_ladder(ladder, by=cast.ada)
    customer = RelationshipFactory(owner=cast.alice, team=cast.team, organisation__name="悦购零售", tier="A")
    contact = ContactFactory(organisation=customer.organisation, name="王芳", email=WANG, language="zh-hans")

    # invited by mail, from her page
    with journeys.window(cast.alice) as window:
        page = window.open(f"/contacts/{contact.pk}/portal/")
        page.locator("label:has([name=role][value=customer])").click()
        page.click("main form button[type=submit]")
        expect(page.locator("main")).to_contain_text("has not chosen a password yet")
    invitation = journeys.until(lambda: letters(journeys, WANG))[0]
    path = link_in(invitation, "/accounts/invitation/")

    with journeys.window(size="phone") as phone:
        page = phone.open(path)
        page.fill("[name=password1]", PASSWORD)
        page.fill("[name=password2]", PASSWORD)
        page.click("form button[type=submit]")
        page.wait_for_selector(".tell-tile")
        expect(page.locator("h1")).to_contain_text("王芳")
        journeys.inspector.check(phone, "portal home")

        # in Chinese, with a photo, on a phone
        page.locator(".tell-tile").first.click()
        page.wait_for_selector("#id_text")
        page.fill("#id_text", TEXT)
        page.set_input_files("[data-photos-camera]", picture(journeys.logs))
        expect(page.locator(".photos-item canvas")).to_have_count(1)
        page.locator("label:has([name=felt][value='2'])").click()
        journeys.inspector.check(phone, "portal filing")
        page.reload()
        expect(page.locator("#id_text")).to_have_value(TEXT)  # a draft outlives the page
        page.set_input_files("[data-photos-camera]", picture(journeys.logs))
        page.click("form#form-part button[type=submit]")
        page.wait_for_selector(".story-item")
        complaint = Complaint.objects.get(relationship=customer)
        expect(page.locator("main")).to_contain_text(complaint.matter.number)
        expect(page.locator(".story-picture img")).to_have_count(1)
        page.locator(".story-picture").scroll_into_view_if_needed()
        expect(page.locator(".story-picture img")).to_have_js_property("naturalWidth", 96)
        journeys.inspector.check(phone, "portal complaint")
        phone.open("/portal/complaints/new/")
        expect(page.locator("#id_text")).to_have_value("")
        journeys.until(lambda: letters(journeys, WANG, complaint.matter.number))
        number = complaint.matter.number

        # nobody moves: limit by limit it rises to the right people
        for level, person in ((1, cast.lena), (2, head)):
            complaint.refresh_from_db()
            journeys.let_pass(complaint.escalate_at - clock.now() + timedelta(seconds=1))
            journeys.until(lambda level=level: _at(complaint).level == level)
            journeys.until(lambda person=person: letters(journeys, person.email, number))
        assert [rise.person for rise in complaint.rises.order_by("level")] == [cast.lena, head]
        assert not letters(journeys, chief.email, number)

        # she answers the mail that confirmed it, and the words land in the complaint
        confirmed = letters(journeys, WANG, number)[0]
        hand_in(journeys, answer_to(confirmed, "补充：第四台也开始死机了。"))
        journeys.until(lambda: complaint.messages.filter(text="补充：第四台也开始死机了。", channel="email").first())
        journeys.until(lambda: letters(journeys, cast.alice.email, number))

        # heard, looked into, answered
        with journeys.window(cast.alice) as window:
            take(window, complaint, "acknowledge", text="我们已经派人到店里。")
            journeys.until(lambda: any("派人到店里" in words_of(mail) for mail in letters(journeys, WANG, number)))
            take(window, complaint, "assess", severity="2", impact="三台收银机", remedy_sought="修好", category="收银")
            take(window, complaint, "investigate", owner=str(cast.alice.pk))
            take(window, complaint, "propose-answer", root_cause="电缆老化", corrective_action="更换电缆",
                 remedy_offered="免费加一条备用线路")  # fmt: skip
            take(window, complaint, "tell-decision", decision="电缆已更换。")
        answers = journeys.until(lambda: [m for m in letters(journeys, WANG, number) if "电缆已更换" in words_of(m)])
        assert answers

        # refused on the phone: it rises once more, and somebody of higher rank takes it up
        page = phone.open(f"/portal/complaints/{complaint.pk}/")
        expect(page.locator(".visitor-note")).to_contain_text("免费加一条备用线路")
        journeys.inspector.check(phone, "portal answer")
        page.locator(".choose-details summary").nth(1).click()
        page.fill("#refuse_text", "还有一台不行。")
        page.locator("form[action$='/refuse/'] button[type=submit]").click()
        page.wait_for_selector(".story-words:has-text('还有一台不行')")
        complaint.refresh_from_db()
        assert (complaint.status, complaint.level) == ("refused", 3)
        journeys.until(lambda: letters(journeys, chief.email, number))
        with journeys.window(chief) as window:
            take(window, complaint, "take-up", owner=str(chief.pk))
            take(window, complaint, "propose-answer", root_cause="电源", corrective_action="更换电源",
                 remedy_offered="当天上门")  # fmt: skip
            take(window, complaint, "tell-decision", decision="第三台也修好了。")

            # accepted on the phone, and closed
            page = phone.open(f"/portal/complaints/{complaint.pk}/")
            page.locator(".choose-details summary").first.click()
            page.fill("#accept_text", "谢谢，好了。")
            page.locator("form[action$='/accept/'] button[type=submit]").click()
            page.wait_for_selector(".story-words:has-text('谢谢，好了')")
            take(window, complaint, "close")
        assert _at(complaint).status == "closed"

    # the history tells it, to us and to her
    told = page_text(journeys, cast.alice, f"/complaints/{complaint.pk}/")
    for words in ("还有一台不行", "谢谢，好了", "第三台也修好了", "Lena", "Hugo", "Chiara"):
        assert words in told, words
    contact = Contact.objects.get(pk=contact.pk)
    story = page_text(journeys, contact.user, f"/portal/complaints/{complaint.pk}/")
    order = (
        "二楼三台收银机", "Lena", "Hugo", "第四台也开始死机", "电缆已更换", "还有一台不行", "Chiara", "第三台也修好了",
        "谢谢，好了",
    )  # fmt: skip
    places = [story.index(words) for words in order]
    assert places == sorted(places)


def page_text(journeys: Journeys, user: Any, path: str) -> str:
    """What a page says to somebody."""
    with journeys.window(user) as window:
        return window.open(path).locator("main").inner_text()


def _at(complaint: Complaint) -> Complaint:
    """The complaint as worker and beat have left it."""
    complaint.refresh_from_db()
    return complaint
