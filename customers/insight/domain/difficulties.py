"""Difficulties with a customer: met, worked on by an action item, solved or lived with; which are frequent (C-32)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.actionitems.domain import add_action_item
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.insight.enums import ITEMS, DifficultyClass, DifficultyItem
from customers.insight.lifecycle import DIFFICULTY
from customers.insight.models import Difficulty
from customers.insight.models.difficulties import OPEN_DIFFICULTY

FACTS = frozenset({"item", "detail", "owner"})


@dataclass(frozen=True)
class Frequency:
    """How often a difficulty was met, and how often it still stands."""

    item: DifficultyItem
    count: int
    open: int
    share: float


def class_of(item: str) -> DifficultyClass:
    """The class an item belongs to."""
    found = next((name for name, items in ITEMS.items() if item in items), None)
    if found is None:
        raise DomainError(_("Choose the difficulty."), field="item")
    return DifficultyClass(found)


@transaction.atomic
def note_difficulty(
    relationship: Relationship, *, item: str, detail: str, by: User | None, owner: User | None = None,
    since: datetime | None = None, at: datetime | None = None,
) -> Difficulty:  # fmt: skip
    """Keep a difficulty with its class and who deals with it (C-32)."""
    at = at or clock.now()
    owner = owner or relationship.owner
    _check(detail=detail, owner=owner)
    row = Difficulty(
        relationship=relationship, difficulty_class=class_of(item), item=item, detail=detail.strip(), owner=owner,
        since=since or at, created_by=by, created_at=at, updated_at=at,
    )  # fmt: skip
    save_new(row)
    trail.record(row, "difficulty.note", by=by, changes={"item": (None, item)}, at=at)
    note(relationship, "difficulty", event="note", at=row.since, subject=row, actor=by, text=row.detail, item=item)
    return row


@transaction.atomic
def change_difficulty(
    row: Difficulty, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> Difficulty:
    """Change what it is about or whose it is, while it stands."""
    row = locked(row)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if row.status not in OPEN_DIFFICULTY:
        raise DomainError(_("This difficulty is over; note a new one if it comes back."))
    _check(detail=facts.get("detail"), owner=facts.get("owner"))
    if "item" in facts:
        facts["difficulty_class"] = class_of(facts["item"])
    refuse_stale(row, expected_version, facts)
    if changes := save_changes(row, facts):
        trail.record(row, "difficulty.change", by=by, changes=changes)
    return row


@transaction.atomic
def work_on_difficulty(
    row: Difficulty, *, action: str, due_on: date, by: User | None, owner: User | None = None,
    at: datetime | None = None,
) -> Difficulty:  # fmt: skip
    """Decide what is done about it, by whom and until when: an action item is made (C-32)."""
    at = at or clock.now()
    row = locked(row)
    transition = DIFFICULTY.step("work", row)
    if not action.strip():
        raise DomainError(_("Say what is done about it."), field="action")
    owner = owner or row.owner
    item = add_action_item(
        row.relationship, title=action.strip()[:200], owner=owner, due_on=due_on, by=by, detail=row.detail, at=at
    )
    changes = save_changes(row, {"status": transition.target, "action": item, "owner": owner})
    trail.record(row, "difficulty.work", by=by, changes=changes, at=at)
    return row


@transaction.atomic
def end_difficulty(
    row: Difficulty, step: str, *, result: str, by: User | None, at: datetime | None = None
) -> Difficulty:
    """It is solved, or both sides live with it (accept); how."""
    at = at or clock.now()
    row = locked(row)
    if step not in ("solve", "accept"):
        raise DomainError(_("A difficulty is solved, or lived with."))
    transition = DIFFICULTY.step(step, row)
    if not result.strip():
        raise DomainError(_("Say how it ended."), field="result")
    changes = save_changes(row, {"status": transition.target, "ended_at": at, "result": result.strip()})
    changes.pop("ended_at", None)
    trail.record(row, f"difficulty.{step}", by=by, changes=changes, at=at)
    note(row.relationship_id, "difficulty", event=step, at=at, subject=row, actor=by, text=row.result, item=row.item)
    return row


def frequent(rows: QuerySet[Difficulty]) -> dict[DifficultyClass, list[Frequency]]:
    """How often each difficulty of each class was met, the most frequent first; none left out (C-32)."""
    counted = {
        item: (count, still)
        for item, count, still in rows.order_by()
        .select_related(None)
        .values_list("item")
        .annotate(count=Count("pk"), still=Count("pk", filter=Q(status__in=OPEN_DIFFICULTY)))
    }
    most = max((count for count, _still in counted.values()), default=0) or 1
    return {
        DifficultyClass(name): sorted(
            (Frequency(item, *counted.get(item, (0, 0)), counted.get(item, (0, 0))[0] / most) for item in items),
            key=lambda each: -each.count,
        )
        for name, items in ITEMS.items()
    }


@transaction.atomic
def pass_on_difficulties(
    from_user: User, to_user: User, by: User | None, *, relationship: Relationship | None = None
) -> int:
    """Give the open difficulties of somebody to another: all (leaving), or those of one customer (hand-over)."""
    rows = open_difficulties(from_user)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    found = list(rows)
    for row in found:
        change_difficulty(row, by=by, owner=to_user)
    return len(found)


def open_difficulties(user: User) -> QuerySet[Difficulty]:
    """The difficulties somebody deals with."""
    return Difficulty.objects.filter(owner=user, status__in=OPEN_DIFFICULTY)


def _check(*, detail: str | None, owner: User | None) -> None:
    if detail is not None and not detail.strip():
        raise DomainError(_("Say what exactly the difficulty is."), field="detail")
    if owner is not None and not stays(owner):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": owner}, field="owner")


trail.label("difficulty.note", gettext_lazy("Noted a difficulty"))
trail.label("difficulty.change", gettext_lazy("Changed the difficulty"))
trail.label("difficulty.work", gettext_lazy("Works on the difficulty"))
trail.label("difficulty.solve", gettext_lazy("Solved the difficulty"))
trail.label("difficulty.accept", gettext_lazy("Lives with the difficulty"))
