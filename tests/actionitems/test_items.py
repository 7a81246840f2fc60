"""Promises: written down, kept, dropped with a reason, brought to mind, late (C-06, INV-59)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from brm.accounts.enums import Role
from brm.actionitems.domain import (
    action_items_for,
    add_action_item,
    change_action_item,
    finish_action_items,
    move_action_item,
)
from brm.actionitems.domain.sweeps import remind_of_action_items, show_late_action_items
from brm.actionitems.models import Side, Status
from brm.attention.models import Attention, Severity
from brm.audit.trail import history_of
from brm.core.errors import DomainError, StaleError, TransitionError
from brm.timeline.models import TimelineEntry
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 10)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def promise(**facts):
    relationship = facts.pop("relationship", None) or RelationshipFactory(at=AT)
    facts = {"title": "Send the offer", "due_on": DUE, "owner": relationship.owner, "by": None, "at": AT} | facts
    return add_action_item(relationship, **facts)


@pytest.mark.req("C-06")
def test_a_promise_is_on_the_timeline_and_in_the_history():
    item = promise(side=Side.THEIRS, title="  Send   the offer ")

    assert item.title == "Send the offer"
    entry = TimelineEntry.objects.get(kind="action_item")
    assert (entry.event, entry.subject_id, entry.at) == ("added", item.pk, AT)
    assert [event.action for event in history_of(item)] == ["action_item.add"]


@pytest.mark.req("INV-60", "C-06")
def test_life_of_a_promise():
    item = promise()
    owner = item.owner

    move_action_item(item, "start", by=owner)
    item = move_action_item(item, "finish", by=owner, at=AT)
    assert (item.status, item.done_at, item.late_at) == (Status.DONE, AT, None)
    move_action_item(item, "verify", by=owner)
    item = move_action_item(item, "reopen", by=owner)
    assert (item.status, item.done_at) == (Status.OPEN, None)
    item = move_action_item(item, "drop", by=owner, reason="Not wanted any more")

    steps = [event.action.split(".")[1] for event in history_of(item)]
    assert steps == ["drop", "reopen", "verify", "finish", "start", "add"]
    with pytest.raises(TransitionError):
        move_action_item(item, "finish", by=owner)


def test_dropping_needs_a_reason_and_a_promise_a_title():
    with pytest.raises(DomainError, match="why it is dropped"):
        move_action_item(promise(), "drop", by=None)
    with pytest.raises(DomainError, match="what is to be done"):
        promise(title=" ")


def test_an_outsider_cannot_owe_it():
    with pytest.raises(DomainError, match="not one of our"):
        promise(owner=UserFactory(roles=[Role.CONTACT]))


def test_the_second_editor_sees_the_first():
    item = promise()
    change_action_item(item, by=None, title="Send two offers")

    with pytest.raises(StaleError) as refusal:
        change_action_item(item, by=None, expected_version=item.version, title="Send none")

    assert refusal.value.changes == [("title", "Send two offers", "Send none")]


@pytest.mark.req("INV-59", "C-06")
def test_reminded_two_days_before_in_the_owners_morning_and_late_after_the_owners_day():
    item = promise(owner=UserFactory(time_zone="America/New_York"))

    assert item.remind_at == datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert item.late_at == datetime(2026, 3, 11, 4, tzinfo=UTC)


@pytest.mark.req("C-06")
def test_the_sweeps_ask_once_and_only_when_due():
    item = promise()

    assert remind_of_action_items(at=item.remind_at - timedelta(seconds=1)) == 0
    assert remind_of_action_items(at=item.remind_at) == 1
    assert remind_of_action_items(at=item.remind_at) == 0
    row = Attention.objects.get(rule="action_item")
    assert (row.assignee, row.severity) == (item.owner, Severity.SOON)

    assert show_late_action_items(at=item.late_at) == 1
    assert show_late_action_items(at=item.late_at) == 0
    row.refresh_from_db()
    assert row.severity == Severity.LATE

    assert show_late_action_items(at=item.late_at + timedelta(days=7)) == 1
    assert show_late_action_items(at=item.late_at + timedelta(days=99)) == 0
    row.refresh_from_db()
    assert row.severity == Severity.GRAVE


def test_done_asks_nobody():
    item = promise()
    remind_of_action_items(at=item.remind_at)

    move_action_item(item, "finish", by=item.owner)

    assert not Attention.objects.filter(closed_at=None).exists()
    assert show_late_action_items(at=AT + timedelta(days=99)) == 0


def test_a_new_day_starts_the_reminders_anew():
    item = promise()
    remind_of_action_items(at=item.remind_at)

    item = change_action_item(item, by=None, due_on=DUE + timedelta(days=30))

    assert not Attention.objects.filter(closed_at=None).exists()
    assert item.remind_at > AT + timedelta(days=30)


def test_many_are_finished_at_once():
    relationship = RelationshipFactory()
    items = [promise(relationship=relationship) for _ in range(3)]
    items[0] = move_action_item(items[0], "finish", by=None)

    assert finish_action_items(items, by=relationship.owner) == 2


def test_who_sees_a_promise():
    relationship = RelationshipFactory()
    engineer = UserFactory(roles=[Role.ENGINEER])
    item = promise(relationship=relationship, owner=engineer, counterpart=ContactFactory())

    assert list(action_items_for(engineer)) == [item]
    assert list(action_items_for(relationship.owner)) == [item]
    assert not action_items_for(UserFactory()).exists()
    assert not action_items_for(UserFactory(roles=[Role.CONTACT])).exists()
