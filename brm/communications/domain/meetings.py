"""Preparing, moving and cancelling a meeting. Past its day it is held, moved, missed or cancelled (INV-27)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.missing import count_as_missed
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.domain.placing import moments_of, zone_of
from brm.communications.domain.settling import settle_meetings
from brm.communications.enums import CancelBasis, OccurrenceStatus
from brm.communications.lifecycle import OCCURRENCE
from brm.communications.models import Occurrence
from brm.communications.rules import FARTHEST_MOVE
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes
from brm.core.errors import DomainError
from brm.parties.models import Contact
from brm.timeline.domain import note

BRIEF = frozenset({"objective", "agenda", "place"})


@transaction.atomic
def prepare_meeting(
    occurrence: Occurrence, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> Occurrence:
    """Write the brief: what the meeting is to achieve, what is on the agenda, where it takes place."""
    occurrence = locked(occurrence)
    if unknown := set(facts) - BRIEF:
        raise TypeError(f"not part of a brief: {', '.join(sorted(unknown))}")
    refuse_stale(occurrence, expected_version, facts)
    if occurrence.is_over and occurrence.status != OccurrenceStatus.MISSED:
        raise DomainError(_("The meeting is over; its brief stays as it was."))
    if changes := save_changes(occurrence, facts):
        trail.record(occurrence, "meeting.prepare", by=by, changes=changes)
    return occurrence


def take_in_hand(occurrence: Occurrence) -> None:
    """A planned meeting that somebody acts on before its day comes due first; the step that follows is recorded."""
    if occurrence.status == OccurrenceStatus.PLANNED:
        occurrence.status = OCCURRENCE.step("come_due", occurrence).target


@transaction.atomic
def reschedule_meeting(
    occurrence: Occurrence,
    *,
    on: date,
    reason: str,
    by: User | None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Occurrence:
    """Move a meeting to another day, with a reason (C-08).

    Inside its period it is planned anew. Outside it counts as missed, and the day is when it is made up for; a missed
    meeting gets such a day too.
    """
    at = at or clock.now()
    occurrence = locked(occurrence)
    refuse_stale(occurrence, expected_version, {"due_on": on})
    reason = reason.strip()
    if not reason:
        raise DomainError(_("Say why the meeting is moved."), field="reason")
    zone = _zone(occurrence)
    if on < clock.today(zone) and on < clock.day_of(at):
        raise DomainError(_("The new day has passed already."), field="on")
    if on > clock.day_of(at) + FARTHEST_MOVE:
        raise DomainError(_("Choose a day within a year. What is put off longer is a matter of the plan."), field="on")
    before, old_day = occurrence.status, occurrence.make_up_on or occurrence.due_on
    if on == old_day:
        raise DomainError(_("This is the day it is on already."), field="on")
    plan = occurrence.plan
    placed = moments_of(on, occurrence.period_end, zone, plan.meet_at, plan.reminder_days)
    values: dict[str, Any] = {
        "reason": reason, "starts_at": placed["starts_at"], "desk_at": placed["desk_at"],
        "remind_at": placed["remind_at"], "moved": occurrence.moved + 1,
    }  # fmt: skip
    inside = occurrence.period_start <= on <= occurrence.period_end
    if before == OccurrenceStatus.MISSED or not inside:
        if before != OccurrenceStatus.MISSED:
            take_in_hand(occurrence)
            OCCURRENCE.step("miss", occurrence)
        values |= {"status": OccurrenceStatus.MISSED, "make_up_on": on}
    else:
        take_in_hand(occurrence)
        values |= {"status": OCCURRENCE.step("reschedule", occurrence).target, "due_on": on}
        values["miss_at"] = placed["miss_at"]
    save_changes(occurrence, values)
    settle_meetings([occurrence], at=at)
    if before != OccurrenceStatus.MISSED and occurrence.status == OccurrenceStatus.MISSED:
        count_as_missed([occurrence], at=at, by=by, excused=True)
    shown: dict[str, Any] = {"day": (old_day, on)}
    if before != occurrence.status:
        shown["status"] = (before, occurrence.status)
    trail.record(occurrence, "meeting.reschedule", by=by, changes=shown, reason=reason, at=at)
    note(
        occurrence.relationship_id, "meeting", event="rescheduled", at=at, subject=occurrence, actor=by, text=reason,
        title=plan.title, old=old_day, new=on,
    )  # fmt: skip
    refresh_next_contact([occurrence.relationship_id])
    return occurrence


@transaction.atomic
def cancel_meeting(
    occurrence: Occurrence,
    *,
    reason: str,
    by: User | None,
    contact: Contact | None = None,
    agreed_with: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Occurrence:
    """Cancel a meeting the other side agreed to drop; it does not count against adherence (4.8)."""
    at = at or clock.now()
    occurrence = locked(occurrence)
    refuse_stale(occurrence, expected_version, {"reason": reason})
    agreed_with = (contact.name if contact else agreed_with).strip()[:200]
    if not reason.strip():
        raise DomainError(_("Say why the meeting is cancelled."), field="reason")
    if not agreed_with:
        raise DomainError(_("Say who on the other side agreed."), field="agreed_with")
    before = occurrence.status
    take_in_hand(occurrence)
    values = {
        "status": OCCURRENCE.step("cancel", occurrence).target, "reason": reason.strip(), "agreed_with": agreed_with,
        "cancel_basis": CancelBasis.CONSENT, "desk_at": None, "remind_at": None,
    }  # fmt: skip
    save_changes(occurrence, values)
    settle_meetings([occurrence], at=at)
    changes = {"status": (before, occurrence.status)}
    trail.record(
        occurrence, "meeting.cancel", by=by, changes=changes, reason=reason.strip(), at=at,
        personal={"agreed_with": ("", agreed_with)},
    )  # fmt: skip
    note(
        occurrence.relationship_id, "meeting", event="cancelled", at=at, subject=occurrence, actor=by,
        text=reason.strip(), title=occurrence.plan.title, due_on=occurrence.due_on,
    )  # fmt: skip
    refresh_next_contact([occurrence.relationship_id])
    return occurrence


def _zone(occurrence: Occurrence) -> str:
    return zone_of(occurrence.relationship)


trail.label("meeting.prepare", gettext_lazy("Prepared the meeting"))
trail.label("meeting.reschedule", gettext_lazy("Moved the meeting"))
trail.label("meeting.cancel", gettext_lazy("Cancelled the meeting"))
