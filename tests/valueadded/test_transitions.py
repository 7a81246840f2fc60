"""The table of a value-added service (4.8), every state against every step, by page and by API.

What the table lists is taken; everything else is refused with the reason and leaves no trace. The table stands here a
second time, by hand, so that a slip in the program's own is seen.
"""

import html
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from brm.actionitems.models import ActionItem
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.matters.models import Matter, MatterLink
from brm.notifications.models import Notification
from brm.timeline.models import TimelineEntry
from customers.valueadded.domain.giving import close_value_added, convert_value_added, repeat_value_added
from customers.valueadded.domain.proposing import reject_value_added
from customers.valueadded.enums import ValueStatus
from customers.valueadded.lifecycle import LIFECYCLE
from customers.valueadded.models import PrincipleAnswer, ValueAddedService
from tests.api.caller import Caller
from tests.factories.parties import UserFactory
from tests.valueadded import factories as make
from tests.valueadded.factories import YES, lead_of, make_customer

pytestmark = pytest.mark.django_db

TABLE: dict[str, tuple[set[str], str]] = {
    "assess": ({"proposed", "assessed"}, "assessed"),
    "approve": ({"assessed"}, "approved"),
    "reject": ({"assessed"}, "rejected"),
    "schedule": ({"approved", "scheduled"}, "scheduled"),
    "deliver": ({"scheduled"}, "delivered"),
    "evaluate": ({"delivered"}, "evaluated"),
    "repeat": ({"evaluated"}, "repeated"),
    "convert": ({"evaluated"}, "converted"),
    "close": ({"evaluated"}, "closed"),
}
"""4.8 by hand; answering the principles once more before the decision, and other days before the delivery, are ours."""
DOORS = {"assess": "gate"}
DECISIONS = ("approve", "reject", "repeat", "convert", "close")
LIVES: dict[str, Callable[[Any, Any], Any]] = {
    "proposed": lambda row, by: row,
    "assessed": lambda row, by: make.assess(row),
    "rejected": lambda row, by: reject_value_added(make.assess(row), by=by, reason="Too dear"),
    "approved": lambda row, by: make.approve(make.assess(row)),
    "scheduled": lambda row, by: make.schedule(make.approve(make.assess(row))),
    "delivered": lambda row, by: make.deliver(make.schedule(make.approve(make.assess(row)))),
    "evaluated": lambda row, by: judged(row),
    "repeated": lambda row, by: repeat_value_added(judged(row), by=by),
    "converted": lambda row, by: convert_value_added(judged(row), by=by, title="Offer"),
    "closed": lambda row, by: close_value_added(judged(row), by=by),
}


def judged(row: ValueAddedService) -> ValueAddedService:
    return make.evaluate(make.deliver(make.schedule(make.approve(make.assess(row)))))


def test_the_table_of_the_program_is_the_one_of_the_requirements():
    assert {step.name: (step.sources, step.target) for step in LIFECYCLE} == TABLE
    assert sorted(LIVES) == sorted(ValueStatus.values)


