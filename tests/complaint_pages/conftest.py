"""A customer in a team whose ladder is in force; the present is noon of Monday 1 June 2026 in Shanghai."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core import clock
from brm.parties.models import Contact
from customers.complaints.domain import steps
from customers.complaints.domain.filing import file_complaint
from customers.complaints.models import Complaint
from tests.factories.communications import NOON, Scene, make_scene
from tests.factories.people import UserFactory

PROPOSAL = {
    "root_cause": "A switch without a spare", "corrective_action": "Two switches", "remedy_offered": "An apology",
}  # fmt: skip
WORDS: dict[str, dict[str, Any]] = {
    "acknowledge": {"channel": "phone"},
    "assess": {"severity": 2, "impact": "200 people cannot print", "remedy_sought": "Printers that print"},
    "investigate": {},
    "propose_answer": PROPOSAL,
    "tell_decision": {"verdict": "upheld", "decision": "We are sorry and put it right."},
    "refuse": {"reason": "Too little"},
    "ask": {"question": "Which floor?"},
    "accept": {},
    "close": {},
    "withdraw": {"statement": "Never mind."},
}
"""What each step is told."""
LIVES: dict[str, tuple[str, ...]] = {
    "received": (),
    "acknowledged": ("acknowledge",),
    "assessed": ("acknowledge", "assess"),
    "investigating": ("acknowledge", "assess", "investigate"),
    "answer_proposed": ("acknowledge", "assess", "investigate", "propose_answer"),
    "decision_told": ("acknowledge", "assess", "investigate", "propose_answer", "tell_decision"),
    "refused": ("acknowledge", "assess", "investigate", "propose_answer", "tell_decision", "refuse"),
    "waiting": ("acknowledge", "assess", "ask"),
    "closed": ("acknowledge", "assess", "investigate", "propose_answer", "tell_decision", "accept", "close"),
    "withdrawn": ("withdraw",),
}
"""How a complaint comes into each state."""


@dataclass
class Desk:
    """The customer and its people, a head of service and an executive above the lead, and the service."""

    scene: Scene
    head: User
    boss: User
    service: Service

    @property
    def owner(self) -> User:
        return self.scene.owner

    @property
    def contact(self) -> Contact:
        return self.scene.contact


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


@pytest.fixture
def desk(db: None) -> Desk:
    """Everybody, with the ladder in force."""
    scene = make_scene()
    head = UserFactory(name="Hanna", email="hanna@example.com", roles=["lead"])
    boss = UserFactory(name="Boris", email="boris@example.com", roles=["executive"])
    ladder = make_ladder(scene.team, by=boss, first=scene.lead, second=head, third=boss)
    activate_ladder(ladder, by=boss)
    service, _made = Service.objects.get_or_create(code="PRINT", defaults={"name_zh": "打印", "name_en": "Printing"})
    return Desk(scene, head, boss, service)


@pytest.fixture
def filed(desk: Desk) -> Callable[..., Complaint]:
    """A complaint in some state, brought there by its verbs."""

    def make(status: str = "received", **facts: Any) -> Complaint:
        said = {
            "text": "The printers on the third floor fail every morning.", "kind": "user", "path": "direct",
            "contact": desk.contact, "service": desk.service, "remedy": "Printers that print", "channel": "phone",
            "by": desk.owner,
        } | facts  # fmt: skip
        complaint = file_complaint(desk.scene.relationship, **said)
        for step in LIVES[status]:
            getattr(steps, step)(complaint, by=desk.owner, **WORDS[step])
            complaint = Complaint.objects.select_related("matter").get(pk=complaint.pk)
        return complaint

    return make


@pytest.fixture
def signed_in(desk: Desk) -> Callable[[User], Client]:
    """A browser of somebody."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def manager(desk: Desk, signed_in: Callable[[User], Client]) -> Client:
    """The browser of the customer's manager."""
    return signed_in(desk.owner)


def door(name: str, complaint: Complaint) -> str:
    """The address of a page about a complaint."""
    return reverse(f"complaints:{name}", args=[complaint.pk])
