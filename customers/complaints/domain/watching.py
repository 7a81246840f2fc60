"""Following what escalated until it is solved (C-17), and letting people hear how a complaint goes on."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes
from brm.core.errors import BlockedError
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from customers.complaints.domain.hearers import add_watcher
from customers.complaints.domain.scope import refuse_unless_manager
from customers.complaints.models import Complaint, ComplaintWatcher, WatchEntry


@transaction.atomic
def watch(complaint: Complaint, watcher: User | Contact, *, by: User | None, at: datetime | None = None) -> None:
    """Let a colleague or a contact of the customer hear how it goes on; oneself, or by who is responsible."""
    at = at or clock.now()
    if not isinstance(watcher, User) or by is None or watcher.pk != by.pk:
        refuse_unless_manager(by, complaint)
    add_watcher(complaint, watcher, at=at)
    trail.record(complaint, "complaint.watch", by=by, changes={_field(watcher): (None, watcher)}, at=at)


@transaction.atomic
def unwatch(complaint: Complaint, watcher: User | Contact, *, by: User | None, at: datetime | None = None) -> None:
    """They need not hear of it any more."""
    if not isinstance(watcher, User) or by is None or watcher.pk != by.pk:
        refuse_unless_manager(by, complaint)
    rows = ComplaintWatcher.objects.filter(complaint=complaint, **{_field(watcher): watcher})
    if rows.delete()[0]:
        trail.record(complaint, "complaint.unwatch", by=by, changes={_field(watcher): (watcher, None)}, at=at)


def _field(watcher: User | Contact) -> str:
    return "user" if isinstance(watcher, User) else "contact"


def follow(complaint: Complaint, *, by: User | None, at: datetime) -> WatchEntry:
    """What escalated is on the watch list by itself."""
    return add_to_watch_list(complaint.matter, by=by, at=at)


@transaction.atomic
def add_to_watch_list(
    matter: Matter,
    *,
    by: User | None,
    next_step: str = "",
    next_on: date | None = None,
    at: datetime | None = None,
) -> WatchEntry:
    """Follow a matter (a complaint, a service event) until it is solved. Adding it twice changes nothing."""
    at = at or clock.now()
    entry, made = WatchEntry.objects.get_or_create(
        matter=matter,
        removed_at=None,
        defaults={
            "relationship_id": matter.relationship_id, "next_step": next_step.strip()[:200], "next_on": next_on,
            "added_at": at, "added_by": by, "solved_at": matter.closed_at, "created_at": at, "updated_at": at,
        },
    )  # fmt: skip
    if made:
        trail.record(entry, "watch_list.add", by=by, at=at)
    elif entry.solved_at is not None and matter.closed_at is None:
        save_changes(entry, {"solved_at": None})
    return entry


@transaction.atomic
def plan_next_step(
    entry: WatchEntry, *, by: User | None, next_step: str, next_on: date | None, expected_version: int | None = None
) -> WatchEntry:
    """Write what happens next, and when."""
    entry = locked(entry)
    values = {"next_step": next_step.strip()[:200], "next_on": next_on}
    refuse_stale(entry, expected_version, values)
    if changes := save_changes(entry, values):
        trail.record(entry, "watch_list.plan", by=by, changes=changes)
    return entry


@transaction.atomic
def take_off_watch_list(entry: WatchEntry, *, by: User | None, at: datetime | None = None) -> WatchEntry:
    """Solved matters may leave the list; others stay (C-17)."""
    at = at or clock.now()
    entry = locked(entry)
    matter = Matter.objects.select_for_update().get(pk=entry.matter_id)
    if matter.closed_at is None:
        raise BlockedError(_("It stays on the watch list until it is solved."))
    if entry.removed_at is None:
        changes = save_changes(entry, {"solved_at": matter.closed_at, "removed_at": at})
        trail.record(entry, "watch_list.remove", by=by, changes=changes, at=at)
    return entry


def solve(complaint: Complaint, *, at: datetime) -> None:
    """The matter is over; its entry may leave the list."""
    WatchEntry.objects.filter(matter=complaint.matter_id, removed_at=None, solved_at=None).update(solved_at=at)


def watch_list_for(user: User) -> models.QuerySet[WatchEntry]:
    """What a person follows: on relationships they may see, not yet taken off."""
    rows = WatchEntry.objects.filter(
        removed_at=None, relationship__in=Relationship.objects.visible_to(user).order_by().values("pk")
    )
    return rows.select_related("matter", "relationship__organisation", "relationship__owner")


for _name, _words in (
    ("complaint.watch", gettext_lazy("Added a watcher")),
    ("complaint.unwatch", gettext_lazy("Removed a watcher")),
    ("watch_list.add", gettext_lazy("Put on the watch list")),
    ("watch_list.plan", gettext_lazy("Planned the next step")),
    ("watch_list.remove", gettext_lazy("Taken off the watch list")),
):
    trail.label(_name, _words)
