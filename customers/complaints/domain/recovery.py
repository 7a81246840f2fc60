"""After closing: a contact that follows up, and a short question how content they are (C-13, K-13)."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brm.accounts.models import User
from brm.actionitems.domain.items import add_action_item
from brm.audit import trail
from brm.calendars.limits import due_moment
from brm.core import clock
from brm.core.editing import save_changes
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.core.sweeps import sweep
from brm.parties.models import Contact, Relationship
from customers.complaints.domain.clocks import schedule_of
from customers.complaints.domain.limits import limits_at
from customers.complaints.domain.moving import hold
from customers.complaints.domain.scope import speaker
from customers.complaints.domain.telling import responsible, tell_complainant, tell_people, tell_story
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, LimitName, SatisfactionCheck
from customers.complaints.rules import LONGEST, PATIENCE

SCORES: Registry[Callable[[Relationship, datetime], "tuple[datetime, Decimal] | None"]] = Registry("source of scores")
"""Who else knows how content a customer was before a moment: answers (when, 0 to 100), the latest."""


def schedule_recovery(complaint: Complaint, *, by: User | None, at: datetime, check: bool = True) -> None:
    """Set the follow-up contact as a promise of ours, and the satisfaction check where no survey asks."""
    limits, schedule = limits_at(at), schedule_of(complaint.relationship)
    follow_up = due_moment(at, limits[LimitName.FOLLOW_UP], schedule)
    owner = complaint.relationship.owner
    with override(owner.language):
        title = _("Ask %(person)s how things are since complaint %(number)s") % {
            "person": complaint.contact or complaint.caller or complaint.relationship.organisation,
            "number": complaint.matter.number,
        }
    add_action_item(
        complaint.relationship, title=title, owner=owner, by=by, at=at,
        due_on=follow_up.astimezone(ZoneInfo(owner.time_zone)).date(),
        detail=complaint.decision[:2000],
    )  # fmt: skip
    if check and not SatisfactionCheck.objects.filter(complaint=complaint, answered_at=None, dropped_at=None).exists():
        SatisfactionCheck.objects.create(complaint=complaint, due_at=due_moment(at, limits[LimitName.CHECK], schedule))


def drop_checks(complaint: Complaint, *, at: datetime) -> None:
    """It goes on: nobody is asked yet."""
    SatisfactionCheck.objects.filter(complaint=complaint, answered_at=None, dropped_at=None).update(dropped_at=at)


def send_checks(*, at: datetime | None = None) -> int:
    """Ask the complainants whose check is due; let go what was not answered for a fortnight."""
    now = at or clock.now()
    SatisfactionCheck.objects.filter(answered_at=None, dropped_at=None, asked_at__lte=now - PATIENCE).update(
        dropped_at=now
    )
    due = SatisfactionCheck.objects.filter(due_at__lte=now, asked_at=None, answered_at=None, dropped_at=None)
    return sweep(due, lambda check: _send(check, now))


def _send(check: SatisfactionCheck, now: datetime) -> None:
    complaint = Complaint.objects.select_related("matter", "relationship__organisation", "owner").get(
        pk=check.complaint_id
    )
    check.asked_at = now
    check.save(update_fields=["asked_at"])
    tell_complainant(complaint, "check", at=now, key=str(check.pk))


@transaction.atomic
def record_satisfaction(
    complaint: Complaint,
    *,
    score: Decimal | int,
    comment: str = "",
    by: User | None = None,
    contact: Contact | None = None,
    at: datetime | None = None,
) -> SatisfactionCheck:
    """Keep how content the complainant is with the handling, from 0 to 100; once per closing."""
    at = at or clock.now()
    complaint = hold(complaint)
    contact = speaker(complaint, by, contact)
    if complaint.status != Status.CLOSED:
        raise DomainError(_("The check comes after closing."))
    if not 0 <= Decimal(score) <= 100:
        raise DomainError(_("A score lies between 0 and 100."), field="score")
    check = (
        SatisfactionCheck.objects.select_for_update()
        .filter(complaint=complaint, answered_at=None, dropped_at=None)
        .first()
    )
    if check is None:
        raise DomainError(_("The question was answered already, or it is too late to answer it."))
    check.score, check.answered_at, check.comment = Decimal(score), at, comment.strip()[:LONGEST]
    check.save(update_fields=["score", "answered_at", "comment"])
    changes = save_changes(complaint, {"score_after": Decimal(score)})
    trail.record(complaint, "complaint.satisfaction", by=by, changes=changes, at=at)
    tell_story(complaint, "satisfaction", at=at, by=by, text=check.comment, score=str(score))
    tell_people(complaint, "score", responsible(complaint), at=at, by=by, text=check.comment, score=str(score))
    return check


def last_score(complaint: Complaint) -> Decimal | None:
    """How content the customer was last before this complaint, from whoever knows."""
    own = (
        SatisfactionCheck.objects.filter(
            complaint__relationship=complaint.relationship_id, answered_at__lt=complaint.received_at
        )
        .order_by("-answered_at")
        .values_list("answered_at", "score")
        .first()
    )
    found: list[tuple[datetime, Decimal]] = [(own[0], own[1])] if own and own[0] and own[1] is not None else []
    found += [answer for source in SCORES if (answer := source(complaint.relationship, complaint.received_at))]
    return max(found, key=lambda pair: pair[0])[1] if found else None


trail.label("complaint.satisfaction", gettext_lazy("Recorded how content the complainant is"))
