"""Adding, changing and finishing promises of both sides (C-06)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.actionitems.lifecycle import LIFECYCLE
from brm.actionitems.models import OPEN, ActionItem, Priority, Side
from brm.actionitems.rules import late_moment, remind_moment
from brm.attention.domain import settle
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note

RULE = "action_item"
FACTS = frozenset({"title", "detail", "side", "owner", "counterpart", "due_on", "priority", "visible_to_customer"})


@transaction.atomic
def add_action_item(
    relationship: Relationship,
    *,
    title: str,
    owner: User,
    due_on: date,
    by: User | None,
    detail: str = "",
    side: str = Side.OURS,
    counterpart: Contact | None = None,
    priority: str = Priority.NORMAL,
    visible_to_customer: bool = False,
    at: datetime | None = None,
) -> ActionItem:
    """Write a promise down: what, whose, until when."""
    at = at or clock.now()
    _refuse_empty(title)
    _refuse_outsider(owner)
    item = ActionItem(
        relationship=relationship, title=" ".join(title.split()), detail=detail, side=side, owner=owner,
        counterpart=counterpart, due_on=due_on, priority=priority, visible_to_customer=visible_to_customer,
        created_by=by, created_at=at, updated_at=at,
    )  # fmt: skip
    _set_moments(item)
    save_new(item)
    added = {"title": (None, item.title), "owner": (None, owner), "due_on": (None, due_on)}
    trail.record(item, "action_item.add", by=by, changes=added, at=at)
    note(relationship, "action_item", event="added", at=at, subject=item, actor=by, title=item.title, due_on=due_on)
    return item


@transaction.atomic
def change_action_item(
    item: ActionItem, *, by: User | None, expected_version: int | None = None, reason: str = "", **facts: Any
) -> ActionItem:
    """Change what was promised. A new day or owner starts the reminders anew."""
    item = locked(item)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if "title" in facts:
        _refuse_empty(facts["title"])
        facts["title"] = " ".join(facts["title"].split())
    if "owner" in facts:
        _refuse_outsider(facts["owner"])
    refuse_stale(item, expected_version, facts)
    changes = save_changes(item, facts)
    if not changes:
        return item
    if changes.keys() & {"due_on", "owner"} and item.status in OPEN:
        _set_moments(item)
        item.save(update_fields=["remind_at", "late_at"])
        settle(RULE, item)
    trail.record(item, "action_item.change", by=by, changes=changes, reason=reason)
    return item


@transaction.atomic
def move_action_item(
    item: ActionItem, step: str, *, by: User | None, reason: str = "", at: datetime | None = None
) -> ActionItem:
    """Start, finish, verify, reopen or drop a promise. Dropping needs a reason; who did it does not verify it alone."""
    at = at or clock.now()
    item = locked(item)
    transition = LIFECYCLE.step(step, item)
    reason = reason.strip()
    if step == "drop" and not reason:
        raise DomainError(_("Say why it is dropped."), field="reason")
    values: dict[str, Any] = {"status": transition.target}
    if step == "finish":
        values["done_at"] = at
    if step == "drop":
        values["drop_reason"] = reason
    if step == "reopen":
        values |= {"done_at": None, "drop_reason": ""}
    changes = save_changes(item, values)
    _set_moments(item)
    item.save(update_fields=["remind_at", "late_at"])
    if item.status not in OPEN:
        settle(RULE, item, at=at)
    shown = {field: pair for field, pair in changes.items() if field != "done_at"}
    trail.record(item, f"action_item.{step}", by=by, changes=shown, reason=reason, at=at)
    if step in {"finish", "drop", "reopen"}:
        note(
            item.relationship_id,
            "action_item",
            event=step,
            at=at,
            subject=item,
            actor=by,
            title=item.title,
            text=reason,
        )
    return item


def finish_action_items(items: Iterable[ActionItem], *, by: User, at: datetime | None = None) -> int:
    """Finish many at once; those already done are left alone."""
    done = 0
    with transaction.atomic():
        for item in items:
            if item.status in OPEN:
                move_action_item(item, "finish", by=by, at=at)
                done += 1
    return done


@transaction.atomic
def pass_on_action_items(
    from_user: User, to_user: User, by: User | None, *, relationship: Relationship | None = None
) -> int:
    """Give a person's open items to another: all (leaving), or those of one relationship (hand-over)."""
    rows = ActionItem.objects.filter(owner=from_user, status__in=OPEN)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    items = list(rows.select_for_update(of=("self",)))
    for item in items:
        change_action_item(item, by=by, owner=to_user)
    return len(items)


def pass_on_counterpart(contact: Contact, successor: Contact, by: User | None) -> int:
    """Open items that name a contact who left name the successor instead (INV-58)."""
    items = list(ActionItem.objects.filter(counterpart=contact, status__in=OPEN))
    for item in items:
        change_action_item(item, by=by, counterpart=successor)
    return len(items)


def _set_moments(item: ActionItem) -> None:
    """When the sweeps must look at the item next; never again once it is not open."""
    is_open = item.status in OPEN
    zone = item.owner.time_zone
    remind, late = remind_moment(item.due_on, zone), late_moment(item.due_on, zone)
    item.remind_at = remind if is_open and remind < late else None
    item.late_at = late if is_open else None


def _refuse_empty(title: str) -> None:
    if not title.strip():
        raise DomainError(_("Say what is to be done."), field="title")


def _refuse_outsider(owner: User) -> None:
    if not stays(owner):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": owner}, field="owner")


trail.label("action_item.add", gettext_lazy("Added the action item"))
trail.label("action_item.change", gettext_lazy("Changed the action item"))
trail.label("action_item.start", gettext_lazy("Started the action item"))
trail.label("action_item.finish", gettext_lazy("Finished the action item"))
trail.label("action_item.verify", gettext_lazy("Verified the action item"))
trail.label("action_item.reopen", gettext_lazy("Opened the action item again"))
trail.label("action_item.drop", gettext_lazy("Dropped the action item"))
