"""Executive visits: proposed when it matters, approved, prepared, held, followed up (C-10, C-11)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Attention, Severity
from brm.audit import trail
from brm.communications.domain.calendar_files import visit_invitation
from brm.communications.domain.hearing import heard, note_needs
from brm.communications.domain.missing import leads_by_team
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.domain.placing import wall, zone_of
from brm.communications.domain.scope import refuse_non_lead, refuse_strangers
from brm.communications.domain.settling import VISIT, VISIT_APPROVAL
from brm.communications.enums import Answer, VisitReason, VisitStatus
from brm.communications.lifecycle import VISIT as LIFE
from brm.communications.models import ExecutiveVisit, VisitAttendee
from brm.communications.rules import FOLLOW_UP_DAYS, VISIT_DAYS
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.matters.models import Matter
from brm.notifications.domain.writing import mail, notify
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note

BRIEF = frozenset({"purpose", "wanted_by", "duration_minutes", "place", "briefing", "value_message", "owner"})


@transaction.atomic
def propose_visit(
    relationship: Relationship,
    *,
    reason: str,
    purpose: str,
    by: User | None,
    matter: Matter | None = None,
    owner: User | None = None,
    wanted_by: date | None = None,
    ours: Iterable[User] = (),
    theirs: Iterable[Contact] = (),
    at: datetime | None = None,
    **facts: Any,
) -> ExecutiveVisit:
    """Propose a visit; the leads are asked to approve it. Major events and complaints propose through here (C-10)."""
    at = at or clock.now()
    if reason not in VisitReason.values:
        raise DomainError(_("Choose the occasion of the visit."), field="reason")
    if not purpose.strip():
        raise DomainError(_("Say what the visit is for."), field="purpose")
    if wanted_by and wanted_by < clock.day_of(at) - timedelta(days=1):
        raise DomainError(_("This day has passed already."), field="wanted_by")
    _refuse_unknown(facts)
    ours, theirs = list(ours), list(theirs)
    refuse_strangers(relationship, ours, theirs)
    visit = ExecutiveVisit(
        relationship=relationship, reason=reason, purpose=purpose.strip()[:200], matter=matter,
        owner=owner or relationship.owner, proposed_by=by,
        wanted_by=wanted_by or clock.day_of(at) + timedelta(VISIT_DAYS), created_at=at, updated_at=at, **facts,
    )  # fmt: skip
    save_new(visit)
    VisitAttendee.objects.bulk_create(
        [VisitAttendee(visit=visit, user=user) for user in ours]
        + [VisitAttendee(visit=visit, contact=contact) for contact in theirs]
    )
    trail.record(visit, "visit.propose", by=by, changes={"reason": (None, reason)}, at=at)
    _tell(visit, "propose", by, at, text=visit.purpose)
    _ask(visit, at)
    return visit


@transaction.atomic
def prepare_visit(
    visit: ExecutiveVisit,
    *,
    by: User | None,
    expected_version: int | None = None,
    ours: Iterable[User] | None = None,
    theirs: Iterable[Contact] | None = None,
    **facts: Any,
) -> ExecutiveVisit:
    """Write the briefing and the value message, choose who goes and whom they see."""
    visit = locked(visit)
    _refuse_unknown(facts)
    if visit.status not in (VisitStatus.PROPOSED, VisitStatus.APPROVED, VisitStatus.SCHEDULED):
        raise DomainError(_("The visit is over; its preparation stays as it was."))
    refuse_stale(visit, expected_version, facts)
    changes = save_changes(visit, facts)
    changes |= _choose(visit, ours, theirs)
    if changes:
        trail.record(visit, "visit.prepare", by=by, changes=changes)
        _ask(visit, clock.now())
    return visit


@transaction.atomic
def approve_visit(visit: ExecutiveVisit, *, by: User | None, at: datetime | None = None) -> ExecutiveVisit:
    """A lead or an executive agrees that the visit takes place."""
    refuse_non_lead(by, visit.relationship)
    return _step(visit, "approve", by, at or clock.now(), {})


@transaction.atomic
def schedule_visit(
    visit: ExecutiveVisit, *, on: date, by: User | None, meet_at: time = time(10, 0), place: str | None = None,
    at: datetime | None = None,
) -> ExecutiveVisit:  # fmt: skip
    """Fix day and hour, in the relationship's zone; everybody who is to come gets the invitation."""
    at = at or clock.now()
    zone = zone_of(visit.relationship)
    values: dict[str, Any] = {"starts_at": wall(on, meet_at, zone)}
    if place is not None:
        values["place"] = place
    visit = _step(visit, "schedule", by, at, values)
    _invite(visit, zone, at)
    return visit


