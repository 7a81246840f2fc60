"""Action items by the API: their life, and whose they are."""

import pytest

from tests.api.caller import Caller
from tests.api.world import (
    a_relationship,
    an_action_item,
)

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-06")
def test_an_action_item_lives(alice, cast):
    relationship = a_relationship(cast.alice)
    made = alice.post("action-items/", {"relationship": relationship.pk, "title": "Send it", "due_on": "2030-01-01"})
    address = f"action-items/{made.json()['id']}/"

    assert made.status_code == 201, made.content
    assert made.json()["owner"] == cast.alice.pk
    assert alice.patch(address, {"due_on": "2030-02-01", "owner": cast.bob.pk}).json()["owner"] == cast.bob.pk
    assert alice.post(f"{address}move/", {"step": "start"}).json()["status"] == "in_progress"
    assert list(alice.post(f"{address}move/", {"step": "drop"}).json()["errors"]) == ["reason"]
    assert alice.post(f"{address}move/", {"step": "finish"}).json()["status"] == "done"
    assert alice.get("action-items/?status=open").json()["count"] == 0
    assert alice.get("action-items/?due_on__gte=2030-02-01&due_on__lte=2030-02-01").json()["count"] == 1


def test_an_engineer_finds_what_is_theirs_to_do(cast):
    item = an_action_item(cast.alice)
    item.owner = cast.ed
    item.save()
    ed = Caller(cast.ed)

    assert [row["id"] for row in ed.get("action-items/").json()["results"]] == [item.pk]
    assert ed.post(f"action-items/{item.pk}/move/", {"step": "finish"}).json()["status"] == "done"
    assert ed.get("relationships/").status_code == 404
    assert ed.post("organisations/", {"name": "Mine"}).status_code == 404


def test_days_far_away_are_refused_not_broken(alice, cast):
    relationship = a_relationship(cast.alice)

    for day in ("0001-01-01", "9999-12-31"):
        answer = alice.post("action-items/", {"relationship": relationship.pk, "title": "x", "due_on": day})
        assert answer.status_code == 400
