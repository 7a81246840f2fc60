"""Days nobody can mean are refused beside their field, and what was typed stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.communications.domain.holding import hold_meeting
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.meetings import reschedule_meeting
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.errors import DomainError
from tests.factories.communications import Scene, make_plan, make_scene, meetings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_minutes_of_another_time_do_not_keep_this_meeting(scene: Scene):
    meeting = meetings_of(make_plan(scene.relationship))[0]
    words = {"review": "r", "issues": "i", "improvement": "m", "conclusion": "c", "none_reason": "n"}

    with pytest.raises(DomainError) as refusal:
        hold_meeting(meeting, by=scene.owner, held_at=datetime(2001, 5, 1, tzinfo=UTC), **words)

    assert refusal.value.field == "held_at"
    meeting.refresh_from_db()
    assert meeting.held_at is None


@pytest.mark.parametrize("years", [2, 70, 7900])
def test_a_meeting_is_not_put_off_for_ever(scene: Scene, years: int):
    meeting = meetings_of(make_plan(scene.relationship))[0]
    day = date(min(9999, clock.today().year + years), 12, 31)

    with pytest.raises(DomainError) as refusal:
        reschedule_meeting(meeting, on=day, reason="Later", by=scene.owner)

    assert refusal.value.field == "on"
    assert Occurrence.objects.get(pk=meeting.pk).moved == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_extreme_days_are_answered_beside_their_field(client: Client, scene: Scene, day: str):
    client.force_login(scene.owner)
    plan = make_plan(scene.relationship)
    meeting = meetings_of(plan)[0]
    forms = {
        reverse("actionitems:new"): {
            "relationship": scene.relationship.pk, "title": "x", "side": "ours", "owner": scene.owner.pk,
            "due_on": day, "priority": "normal",
        },
        reverse("communications:meeting_move", args=[meeting.pk]): {"on": day, "reason": "x"},
        reverse("communications:log"): {
            "relationship": scene.relationship.pk, "channel": "phone", "touchpoint": "everyday", "summary": "x",
            "at": f"{day}T00:00",
        },
        reverse("parties:relationship_edit", args=[scene.relationship.pk]): {"next_review_on": day, "tier": "A"},
    }  # fmt: skip

    for url, data in forms.items():
        answer = client.post(url, data)
        assert answer.status_code == 422, url
        assert day in answer.content.decode(), url


def test_a_visit_is_not_wanted_for_a_day_that_is_over(client: Client, scene: Scene):
    client.force_login(scene.owner)
    data = {
        "relationship": scene.relationship.pk, "reason": "routine", "purpose": "Hello",
        "wanted_by": (clock.today() - timedelta(days=400)).isoformat(),
    }  # fmt: skip

    assert client.post(reverse("communications:visit_new"), data).status_code == 422


def test_a_contact_of_another_age_is_a_mistyped_year(scene: Scene):
    with pytest.raises(DomainError) as refusal:
        log_interaction(scene.relationship, by=scene.owner, summary="x", happened_at=datetime(1900, 1, 2, tzinfo=UTC))

    assert refusal.value.field == "at"
