"""The present of these tests is noon of Monday 1 June 2026 in Shanghai."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from brm.communications.domain.holding import ActionLine, hold_meeting
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.sweeps import sweep_meetings
from brm.communications.domain.visits import propose_visit
from brm.communications.models import Occurrence
from brm.core import clock
from tests.factories.communications import DAY, MINUTES, NOON, Scene, make_plan, make_scene, meetings_of


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


@pytest.fixture
def scene(db: None) -> Scene:
    """A customer with its people."""
    return make_scene()


@pytest.fixture
def meeting(scene: Scene) -> Occurrence:
    """The first meeting of a monthly plan, on its day and on the desk."""
    plan = make_plan(scene.relationship, ours=[scene.mate], theirs=[scene.contact, scene.vip])
    clock.travel(DAY)
    sweep_meetings()
    return meetings_of(plan)[0]


@pytest.fixture
def owner(client: Client, scene: Scene) -> Client:
    """The browser of the customer's manager."""
    client.force_login(scene.owner)
    return client


@pytest.fixture
def places(scene: Scene) -> dict[str, int]:
    """One of everything on the scene's relationship."""
    plan = make_plan(scene.relationship, theirs=[scene.contact])
    first, second = meetings_of(plan)[:2]
    hold_meeting(
        first, by=scene.owner, users=[scene.owner], contacts=[scene.contact], needs=["A need"],
        actions=[ActionLine("Call", scene.owner, date(2026, 6, 20))], **MINUTES,
    )  # fmt: skip
    record = log_interaction(scene.relationship, by=scene.owner, summary="Called", contacts=[scene.vip], needs=["More"])
    visit = propose_visit(scene.relationship, reason="routine", purpose="Hello", by=scene.owner, theirs=[scene.contact])
    return {"plan": plan.pk, "held": first.pk, "meeting": second.pk, "record": record.pk, "visit": visit.pk}
