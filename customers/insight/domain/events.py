"""Major events: reported, handled, reviewed; the executive visit they call for, the conflict they may cause."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from brm.audit import trail
from brm.communications.domain.placing import schedule_for_relationship
from brm.communications.domain.visits import propose_visit
from brm.communications.enums import VisitReason
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.matters.domain import close_matter, link_matters, open_matter, unlink_matters
from brm.matters.models import LinkKind, Matter, MatterKind, MatterLink
from brm.notifications.domain.writing import notify
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.insight.enums import EventStatus, Grade
from customers.insight.lifecycle import EVENT
from customers.insight.models import MajorEvent
from customers.insight.models.events import OPEN_EVENT

RULE = "major_event"
FACTS = frozenset({"grade", "summary", "owner", "executive_feeling", "executive_view", "occurred_at"})


@transaction.atomic
def report_major_event(
    relationship: Relationship, *, title: str, summary: str, by: User | None, grade: str = Grade.ONE,
    occurred_at: datetime | None = None, owner: User | None = None, number: str = "", at: datetime | None = None,
) -> MajorEvent:  # fmt: skip
    """Report a major event; an executive visit is proposed at once, to be scheduled within its days (INV-15, C-10)."""
    at = at or clock.now()
    occurred_at = occurred_at or at
    if not title.strip():
        raise DomainError(_("Give the event a title."), field="title")
    if not summary.strip():
        raise DomainError(_("Say what happened."), field="summary")
    if occurred_at > at:
        raise DomainError(_("What lies ahead has not happened yet."), field="occurred_at")
    if grade not in Grade.values:
        raise DomainError(_("Choose how grave it is."), field="grade")
    owner = owner or relationship.owner
    _refuse_outsider(owner)
    matter = open_matter(
        relationship, kind=MatterKind.MAJOR_EVENT, title=title.strip(), by=by, number=number, at=occurred_at
    )
    event = MajorEvent(
        matter=matter, grade=grade, occurred_at=occurred_at, summary=summary.strip(), owner=owner, created_at=at,
        updated_at=at,
    )  # fmt: skip
    save_new(event)
    trail.record(event, "major_event.report", by=by, changes={"grade": (None, grade)}, at=at)
    note(
        relationship, "major_event", event="report", at=occurred_at, subject=event, actor=by, text=event.summary,
        number=matter.number, title=matter.title, grade=grade,
    )  # fmt: skip
    _propose_visit(event, by, at)
    _ask(event, at)
    if owner != by:
        notify(
            owner, "major_event", key=f"major-event-{event.pk}", url=event.get_absolute_url(), at=at,
            relationship=relationship, number=matter.number, title=matter.title,
            organisation=str(relationship.organisation), summary=event.summary,
        )  # fmt: skip
    return event


def _propose_visit(event: MajorEvent, by: User | None, at: datetime) -> None:
    """Their executives hear from ours: proposed in the transaction of the report, so never later than a day."""
    relationship = event.matter.relationship
    with override(relationship.owner.language):
        purpose = _("After the major event: %(title)s") % {"title": event.matter.title}
    event.visit = propose_visit(
        relationship, reason=VisitReason.MAJOR_EVENT, purpose=purpose[:200], by=by, matter=event.matter, at=at
    )
    event.save(update_fields=["visit"])


@transaction.atomic
def change_major_event(
    event: MajorEvent, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> MajorEvent:
    """Correct what is known, and keep how their executives see it (R-18)."""
    event = locked(event)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if event.status == EventStatus.CLOSED:
        raise DomainError(_("The event is closed."))
    if "owner" in facts:
        _refuse_outsider(facts["owner"])
    if "summary" in facts and not facts["summary"].strip():
        raise DomainError(_("Say what happened."), field="summary")
    if facts.get("occurred_at") and facts["occurred_at"] > clock.now():
        raise DomainError(_("What lies ahead has not happened yet."), field="occurred_at")
    refuse_stale(event, expected_version, facts)
    if changes := save_changes(event, facts):
        trail.record(event, "major_event.change", by=by, changes=changes)
        if "owner" in changes:
            _ask(event, clock.now())
    return event


@transaction.atomic
def take_major_event(event: MajorEvent, *, by: User | None, at: datetime | None = None) -> MajorEvent:
    """Somebody has it in hand."""
    return _step(event, "take", by, at, {})


@transaction.atomic
def solve_major_event(
    event: MajorEvent, *, solution: str, by: User | None, ended_at: datetime | None = None,
    at: datetime | None = None,
) -> MajorEvent:  # fmt: skip
    """It is over: since when, and how."""
    at = at or clock.now()
    if not solution.strip():
        raise DomainError(_("Say how it was solved."), field="solution")
    ended_at = ended_at or at
    if ended_at > at:
        raise DomainError(_("What lies ahead has not happened yet."), field="ended_at")
    if ended_at < event.occurred_at:
        raise DomainError(_("It cannot be over before it began."), field="ended_at")
    return _step(event, "solve", by, at, {"solution": solution.strip(), "ended_at": ended_at})


@transaction.atomic
def review_major_event(
    event: MajorEvent, *, lessons: str, by: User | None, executive_view: str | None = None,
    executive_feeling: int | None = None, at: datetime | None = None,
) -> MajorEvent:  # fmt: skip
    """What we learned, and how their executives see it (R-18)."""
    if not lessons.strip():
        raise DomainError(_("Say what we learned."), field="lessons")
    values: dict[str, Any] = {"lessons": lessons.strip()}
    if executive_view is not None:
        values["executive_view"] = executive_view.strip()
    if executive_feeling is not None:
        values["executive_feeling"] = executive_feeling
    return _step(event, "review", by, at, values)


@transaction.atomic
def close_major_event(event: MajorEvent, *, by: User | None, at: datetime | None = None) -> MajorEvent:
    """Nothing is left to do; a conflict about it has ended."""
    event = _step(event, "close", by, at, {})
    close_matter(event.matter, by=by, at=at)
    return event


@transaction.atomic
def flag_conflict(
    event: MajorEvent, *, mediator: User | None, by: User | None, agreed_facts: str = "", outcome: str = "",
    expected_version: int | None = None,
) -> MajorEvent:  # fmt: skip
    """The customer blames us: who mediates, on which facts both sides agree, how it ended (C-36)."""
    if mediator is None:
        raise DomainError(_("A conflict needs a mediator: name one."), field="mediator")
    _refuse_outsider(mediator, "mediator")
    event = locked(event)
    if event.status == EventStatus.CLOSED:
        raise DomainError(_("The event is closed."))
    values = {
        "conflict": True, "mediator": mediator, "agreed_facts": agreed_facts.strip(),
        "conflict_outcome": outcome.strip(),
    }  # fmt: skip
    refuse_stale(event, expected_version, values)
    if changes := save_changes(event, values):
        trail.record(event, "major_event.conflict", by=by, changes=changes)
        if "conflict" in changes:
            matter = event.matter
            note(
                matter.relationship_id, "major_event", event="conflict", at=clock.now(), subject=event, actor=by,
                number=matter.number, title=matter.title, mediator=str(mediator),
            )  # fmt: skip
    return event


@transaction.atomic
def link_complaint(event: MajorEvent, complaint: Matter, *, by: User | None) -> MatterLink:
    """A complaint is about this event (R-18, K-24)."""
    if complaint.kind != MatterKind.COMPLAINT or complaint.relationship_id != event.relationship_id:
        raise DomainError(_("Choose a complaint of this customer."), field="complaint")
    return link_matters(complaint, event.matter, kind=LinkKind.CONCERNS, by=by)


@transaction.atomic
def unlink_complaint(link: MatterLink, *, by: User | None) -> None:
    """It was about something else."""
    unlink_matters(link, by=by)


def complaint_links(event: MajorEvent) -> QuerySet[MatterLink]:
    """The complaints about an event."""
    rows = MatterLink.objects.filter(target=event.matter, kind=LinkKind.CONCERNS)
    return rows.filter(source__kind=MatterKind.COMPLAINT).select_related("source").order_by("source__opened_at")


def open_events_of(user: User) -> QuerySet[MajorEvent]:
    """The major events somebody is responsible for."""
    return MajorEvent.objects.filter(owner=user, status__in=OPEN_EVENT)


@transaction.atomic
def pass_on_events(from_user: User, to_user: User, by: User | None, *, relationship: Relationship | None = None) -> int:
    """Give the open events of somebody to another: all (leaving), or those of one customer (hand-over)."""
    rows = open_events_of(from_user)
    if relationship is not None:
        rows = rows.filter(matter__relationship=relationship)
    found = list(rows)
    for event in found:
        change_major_event(event, by=by, owner=to_user)
    return len(found)


def _step(event: MajorEvent, step: str, by: User | None, at: datetime | None, values: dict[str, Any]) -> MajorEvent:
    at = at or clock.now()
    event = locked(event)
    changes = save_changes(event, {**values, "status": EVENT.step(step, event).target})
    shown = {name: pair for name, pair in changes.items() if name != "ended_at"}
    trail.record(event, f"major_event.{step}", by=by, changes=shown, at=at)
    if step in ("solve", "close"):
        matter = event.matter
        note(
            matter.relationship_id, "major_event", event=step, at=event.ended_at or at if step == "solve" else at,
            subject=event, actor=by, text=event.solution if step == "solve" else "", number=matter.number,
            title=matter.title, grade=event.grade,
        )  # fmt: skip
    _ask(event, at)
    return event


def _ask(event: MajorEvent, at: datetime) -> None:
    """Whoever is responsible sees it on Today until it is closed; loudest while it lasts."""
    settle(RULE, event, at=at)
    if event.status not in OPEN_EVENT:
        return
    lasting = event.status in (EventStatus.REPORTED, EventStatus.IN_HAND)
    matter = event.matter
    attend(
        event.owner, RULE, event, severity=Severity.GRAVE if lasting else Severity.SOON, at=at,
        relationship=matter.relationship, number=matter.number, title=matter.title, status=event.status,
        organisation=str(matter.relationship.organisation),
    )  # fmt: skip


def visit_due(event: MajorEvent) -> date:
    """The day by which the visit must stand proposed: one working day after the report (INV-15)."""
    schedule = schedule_for_relationship(event.matter.relationship)
    return schedule.next_working_day(event.created_at.astimezone(schedule.zone).date() + timedelta(days=1))


def _refuse_outsider(person: User, field: str = "owner") -> None:
    if not stays(person):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": person}, field=field)


for _name, _words in (
    ("report", gettext_lazy("Reported the major event")),
    ("change", gettext_lazy("Changed the major event")),
    ("take", gettext_lazy("Took the major event in hand")),
    ("solve", gettext_lazy("Solved the major event")),
    ("review", gettext_lazy("Reviewed the major event")),
    ("close", gettext_lazy("Closed the major event")),
    ("conflict", gettext_lazy("Recorded the conflict")),
):
    trail.label(f"major_event.{_name}", _words)
