"""Low answers followed up: who, until when, what came of it; they rise by themselves when nobody moves (K-13)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit, due_moment
from brm.communications.domain.placing import schedule_for_relationship
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.notifications.domain.writing import notify
from brm.timeline.domain import note as tell
from surveys.answering.domain.asking import ask
from surveys.answering.enums import Outcome
from surveys.answering.lifecycle import LIFECYCLE
from surveys.answering.models import FollowUp, Response
from surveys.answering.rules import DETRACTOR, FINISH_DAYS, FOLLOW_UP_HOURS, LONGEST, LOW_BELOW


def is_low(response: Response) -> bool:
    """Whether somebody must see to it: content below what its rule or campaign says, or a detractor."""
    invitation = response.invitation
    asked = (invitation.rule or invitation.campaign) if invitation is not None else None
    limit = asked.low_below if asked is not None else LOW_BELOW
    points = [value for value in (response.score, response.csat) if value is not None]
    if points:
        return min(points) < limit
    return response.nps is not None and response.nps <= DETRACTOR


@transaction.atomic(savepoint=False)
def open_follow_up(response: Response, *, at: datetime) -> FollowUp | None:
    """Give a low answer an owner and a date; one that is not low, or nobody's, asks for nothing."""
    if response.contact_id is None or not is_low(response):
        return None
    relationship, invitation = response.relationship, response.invitation
    rule = invitation.rule if invitation is not None else None
    hours = rule.follow_up_hours if rule is not None else FOLLOW_UP_HOURS
    due = due_moment(at, Limit(hours or 1, Unit.WORKING_HOURS), schedule_for_relationship(relationship))
    follow_up = save_new(
        FollowUp(
            response=response, relationship=relationship, owner=relationship.owner, opened_at=at, due_at=due,
            desk_at=due, step_at=due, hours=hours or 1, score_before=response.score, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    trail.record(follow_up, "follow_up.open", by=None, changes={"score_before": (None, response.score)}, at=at)
    _story(follow_up, "low", at)
    ask(follow_up, at)
    notify(
        follow_up.owner, "survey_low", key=f"follow-up-{follow_up.pk}", url=follow_up.get_absolute_url(),
        relationship=relationship, at=at, **words_of(follow_up),
    )  # fmt: skip
    return follow_up


@transaction.atomic
def contact_for_follow_up(follow_up: FollowUp, *, by: User, note: str, at: datetime | None = None) -> FollowUp:
    """We spoke with them; from now on something must come of it within five working days."""
    at, note = at or clock.now(), note.strip()[:LONGEST]
    if not note:
        raise DomainError(_("Write what was said."), field="note")
    follow_up = locked(follow_up)
    target = LIFECYCLE.step("contact", follow_up).target
    due = due_moment(at, Limit(FINISH_DAYS, Unit.WORKING_DAYS), schedule_for_relationship(follow_up.relationship))
    values = {"status": target, "contacted_at": at, "note": note, "due_at": due, "desk_at": due, "step_at": due}
    return _changed(follow_up, "contact", values, by=by, at=at, text=note)


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, by: User, outcome: str, note: str, at: datetime | None = None) -> FollowUp:
    """Say what came of it; the clock stops."""
    at, note = at or clock.now(), note.strip()[:LONGEST]
    if outcome not in Outcome.values:
        raise DomainError(_("Say what came of it."), field="outcome")
    follow_up = locked(follow_up)
    if not (note or follow_up.note):
        raise DomainError(_("Write what was said."), field="note")
    target = LIFECYCLE.step("finish", follow_up).target
    values: dict[str, Any] = {"status": target, "done_at": at, "outcome": outcome, "step_at": None, "desk_at": None}
    values["note"] = note or follow_up.note
    if follow_up.contacted_at is None and outcome != Outcome.NO_ANSWER:
        values["contacted_at"] = at
    return _changed(follow_up, "finish", values, by=by, at=at, text=note)


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, by: User, reason: str, at: datetime | None = None) -> FollowUp:
    """It was not done after all: the clock runs anew."""
    at = at or clock.now()
    if not reason.strip():
        raise DomainError(_("Say why it is taken up again."), field="reason")
    follow_up = locked(follow_up)
    target = LIFECYCLE.step("reopen", follow_up).target
    limit = Limit(follow_up.hours, Unit.WORKING_HOURS)
    due = due_moment(at, limit, schedule_for_relationship(follow_up.relationship))
    values = {
        "status": target, "done_at": None, "outcome": "", "due_at": due, "desk_at": due, "step_at": due,
        "rank": 0, "risen_to": None, "contacted_at": None, "opened_at": at,
    }  # fmt: skip
    return _changed(follow_up, "reopen", values, by=by, at=at, reason=reason.strip())


@transaction.atomic
def give_follow_up(
    follow_up: FollowUp, *, to: User, by: User | None, expected_version: int | None = None, at: datetime | None = None
) -> FollowUp:
    """Let somebody else see to it; its clock goes on."""
    at = at or clock.now()
    follow_up = locked(follow_up)
    if not to.is_insider:
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": to}, field="to")
    refuse_stale(follow_up, expected_version, {"owner": to})
    if follow_up.owner_id == to.pk:
        return follow_up
    follow_up = _changed(follow_up, "give", {"owner": to}, by=by, at=at)
    if to != by:
        notify(
            to, "survey_low", key=f"follow-up-{follow_up.pk}-{follow_up.version}", url=follow_up.get_absolute_url(),
            relationship=follow_up.relationship_id, at=at, **words_of(follow_up),
        )  # fmt: skip
    return follow_up


def words_of(follow_up: FollowUp) -> dict[str, Any]:
    """What notices say of it."""
    response = follow_up.response
    return {
        "organisation": str(follow_up.relationship.organisation), "owner": str(follow_up.owner),
        "contact": response.contact.name if response.contact else "",
        "score": "" if follow_up.score_before is None else str(round(follow_up.score_before)),
    }  # fmt: skip


def _changed(
    follow_up: FollowUp, step: str, values: dict[str, Any], *, by: User | None, at: datetime, text: str = "",
    reason: str = "",
) -> FollowUp:  # fmt: skip
    """One step with history, timeline and what waits for whom."""
    changes = save_changes(follow_up, values)
    personal = {"note": changes.pop("note")} if "note" in changes else {}
    shown = {name: pair for name, pair in changes.items() if name in {"status", "owner", "outcome", "due_at"}}
    trail.record(follow_up, f"follow_up.{step}", by=by, changes=shown, personal=personal, reason=reason, at=at)
    if step != "give":
        _story(follow_up, step, at, by=by, text=text)
    ask(follow_up, at)
    return follow_up


def _story(follow_up: FollowUp, event: str, at: datetime, by: User | None = None, text: str = "") -> None:
    tell(
        follow_up.relationship_id, "survey", event=event, at=at, subject=follow_up, actor=by, text=text[:500],
        outcome=follow_up.outcome, **words_of(follow_up),
    )  # fmt: skip


trail.label("follow_up.open", gettext_lazy("A low answer came: to be followed up"))
trail.label("follow_up.contact", gettext_lazy("Spoke with them about their answer"))
trail.label("follow_up.finish", gettext_lazy("Finished the follow-up"))
trail.label("follow_up.reopen", gettext_lazy("Took the follow-up up again"))
trail.label("follow_up.give", gettext_lazy("Gave the follow-up to somebody else"))
