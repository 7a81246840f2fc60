"""The table of a complaint's life (4.8), every state against every step, by page and by API.

What the table lists is taken; everything else is refused with the reason and leaves no trace. The table stands here a
second time, by hand, so that a slip in the program's own is seen.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from brm.accounts.models import User
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.matters.models import Matter, MatterLink
from brm.notifications.models import Notification
from brm.timeline.models import TimelineEntry
from customers.complaints.domain.conflicts import flag_conflict
from customers.complaints.domain.merging import merge_complaints
from customers.complaints.enums import Status
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint, ComplaintClock, ComplaintMessage, ComplaintRise
from tests.api.caller import Caller
from tests.complaint_pages.conftest import WORDS, Desk, door
from tests.factories.communications import NOON

File = Callable[..., Complaint]
ANY_OPEN = frozenset(
    {"received", "acknowledged", "assessed", "investigating", "answer_proposed", "decision_told", "refused", "waiting"}
)


@dataclass(frozen=True)
class Row:
    """One row of the table: from where, to where, which page and which call."""

    sources: frozenset[str]
    target: str
    page: str
    call: str


def row(sources: set[str] | frozenset[str], target: str, page: str, call: str = "") -> Row:
    return Row(frozenset(sources), target, page, call or page.replace("_", "-"))


TABLE = {
    "acknowledge": row({"received"}, "acknowledged", "acknowledge"),
    "assess": row({"acknowledged"}, "assessed", "assess"),
    "investigate": row({"assessed"}, "investigating", "investigate"),
    "propose_answer": row({"investigating"}, "answer_proposed", "propose_answer"),
    "send_back": row({"answer_proposed"}, "investigating", "send_back"),
    "tell_decision": row({"answer_proposed"}, "decision_told", "tell_decision"),
    "close": row({"decision_told"}, "closed", "close"),
    "refuse": row({"decision_told"}, "refused", "refuse"),
    "take_up": row({"refused"}, "investigating", "take_up", "investigate"),
    "ask": row({"assessed", "investigating", "answer_proposed", "decision_told"}, "waiting", "ask"),
    "resume": row({"waiting"}, "", "answer_question"),
    "withdraw": row(ANY_OPEN, "withdrawn", "withdraw"),
    "reopen": row({"closed"}, "investigating", "reopen"),
    "merge": row(ANY_OPEN, "merged", "merge"),
}
"""4.8 by hand; a duplicate that ends in another complaint is ours."""
STATES = [*sorted(ANY_OPEN), "closed", "withdrawn", "merged"]


def test_the_table_of_the_program_is_the_one_of_the_requirements():
    assert {step.name: (step.sources, step.target) for step in LIFECYCLE} == {
        name: (one.sources, one.target) for name, one in TABLE.items()
    }
    assert sorted(STATES) == sorted(Status.values)


def reached(step: str, status: str) -> str | None:
    """Where the step's doors lead from a state; “investigate” and “take up” are one verb."""
    return next(
        (
            one.target or "assessed"  # in these tests the question is asked while it is assessed
            for one in TABLE.values()
            if one.call == TABLE[step].call and status in one.sources
        ),
        None,
    )