@contextmanager
def undone() -> Any:
    """Whatever happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def trace(row: ValueAddedService) -> Any:
    """Everything a step would leave behind."""
    counted = (ActionItem, AuditEvent, Matter, MatterLink, Notification, TimelineEntry, ValueAddedService)
    return (
        ValueAddedService.objects.filter(pk=row.pk).values().get(),
        list(PrincipleAnswer.objects.filter(value_added=row).order_by("pk").values()),
        list(row.delivered_by.order_by("pk").values()),
        [model.objects.count() for model in counted],
    )


class Doors:
    """A value-added service in one state, and both doors of every step."""

    def __init__(self, status: str) -> None:
        relationship = make_customer()
        self.owner, self.lead = relationship.owner, lead_of(relationship)
        self.engineer = UserFactory(roles=["engineer"])
        row = make.propose(relationship)
        LIVES[status](row, self.lead)
        self.row = ValueAddedService.objects.get(pk=row.pk)
        assert self.row.status == status
        self.browsers = {person.pk: Client() for person in (self.owner, self.lead)}
        for person in (self.owner, self.lead):
            self.browsers[person.pk].force_login(person)
        self.programs = {person.pk: Caller(person) for person in (self.owner, self.lead)}

    def actor(self, step: str) -> Any:
        return self.lead if step in DECISIONS else self.owner

    def words(self, step: str, *, api: bool) -> dict[str, Any]:
        today = clock.today()
        said: dict[str, dict[str, Any]] = {
            "reject": {"reason": "Too dear"},
            "schedule": {
                "starts_on": str(today), "ends_on": str(today + timedelta(days=2)), "staff": [self.engineer.pk],
                "leaves_agreed_work": True,
            },
            "deliver": {"delivered_on": str(today), "evidence": "12 台"},
            "evaluate": {"reaction": 2, "actual_cost": "750"},
            "convert": {"title": "Offer", "owner": self.owner.pk, "due_on": str(today)},
        }  # fmt: skip
        if step != "assess":
            return said.get(step, {})
        costs = {"cost_estimate": "800", "cost_limit": "1000", "currency": "CNY"}
        if api:
            return costs | {
                "answers": [{"principle": n, "answer": yes, "justification": why} for n, (yes, why) in YES.items()]
            }
        return costs | {f"answer_{n}": yes for n, (yes, _w) in YES.items()} | {
            f"reason_{n}": why for n, (_y, why) in YES.items()
        }  # fmt: skip

    def page(self, step: str, by: Any, **changed: Any) -> tuple[int, str]:
        """The code of the answer, and what the reader sees in the end."""
        url = reverse(f"valueadded:{DOORS.get(step, step)}", args=[self.row.pk])
        answer = self.browsers[by.pk].post(url, self.words(step, api=False) | changed, follow=True)
        code = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
        return code, html.unescape(answer.content.decode())

    def call(self, step: str, by: Any, **changed: Any) -> tuple[int, str]:
        url = f"value-added/{self.row.pk}/{DOORS.get(step, step)}/"
        answer = self.programs[by.pk].post(url, self.words(step, api=True) | changed)
        return answer.status_code, answer.content.decode()

    def refused(self, step: str, by: Any, words: str = "", **changed: Any) -> None:
        """Both doors refuse, say why, and nothing has happened. Approving is a button: it answers with a message."""
        before = trace(self.row)
        code, page = self.page(step, by, **changed)
        assert code == (302 if step == "approve" else 422), (self.row.status, step, page[-2000:])
        assert words in page, (self.row.status, step)
        code, said = self.call(step, by, **changed)
        assert code in {400, 409}, (self.row.status, step, said)
        assert words in said, (self.row.status, step, said)
        assert trace(self.row) == before, (self.row.status, step)


@pytest.mark.req("C-20", "C-21", "INV-60")
@pytest.mark.parametrize("status", LIVES)
def test_every_step_from_every_state(status: str):
    here = Doors(status)
    for step, (sources, target) in TABLE.items():
        if status not in sources:
            here.refused(step, here.actor(step), f"while the state is “{ValueStatus(status).label}”")
            continue
        if step in DECISIONS:
            here.refused(step, here.owner, "Only a lead")
        for way in (here.page, here.call):
            with undone():
                lines = AuditEvent.objects.filter(subject_id=here.row.pk).count()
                code, text = way(step, here.actor(step))
                assert code == (302 if way == here.page else 200), (step, way.__name__, text[-2000:])
                here.row.refresh_from_db()
                assert here.row.status == target
                assert AuditEvent.objects.filter(subject_id=here.row.pk).count() > lines
        here.row.refresh_from_db()


@pytest.mark.req("INV-07", "INV-08")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"agreed_principles": 3}, "All four principles"),
        ({"cost_limit": Decimal(799)}, "above the limit"),
        ({"cost_limit": None}, "above the limit"),
    ],
)
def test_the_gate_stays_shut_by_both_doors(values: dict[str, Any], words: str):
    here = Doors("assessed")
    ValueAddedService.objects.filter(pk=here.row.pk).update(**values)

    here.refused("approve", here.lead, words)


@pytest.mark.req("INV-10")
def test_who_proposed_it_decides_by_neither_door():
    here = Doors("assessed")
    ValueAddedService.objects.filter(pk=here.row.pk).update(proposed_by=here.lead)

    here.refused("approve", here.lead, "Whoever proposed it")
    here.refused("reject", here.lead, "Whoever proposed it")


GUARDS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "assessed": [("reject", {"reason": " "})],
    "approved": [
        ("schedule", {"staff": []}), ("schedule", {"leaves_agreed_work": ""}), ("schedule", {"ends_on": "2001-01-01"}),
    ],
    "scheduled": [("deliver", {"evidence": " "})],
    "delivered": [("evaluate", {"reaction": 9}), ("evaluate", {"actual_cost": ""})],
    "evaluated": [("convert", {"title": " "})],
}  # fmt: skip


@pytest.mark.req("C-21")
@pytest.mark.parametrize("status", GUARDS)
def test_every_guard_holds_by_both_doors(status: str):
    here = Doors(status)
    for step, wrong in GUARDS[status]:
        here.refused(step, here.actor(step), **wrong)
