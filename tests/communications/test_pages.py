"""Every page of communications opens for who may see it, is not there for a stranger, and stays quick."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.communications.domain.holding import ActionLine, hold_meeting
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.visits import propose_visit
from brm.communications.models import Occurrence
from brm.core import clock
from tests.factories.communications import MINUTES, Scene, make_plan, meetings_of
from tests.factories.parties import RelationshipFactory

LISTS = [
    "plans",
    "templates",
    "meetings",
    "interactions",
    "needs",
    "visits",
    "calendar",
    "feed",
    "adherence",
    "silence",
]


RECORDS = [
    ("plan", "plan"), ("plan_edit", "plan"), ("plan_agree", "plan"), ("plan_suspend", "plan"), ("plan_end", "plan"),
    ("meeting", "meeting"), ("meeting", "held"), ("meeting_prepare", "meeting"), ("meeting_hold", "meeting"),
    ("meeting_minutes", "held"), ("meeting_move", "meeting"), ("meeting_cancel", "meeting"), ("interaction", "record"),
    ("interaction_edit", "record"), ("interaction_addendum", "record"), ("visit", "visit"), ("visit_prepare", "visit"),
    ("visit_schedule", "visit"), ("visit_hold", "visit"), ("visit_follow_up", "visit"), ("visit_cancel", "visit"),
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_show_a_stranger_nothing(owner: Client, scene: Scene, places: dict[str, int], name: str):
    answer = owner.get(reverse(f"communications:{name}"))
    assert answer.status_code == 200

    owner.force_login(scene.stranger)
    answer = owner.get(reverse(f"communications:{name}"))
    assert answer.status_code == 200
    assert "Service review" not in answer.content.decode()
    assert str(scene.relationship) not in answer.content.decode()


@pytest.mark.parametrize("name", ["plans", "meetings", "interactions", "needs", "visits", "silence"])
def test_lists_are_searched_and_exported(owner: Client, scene: Scene, places: dict[str, int], name: str):
    clock.travel(clock.now() + timedelta(days=80))
    url = reverse(f"communications:{name}")
    word = str(scene.relationship)

    assert word in owner.get(url, {"q": word[:9]}).content.decode()
    assert word not in owner.get(url, {"q": "no such thing"}).content.decode()
    assert word in owner.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")


@pytest.mark.parametrize(("name", "thing"), RECORDS)
def test_records_open_and_are_not_there_for_a_stranger(
    owner: Client, scene: Scene, places: dict[str, int], name: str, thing: str
):
    url = reverse(f"communications:{name}", args=[places[thing]])
    assert owner.get(url).status_code == 200
    assert owner.get(url, headers={"HX-Request": "true"}).status_code == 200

    owner.force_login(scene.stranger)
    assert owner.get(url).status_code == 404
    assert owner.post(url).status_code in (404, 405)


def test_nobody_without_a_relationship_role_finds_the_pages(client: Client, scene: Scene):
    scene.stranger.roles = ["engineer"]
    scene.stranger.save()
    client.force_login(scene.stranger)

    for name in ("plans", "calendar", "silence", "log", "adherence"):
        assert client.get(reverse(f"communications:{name}")).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Client, scene: Scene, places: dict[str, int]):
    answer = client.get(reverse("communications:meeting", args=[places["meeting"]]))

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("plans", 7),
        ("meetings", 7),
        ("interactions", 7),
        ("visits", 7),
        ("needs", 7),
        ("silence", 7),
        ("adherence", 11),
        ("calendar", 10),
    ],
)
def test_lists_take_the_same_queries_however_long(
    owner: Client, scene: Scene, rows: int, name: str, queries: int, django_assert_num_queries
):
    for _ in range(rows):
        relationship = RelationshipFactory(owner=scene.owner, team=scene.team, at=clock.now())
        make_plan(relationship)
        log_interaction(relationship, by=scene.owner, summary="x", needs=["y"])
        propose_visit(relationship, reason="routine", purpose="Hello", by=scene.owner)
        Occurrence.objects.filter(plan__relationship=relationship, period_key="2026-06").update(
            status="missed", desk_at=None
        )
    clock.travel(clock.now() + timedelta(days=70))
    url = reverse(f"communications:{name}")
    owner.get(url)

    with django_assert_num_queries(queries):
        assert owner.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meeting_takes_the_same_queries_however_much_is_open(
    owner: Client, scene: Scene, rows: int, django_assert_num_queries
):
    plan = make_plan(scene.relationship, theirs=[scene.contact, scene.vip][: 1 if rows == 1 else 2])
    first, second = meetings_of(plan)[:2]
    lines = [ActionLine(f"Call {n}", scene.owner, date(2026, 6, 20)) for n in range(rows)]
    hold_meeting(first, by=scene.owner, actions=lines, **MINUTES)
    for _ in range(rows):
        log_interaction(scene.relationship, by=scene.owner, summary="x", needs=["y"])
    owner.get(second.get_absolute_url())

    with django_assert_num_queries(16):
        assert owner.get(second.get_absolute_url()).status_code == 200