@contextmanager
def undone() -> Any:
    """Whatever happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def trace(complaint: Complaint) -> Any:
    """Everything a step would leave behind."""
    counted = (AuditEvent, ComplaintMessage, ComplaintRise, Matter, MatterLink, Notification, TimelineEntry)
    return (
        Complaint.objects.filter(pk=complaint.pk).values().get(),
        list(ComplaintClock.objects.filter(complaint=complaint).order_by("pk").values()),
        Matter.objects.filter(pk=complaint.pk).values().get(),
        [model.objects.count() for model in counted],
    )


class Doors:
    """A complaint in one state, and both doors of every step for whoever may take it, and for whoever may not."""

    def __init__(self, desk: Desk, filed: File, status: str) -> None:
        self.desk, self.other, self.status = desk, filed("received"), status
        if status == "merged":
            self.complaint = filed("received")
            merge_complaints(self.other, self.complaint, by=desk.owner)
        else:
            self.complaint = filed(status)
        if status in ANY_OPEN:
            flag_conflict(self.complaint, by=desk.owner, reason="Blame", mediator=desk.scene.stranger)
        self.people = (desk.owner, desk.scene.lead, desk.scene.stranger)
        self.browsers = {person.pk: Client() for person in self.people}
        for person in self.people:
            self.browsers[person.pk].force_login(person)
        self.programs = {person.pk: Caller(person) for person in self.people}

    def actor(self, step: str) -> User:
        """After a refusal, whom it rose to."""
        return self.desk.scene.lead if self.status == "refused" and step == "take_up" else self.desk.owner

    def words(self, step: str) -> dict[str, Any]:
        taker = self.desk.scene.lead if self.status == "refused" else self.desk.owner
        more: dict[str, dict[str, Any]] = {
            "assess": {"service": self.desk.service.pk}, "investigate": {"owner": taker.pk},
            "take_up": {"owner": taker.pk}, "send_back": {"reason": "Think again"}, "resume": {"text": "The third"},
            "reopen": {"reason": "It is back"}, "merge": {"keep": self.other.pk},
        }  # fmt: skip
        return WORDS.get(step, {}) | more.get(step, {})

    def page(self, step: str, by: User, words: dict[str, Any]) -> tuple[int, str]:
        url = door(TABLE[step].page, self.complaint)
        answer = self.browsers[by.pk].post(url, {"channel": "phone"} | words)
        return answer.status_code, answer.content.decode()

    def call(self, step: str, by: User, words: dict[str, Any]) -> tuple[int, str]:
        answer = self.programs[by.pk].post(f"complaints/{self.complaint.pk}/{TABLE[step].call}/", words)
        return answer.status_code, answer.content.decode()

    def refused(self, step: str, by: User, words: dict[str, Any]) -> list[str]:
        """Both doors refuse, and nothing has happened; answers what they said."""
        before, said = trace(self.complaint), []
        for way, codes in ((self.page, {422}), (self.call, {400, 409})):
            code, text = way(step, by, words)
            assert code in codes, (self.status, step, way.__name__, code, text[-2000:])
            said.append(text)
        assert "form-errors" in said[0] or "aria-invalid" in said[0], (self.status, step)
        assert trace(self.complaint) == before, (self.status, step)
        return said


@pytest.fixture
def doors(desk: Desk, filed: File) -> Callable[[str], Doors]:
    return lambda status: Doors(desk, filed, status)


@pytest.mark.req("C-12", "INV-12", "INV-60")
@pytest.mark.parametrize("status", STATES)
def test_every_step_from_every_state(doors: Callable[[str], Doors], status: str):
    here = doors(status)
    label = Status(status).label
    for step in TABLE:
        target = reached(step, status)
        if target is None:
            for said in here.refused(step, here.actor(step), here.words(step)):
                assert str(label) in said, (step, said[-500:])  # the reason names the state it is in
            continue
        if status in ANY_OPEN:
            here.refused(step, here.desk.scene.stranger, here.words(step))  # whoever mediates takes no step
        actor = here.desk.scene.lead if status == "refused" and TABLE[step].call == "investigate" else here.desk.owner
        for way in (here.page, here.call):
            with undone():
                if step == "close":
                    Complaint.objects.filter(pk=here.complaint.pk).update(accepted_at=clock.now())
                lines = AuditEvent.objects.filter(subject_id=here.complaint.pk).count()
                code, text = way(step, actor, here.words(step))
                assert code == (302 if way == here.page else 200), (step, way.__name__, text[-2000:])
                here.complaint.refresh_from_db()
                assert here.complaint.status == target
                assert AuditEvent.objects.filter(subject_id=here.complaint.pk).count() > lines


GUARDS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "received": [("acknowledge", {"channel": "pigeon"}), ("withdraw", {"statement": " "}), ("merge", {"keep": ""})],
    "acknowledged": [
        ("assess", {"impact": ""}), ("assess", {"remedy_sought": ""}), ("assess", {"severity": 5}),
    ],
    "assessed": [("ask", {"question": ""}), ("investigate", {"owner": 0})],
    "investigating": [
        ("propose_answer", {"root_cause": ""}), ("propose_answer", {"corrective_action": ""}),
        ("propose_answer", {"remedy_offered": ""}),
    ],
    "answer_proposed": [("send_back", {"reason": ""}), ("tell_decision", {"decision": ""})],
    "decision_told": [("refuse", {"reason": ""}), ("close", {})],
    "refused": [("take_up", {"owner": "the same"})],
    "waiting": [("resume", {"text": " "})],
    "closed": [("reopen", {"reason": ""})],
}  # fmt: skip
"""By state: a step that follows, told something its guard does not take."""


@pytest.mark.req("INV-12", "INV-14")
@pytest.mark.parametrize("status", GUARDS)
def test_every_guard_holds_by_both_doors(doors: Callable[[str], Doors], status: str):
    here = doors(status)
    for step, wrong in GUARDS[status]:
        words = {name: here.desk.owner.pk if value == "the same" else value for name, value in wrong.items()}
        here.refused(step, here.actor(step), here.words(step) | words)


@pytest.mark.req("INV-12")
def test_a_costly_remedy_waits_for_a_lead_and_thirty_days_are_the_end(doors: Callable[[str], Doors]):
    told = doors("answer_proposed")
    Complaint.objects.filter(pk=told.complaint.pk).update(remedy_cost=100, remedy_currency="CNY")
    told.refused("tell_decision", told.desk.owner, told.words("tell_decision"))

    over = doors("closed")
    clock.travel(NOON + timedelta(days=31))
    for said in over.refused("reopen", over.desk.owner, over.words("reopen")):
        assert "could be reopened until" in said