@transaction.atomic
def hold_visit(
    visit: ExecutiveVisit, *, by: User | None, expectations: str, value_message: str | None = None,
    needs: Iterable[str] = (), held_at: datetime | None = None, at: datetime | None = None,
) -> ExecutiveVisit:  # fmt: skip
    """Record what the other side expects of us (C-10)."""
    at = at or clock.now()
    held_at = held_at or min(at, visit.starts_at or at)
    if not expectations.strip():
        raise DomainError(_("Record which expectations were heard."), field="expectations")
    if held_at > max(at, clock.now()):
        raise DomainError(_("A visit that lies ahead cannot have been held yet."), field="held_at")
    values: dict[str, Any] = {"expectations": expectations.strip(), "held_at": held_at}
    if value_message is not None:
        values["value_message"] = value_message.strip()
    visit = _step(visit, "hold", by, at, values)
    rows = list(visit.attendees.select_related("contact").exclude(answer=Answer.DECLINED))
    VisitAttendee.objects.filter(pk__in=[row.pk for row in rows]).update(answer=Answer.ATTENDED)
    note_needs(visit.relationship, needs, at=held_at, visit=visit)
    heard(visit.relationship, at=held_at, contacts=[row.contact for row in rows if row.contact])
    return visit


@transaction.atomic
def follow_up_visit(
    visit: ExecutiveVisit, *, by: User | None, follow_up: str, at: datetime | None = None
) -> ExecutiveVisit:
    """Say what followed from the visit."""
    if not follow_up.strip():
        raise DomainError(_("Say what followed from the visit."), field="follow_up")
    return _step(visit, "follow_up", by, at or clock.now(), {"follow_up": follow_up.strip()})


@transaction.atomic
def cancel_visit(visit: ExecutiveVisit, *, by: User | None, reason: str, at: datetime | None = None) -> ExecutiveVisit:
    """Give a visit up, with the reason."""
    if not reason.strip():
        raise DomainError(_("Say why the visit is cancelled."), field="reason")
    return _step(visit, "cancel", by, at or clock.now(), {"cancel_reason": reason.strip()}, reason=reason.strip())


@transaction.atomic
def answer_visit(attendee: VisitAttendee, answer: str, *, by: User | None) -> VisitAttendee:
    """Record that somebody accepts or declines to join the visit (C-11)."""
    attendee = locked(attendee)
    if answer not in (Answer.INVITED, Answer.ACCEPTED, Answer.DECLINED):
        raise DomainError(_("An invitation is accepted or declined."), field="answer")
    before = attendee.answer
    if before != answer:
        attendee.answer, attendee.updated_at = answer, clock.now()
        attendee.save(update_fields=["answer", "updated_at"])
        trail.record(attendee.visit, "visit.answer", by=by, changes={"answer": (before, answer)})
    return attendee


def _step(
    visit: ExecutiveVisit, step: str, by: User | None, at: datetime, values: dict[str, Any], reason: str = ""
) -> ExecutiveVisit:
    """One step of the visit's life with history, timeline and what waits for whom."""
    visit = locked(visit)
    before = visit.status
    changes = save_changes(visit, {**values, "status": LIFE.step(step, visit).target})
    shown = {name: pair for name, pair in changes.items() if name in ("status", "starts_at")}
    trail.record(
        visit, f"visit.{step}", by=by, changes=shown or {"status": (before, visit.status)}, reason=reason, at=at
    )
    _tell(visit, step, by, at, text=reason or visit.follow_up or visit.expectations)
    refresh_next_contact([visit.relationship_id])
    _ask(visit, at)
    return visit


def _ask(visit: ExecutiveVisit, at: datetime) -> None:
    """Whom the visit waits for now: leads to approve, the responsible person to schedule, hold and follow up."""
    settle(VISIT, visit, at=at)
    if visit.status != VisitStatus.PROPOSED:
        settle(VISIT_APPROVAL, visit, at=at)
    words: dict[str, Any] = {
        "purpose": visit.purpose, "organisation": str(visit.relationship.organisation), "status": visit.status,
    }  # fmt: skip
    due: datetime | None = None
    if visit.status == VisitStatus.PROPOSED:
        for user in leads_by_team([visit.relationship.team_id]).get(visit.relationship.team_id or 0, []):
            attend(user, VISIT_APPROVAL, visit, severity=Severity.DUE, relationship=visit.relationship, at=at, **words)
        return
    if visit.status == VisitStatus.APPROVED and visit.wanted_by:
        due = wall(visit.wanted_by, time(0), visit.owner.time_zone)
    elif visit.status == VisitStatus.SCHEDULED:
        due = visit.starts_at
    elif visit.status == VisitStatus.HELD and visit.held_at:
        due = visit.held_at + timedelta(days=FOLLOW_UP_DAYS)
    else:
        return
    severity = Severity.SOON if due and due > at else Severity.DUE
    attend(visit.owner, VISIT, visit, severity=severity, due_at=due, relationship=visit.relationship, at=at, **words)


