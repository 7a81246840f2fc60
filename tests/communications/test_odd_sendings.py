"""A press that comes twice, a form without its relationship, numbers that are none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from brm.accounts.models import User
from brm.communications.domain.interactions import log_interaction
from brm.communications.models import ExecutiveVisit, Interaction
from brm.core import clock
from brm.parties.models import Relationship
from tests.factories.communications import NOON, Scene, make_scene


def log(scene: Scene, **facts: Any) -> int:
    return log_interaction(scene.relationship, **{"by": scene.owner, "summary": "Called", **facts}).pk


@pytest.mark.req("C-09")
def test_a_contact_sent_twice_is_one(scene: Scene):
    first = log(scene, contacts=[scene.vip], needs=[" Faster  reports "])

    assert log(scene, contacts=[scene.vip], needs=["Faster reports"]) == first
    assert Interaction.objects.get().needs.count() == 1


def test_whatever_differs_is_another_contact(scene: Scene):
    log(scene)

    log(scene, summary="Called again")
    log(scene, channel="mail")
    log(scene, perception=1)
    log(scene, contacts=[scene.vip])
    log(scene, needs=["More"])
    log(scene, by=scene.mate)
    log(scene, happened_at=NOON)
    clock.travel(NOON + timedelta(seconds=11))
    log(scene)
    assert Interaction.objects.count() == 9


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one():
    scene = make_scene()
    ids = (scene.relationship.pk, scene.owner.pk)

    def press(_: int) -> int:
        try:
            relationship, person = Relationship.objects.get(pk=ids[0]), User.objects.get(pk=ids[1])
            return log_interaction(relationship, by=person, summary="Called").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(press, range(4)))

    assert len(answers) == Interaction.objects.count() == 1


@pytest.mark.parametrize("name", ["visit_new", "plan_new"])
def test_without_a_relationship_one_is_asked_to_choose(owner: Client, scene: Scene, name: str):
    answer = owner.post(
        reverse(f"communications:{name}"),
        {"reason": "renewal", "purpose": "Renew", "duration_minutes": "60", "wanted_by": "2026-06-20"},
    )

    assert answer.status_code == 422
    assert 'name="relationship"' in answer.content.decode()
    assert not ExecutiveVisit.objects.exists()
    page = owner.get(reverse(f"communications:{name}"))
    assert not page.context["form"].errors
    page = owner.get(reverse(f"communications:{name}"), {"relationship": ""})
    assert page.context["form"].errors["relationship"], "going on without a choice is answered beside the field"


@pytest.mark.parametrize("number", ["²", "9" * 4400])
def test_a_relationship_that_is_no_number_is_not_there(owner: Client, scene: Scene, number: str):
    url = reverse("communications:log")

    assert owner.post(url, {"relationship": number, "channel": "phone", "summary": "x"}).status_code == 404
    assert owner.get(url, {"contact": number}).status_code == 200
    assert owner.get(reverse("communications:calendar"), {"who": number}).status_code == 200


def test_nul_is_not_looked_for(owner: Client, scene: Scene):
    assert owner.get(reverse("communications:relationship_options") + "?q=%00%%0000x").json() == []
