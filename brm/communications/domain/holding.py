"""Holding a meeting: minutes in three parts, action items out of them, word to everybody who was there (C-06, G-09)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.actionitems.domain import add_action_item
from brm.actionitems.models import Priority, Side
from brm.audit import trail
from brm.communications.domain.attendees import mark_presence
from brm.communications.domain.hearing import heard, note_needs
from brm.communications.domain.meetings import take_in_hand
from brm.communications.domain.missing import count_as_missed
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.domain.placing import moments_of, schedule_for_relationship, zone_of
from brm.communications.domain.posting import send_minutes
from brm.communications.domain.settling import settle_meetings
from brm.communications.enums import MinutesPart, OccurrenceStatus
from brm.communications.lifecycle import OCCURRENCE
from brm.communications.models import Minutes, MinutesAction, Occurrence
from brm.communications.rules import A_DAY, EARLY
from brm.core import clock
from brm.core.editing import constraints_explained, locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.models import Contact
from brm.timeline.domain import note

HELD: Registry[Callable[..., None]] = Registry("hearer of held meetings")
"""Called (meeting, contacts who were there, by=, at=) in the transaction that records the minutes."""


@dataclass(frozen=True)
class ActionLine:
    """One promise made in the meeting: what, whose, until when, and from which part of the minutes it grew."""

    title: str
    owner: User
    due_on: date
    part: str = MinutesPart.ISSUE
    side: str = Side.OURS
    counterpart: Contact | None = None
    priority: str = Priority.NORMAL


@transaction.atomic
def hold_meeting(
    occurrence: Occurrence,
    *,
    by: User | None,
    review: str,
    issues: str = "",
    improvement: str = "",
    conclusion: str = "",
    none_reason: str = "",
    actions: Sequence[ActionLine] = (),
    users: Iterable[User] = (),
    contacts: Iterable[Contact] = (),
    needs: Iterable[str] = (),
    listening: int | None = None,
    held_at: datetime | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    send: bool = True,
) -> Minutes:
    """Record the minutes: within its period the meeting is held, after it held late, and stays counted as missed.

    The lines of ``actions`` become action items; a part that was left empty says what its lines say. Everybody who
    was there gets the minutes, as a calendar event and a summary, unless ``send`` is false; what was sent is published
    to the other side's portal too.
    """
    at = at or clock.now()
    occurrence = locked(occurrence)
    refuse_stale(occurrence, expected_version, {"status": OccurrenceStatus.HELD})
    held_at = held_at or min(at, occurrence.starts_at)
    if held_at > max(at, clock.now()):
        raise DomainError(_("A meeting that lies ahead cannot have minutes yet."), field="held_at")
    if held_at.date() < occurrence.period_start - max(EARLY, occurrence.period_end - occurrence.period_start + A_DAY):
        raise DomainError(
            _("This meeting belongs to the time from %(first)s to %(last)s; what was held so long before is another.")
            % {"first": date_format(occurrence.period_start), "last": date_format(occurrence.period_end)},
            field="held_at",
        )
    parts = _parts(review, issues, improvement, actions)
    if not conclusion.strip() and not none_reason.strip() and not actions:
        raise DomainError(_("Write a conclusion or an action, or say why there is none."), field="conclusion")
    before = occurrence.status
    step = _step(occurrence, held_at, at, by)
    values = {
        "status": OCCURRENCE.step(step, occurrence).target, "held_at": held_at, "desk_at": None, "remind_at": None,
        "make_up_on": occurrence.make_up_on,
    }  # fmt: skip
    save_changes(occurrence, values)
    author = by or occurrence.relationship.owner
    minutes = Minutes(
        occurrence=occurrence, **parts, conclusion=conclusion.strip() or _from_actions(actions, none_reason),
        none_reason=none_reason.strip(), listening=listening, author=author, written_at=at, created_at=at,
        updated_at=at, published_at=at if send else None,
    )  # fmt: skip
    save_new(minutes)
    _add_actions(minutes, actions, by, at)
    met = list(contacts)
    mark_presence(occurrence, {user.pk for user in users}, {contact.pk for contact in met}, at=at)
    note_needs(occurrence.relationship, needs, at=held_at, occurrence=occurrence)
    heard(occurrence.relationship, at=held_at, contacts=met)
    settle_meetings([occurrence], at=at)
    _move_next(occurrence, held_at, by, at)
    refresh_next_contact([occurrence.relationship_id])
    trail.record(
        occurrence, f"meeting.{step}", by=by, changes={"status": (before, occurrence.status)}, at=at,
        show=occurrence.plan.title,
    )  # fmt: skip
    note(
        occurrence.relationship_id, "meeting", event=step, at=held_at, subject=occurrence, actor=by,
        text=minutes.conclusion or minutes.none_reason, title=occurrence.plan.title, actions=len(actions),
    )  # fmt: skip
    if send:
        send_minutes(minutes, at=at)
    for hear in HELD:
        hear(occurrence, met, by=by, at=at)
    return minutes


@transaction.atomic
def change_minutes(minutes: Minutes, *, by: User | None, expected_version: int | None = None, **texts: Any) -> Minutes:
    """Correct the minutes; their parts stay mandatory and every change stays visible in the history."""
    minutes = locked(minutes)
    if unknown := set(texts) - {"review", "issues", "improvement", "conclusion", "none_reason", "listening"}:
        raise TypeError(f"not part of minutes: {', '.join(sorted(unknown))}")
    texts = {name: text.strip() if isinstance(text, str) else text for name, text in texts.items()}
    refuse_stale(minutes, expected_version, texts)
    with constraints_explained(Minutes):
        changes = save_changes(minutes, texts)
    if changes:
        trail.record(minutes, "meeting.change_minutes", by=by, changes=changes, show=minutes.occurrence.plan.title)
    return minutes


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User | None, at: datetime | None = None) -> Minutes:
    """Give minutes that were not sent to the other side after all: their portal shows them."""
    minutes = locked(minutes)
    if changes := save_changes(minutes, {"published_at": minutes.published_at or at or clock.now()}):
        trail.record(minutes, "meeting.publish_minutes", by=by, changes=changes, show=minutes.occurrence.plan.title)
    return minutes


def _step(occurrence: Occurrence, held_at: datetime, at: datetime, by: User | None) -> str:
    """Held within its period, or late; a period that is over before the sweep has seen it is missed first."""
    if occurrence.status == OccurrenceStatus.MISSED:
        return "hold_late"
    take_in_hand(occurrence)
    if occurrence.status == OccurrenceStatus.DUE and held_at >= occurrence.miss_at:
        occurrence.status = OCCURRENCE.step("miss", occurrence).target
        count_as_missed([occurrence], at=at, by=by, excused=True)
        return "hold_late"
    return "hold"


def _parts(review: str, issues: str, improvement: str, actions: Sequence[ActionLine]) -> dict[str, str]:
    """The three parts, all of them needed (C-06); issues and improvement may be said by their lines alone."""
    parts = {
        "review": review.strip(),
        "issues": issues.strip() or _lines(actions, MinutesPart.ISSUE),
        "improvement": improvement.strip() or _lines(actions, MinutesPart.IMPROVEMENT),
    }
    missing = {
        "review": _("Write how the service went: the joint review."),
        "issues": _("Write the key issues and how they are handled, or that there were none."),
        "improvement": _("Write the improvement plan, or that nothing was agreed."),
    }
    for name, text in parts.items():
        if not text:
            raise DomainError(missing[name], field=name)
    return parts


def _lines(actions: Sequence[ActionLine], part: str) -> str:
    return "\n".join(f"- {line.title.strip()}" for line in actions if line.part == part)


def _from_actions(actions: Sequence[ActionLine], none_reason: str) -> str:
    return "" if none_reason.strip() else "\n".join(f"- {line.title.strip()}" for line in actions)


def _add_actions(minutes: Minutes, actions: Sequence[ActionLine], by: User | None, at: datetime) -> None:
    for line in actions:
        item = add_action_item(
            minutes.occurrence.relationship, title=line.title, owner=line.owner, due_on=line.due_on, by=by,
            side=line.side, counterpart=line.counterpart, priority=line.priority, at=at,
        )  # fmt: skip
        MinutesAction.objects.create(minutes=minutes, action_item=item, part=line.part)


def _move_next(occurrence: Occurrence, held_at: datetime, by: User | None, at: datetime) -> None:
    """Where the plan says so, a late meeting moves the next as far, never out of its own period (ruling 12)."""
    plan, relationship = occurrence.plan, occurrence.relationship
    if not plan.late_moves_next:
        return
    schedule = schedule_for_relationship(relationship)
    zone = zone_of(relationship, schedule)
    late = (held_at.astimezone(ZoneInfo(zone)).date() - occurrence.due_on).days
    following = (
        Occurrence.objects.select_for_update(of=("self",))
        .filter(plan=plan, status=OccurrenceStatus.PLANNED, due_on__gt=occurrence.due_on, moved=0)
        .order_by("due_on")
        .first()
    )
    if late <= 0 or following is None:
        return
    day = schedule.move(following.due_on + timedelta(days=late), "after")
    if day > following.period_end:
        day = schedule.move(following.period_end, "before")
    if day <= following.due_on:
        return
    placed = moments_of(day, following.period_end, zone, plan.meet_at, plan.reminder_days)
    changes = save_changes(following, {"due_on": day, "moved": 1, **placed})
    trail.record(following, "meeting.moved_by_late", by=by, changes={"due_on": changes["due_on"]}, at=at)


trail.label("meeting.come_due", gettext_lazy("The meeting came due"))
trail.label("meeting.miss", gettext_lazy("The meeting was missed"))
trail.label("meeting.hold", gettext_lazy("Held the meeting"))
trail.label("meeting.hold_late", gettext_lazy("Held the meeting late"))
trail.label("meeting.change_minutes", gettext_lazy("Corrected the minutes"))
trail.label("meeting.publish_minutes", gettext_lazy("Gave the minutes to the other side"))
trail.label("meeting.moved_by_late", gettext_lazy("Moved because the one before was late"))