def show_overdue_visits(*, at: datetime | None = None) -> int:
    """A visit whose day has come and gone asks louder: due, and late after a week."""
    at = at or clock.now()
    waiting = Attention.objects.filter(rule=VISIT, closed_at=None, due_at__lte=at)
    late = waiting.filter(severity__lt=Severity.LATE, due_at__lte=at - timedelta(days=7)).update(
        severity=Severity.LATE, snoozed_until=None
    )
    return late + waiting.filter(severity__lt=Severity.DUE).update(severity=Severity.DUE, snoozed_until=None)


def _tell(visit: ExecutiveVisit, step: str, by: User | None, at: datetime, text: str) -> None:
    note(
        visit.relationship_id, "visit", event=step, at=visit.held_at if step == "hold" and visit.held_at else at,
        subject=visit, actor=by, text=text, purpose=visit.purpose, reason=visit.reason,
    )  # fmt: skip


def _choose(
    visit: ExecutiveVisit, ours: Iterable[User] | None, theirs: Iterable[Contact] | None
) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    for name, field, wanted in (("ours", "user", ours), ("theirs", "contact", theirs)):
        if wanted is None:
            continue
        rows: dict[int, Any] = {row.pk: row for row in wanted}
        known = {getattr(row, f"{field}_id") for row in visit.attendees.exclude(**{field: None})}
        new = [row for pk, row in rows.items() if pk not in known]
        refuse_strangers(visit.relationship, new if name == "ours" else (), new if name == "theirs" else ())
        visit.attendees.exclude(**{field: None}).exclude(**{f"{field}__in": list(rows)}).delete()
        VisitAttendee.objects.bulk_create(VisitAttendee(visit=visit, **{field: row}) for row in new)
        if known != set(rows):
            changes[name] = (sorted(known), sorted(rows))
    return changes


def _invite(visit: ExecutiveVisit, zone: str, at: datetime) -> None:
    coming = list(visit.attendees.select_related("user", "contact").exclude(answer=Answer.DECLINED).order_by("pk"))
    file = visit_invitation(visit, coming)
    key = f"visit-{visit.pk}-{visit.starts_at:%Y%m%d%H%M}"
    words: dict[str, Any] = {
        "purpose": visit.purpose, "organisation": str(visit.relationship.organisation), "starts_at": visit.starts_at,
        "place": visit.place, "briefing": visit.briefing,
    }  # fmt: skip
    url = reverse("communications:visit", args=[visit.pk])
    told = {row.user.pk: row.user for row in coming if row.user} | {visit.owner_id: visit.owner}
    for user in told.values():
        notify(user, "visit_scheduled", key=key, url=url, relationship=visit.relationship_id, at=at,
               attachments=[file], **words)  # fmt: skip
    for contact in (row.contact for row in coming if row.contact):
        if contact.email and not contact.mail_wrong and contact.left_on is None:
            mail(
                contact.email, "visit_invitation", key=key, language=contact.language,
                time_zone=contact.time_zone or zone, name=contact.name, contact_id=contact.pk, attachments=[file],
                relationship=visit.relationship_id, at=at, **{**words, "briefing": ""},
            )  # fmt: skip


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - BRIEF:
        raise TypeError(f"not part of a visit: {', '.join(sorted(unknown))}")


for _name, _words in (
    ("propose", gettext_lazy("Proposed an executive visit")),
    ("prepare", gettext_lazy("Prepared the executive visit")),
    ("approve", gettext_lazy("Approved the executive visit")),
    ("schedule", gettext_lazy("Scheduled the executive visit")),
    ("hold", gettext_lazy("Recorded the executive visit")),
    ("follow_up", gettext_lazy("Followed up the executive visit")),
    ("cancel", gettext_lazy("Cancelled the executive visit")),
    ("answer", gettext_lazy("Recorded an answer to the visit")),
):
    trail.label(f"visit.{_name}", _words)
