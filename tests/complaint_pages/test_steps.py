"""The life of a complaint by page and by API: the whole way, the gate, the waiting, the ladder, what was typed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.accounts.models import User
from brm.core import clock
from customers.complaints.models import Complaint
from tests.api.caller import Caller
from tests.complaint_pages.conftest import PROPOSAL, WORDS, Desk, door
from tests.factories.communications import NOON

File = Callable[..., Complaint]


@pytest.mark.req("C-12", "INV-12")
def test_the_whole_way_by_the_api(desk: Desk):
    program = Caller(desk.owner)
    made = program.post(
        "complaints/",
        {"relationship": desk.scene.relationship.pk, "text": "No paper", "kind": "user", "path": "relayed",
         "contact": desk.contact.pk, "remedy_sought": "Paper", "felt": 3, "channel": "phone"},
    )  # fmt: skip
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["severity"], body["next_step"], len(body["clocks"])) == (2, "acknowledge", 3)
    url = f"complaints/{body['id']}/"
    for step, words in (
        ("acknowledge", {"channel": "phone"}),
        ("assess", WORDS["assess"] | {"service": desk.service.pk}),
        ("ask", {"question": "Which floor?"}),
        ("answer-question", {"text": "All of them"}),
        ("investigate", {}),
        ("propose-answer", PROPOSAL | {"remedy_cost": "100.00", "remedy_currency": "CNY"}),
    ):
        answer = program.post(url + f"{step}/", words)
        assert answer.status_code == 200, (step, answer.content)
    assert program.post(url + "tell-decision/", {"decision": "Sorry"}).status_code == 409
    assert program.post(url + "approve-remedy/").status_code == 409
    assert Caller(desk.scene.lead).post(url + "approve-remedy/").status_code == 200
    assert program.post(url + "tell-decision/", {"decision": "Sorry"}).json()["next_step"] == "accept"
    refused = program.post(url + "close/")
    assert refused.status_code == 409
    assert "attempts" in refused.content.decode()
    assert program.post(url + "accept/").json()["next_step"] == "close"
    closed = program.post(url + "close/").json()
    assert (closed["status"], closed["next_step"]) == ("closed", "")
    assert program.post(url + "satisfaction/", {"score": 90}).json()["score_after"] == "90.00"
    said = [line["kind"] for line in program.get(url + "messages/").json()]
    assert said == ["question", "reply", "decision", "acceptance"]


@pytest.mark.req("INV-12", "C-12")
def test_two_attempts_without_reply_open_the_gate(manager: Client, filed: File):
    complaint = filed("decision_told")
    assert "0 of 2" in manager.post(door("close", complaint)).content.decode()
    for _n in range(2):
        manager.post(door("record_attempt", complaint), {"text": "Nobody answers", "channel": "phone"})

    page = manager.get(door("detail", complaint)).content.decode()
    assert "Close the complaint" in page
    assert manager.post(door("close", complaint)).status_code == 302


@pytest.mark.req("INV-13")
def test_clocks_rest_while_the_complainant_is_asked(manager: Client, filed: File):
    complaint = filed("waiting")
    clock.travel(NOON + timedelta(hours=3))

    page = manager.get(door("detail", complaint)).content.decode()

    assert page.count("resting") >= 2
    assert "Waiting for the complainant" in page


@pytest.mark.req("C-16", "INV-14")
def test_the_page_shows_who_steps_in(desk: Desk, manager: Client, filed: File):
    page = manager.get(door("detail", filed("refused"))).content.decode()

    assert "Level 1" in page
    assert page.index("Lea") < page.index("Hanna") < page.index("Boris")
    assert "Investigate anew" in page


def test_a_refusal_keeps_what_was_typed(manager: Client, filed: File):
    complaint = filed("investigating")

    answer = manager.post(door("propose_answer", complaint), PROPOSAL | {"root_cause": "", "remedy_cost": "5"})

    assert answer.status_code == 422
    assert "Two switches" in answer.content.decode()


@pytest.mark.parametrize("status", ["investigating", "answer_proposed", "decision_told"])
def test_who_only_mediates_reads_and_notes_but_takes_no_step(
    desk: Desk, filed: File, signed_in: Callable[[User], Client], status: str
):
    complaint = filed(status)
    mate = desk.scene.stranger
    browser = signed_in(desk.owner)
    browser.post(door("conflict", complaint), {"reason": "Blame", "mediator": mate.pk})
    stranger = signed_in(mate)

    page = stranger.get(door("detail", complaint)).content.decode()
    assert f"{desk.owner} has it in hand" in page
    assert stranger.post(door("withdraw", complaint), {"statement": "x"}).status_code == 422
    assert stranger.post(door("write", complaint), {"text": "I called them", "visible": "0"}).status_code == 302
    assert stranger.post(door("write", complaint), {"text": "Hello", "visible": "1"}).status_code == 422


@pytest.mark.parametrize("status", ["answer_proposed", "refused"])
def test_who_may_not_go_on_reads_who_does(manager: Client, filed: File, status: str, monkeypatch: pytest.MonkeyPatch):
    if status == "answer_proposed":
        monkeypatch.setitem(WORDS, "propose_answer", PROPOSAL | {"remedy_cost": 100, "remedy_currency": "CNY"})

    page = manager.get(door("detail", filed(status))).content.decode()

    assert "A lead or somebody of higher rank does this." in page
    assert "has it in hand" not in page


def test_a_complaint_that_came_in_is_received_not_a_time(desk: Desk, manager: Client, filed: File):
    complaint = filed()
    desk.owner.language = "zh-hans"
    desk.owner.save()

    page = manager.get(door("detail", complaint)).content.decode()

    assert "已收到" in page
    assert "事情经过" in manager.get(reverse("complaints:new")).content.decode()
