"""Objectives with a customer and how they stand; which group the customer belongs to (C-02, C-29, C-38)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.insight.domain.queries import profile_of
from customers.insight.enums import Goal, ObjectiveStatus
from customers.insight.models import Objective, ObjectiveReview, Profile
from customers.insight.models.objectives import LIVE_OBJECTIVE
from customers.insight.rules import OBJECTIVE_DAYS

FACTS = frozenset({"goal", "text", "measure", "target_on"})
GROUP = frozenset({"captive", "captive_reason", "segment", "peak_months", "season_note"})
JUDGED = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.BEHIND, ObjectiveStatus.REACHED, ObjectiveStatus.GIVEN_UP)


@transaction.atomic
def set_objective(
    relationship: Relationship, *, goal: str, text: str, by: User | None, measure: str = "",
    target_on: date | None = None, at: datetime | None = None,
) -> Objective:  # fmt: skip
    """Say what is to be reached, and which of the three goals it serves (C-02)."""
    at = at or clock.now()
    if goal not in Goal.values:
        raise DomainError(_("Choose the goal it serves."), field="goal")
    if not text.strip():
        raise DomainError(_("Say what is to be reached."), field="text")
    row = Objective(
        relationship=relationship, goal=goal, text=" ".join(text.split()), measure=measure.strip(),
        target_on=target_on, created_at=at, updated_at=at,
    )  # fmt: skip
    save_new(row)
    trail.record(row, "objective.set", by=by, changes={"text": (None, row.text)}, at=at)
    note(relationship, "objective", event="set", at=at, subject=row, actor=by, title=row.text)
    return row


@transaction.atomic
def change_objective(
    row: Objective, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> Objective:
    """Put it into better words, move its day."""
    row = locked(row)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if "text" in facts and not facts["text"].strip():
        raise DomainError(_("Say what is to be reached."), field="text")
    refuse_stale(row, expected_version, facts)
    if changes := save_changes(row, facts):
        trail.record(row, "objective.change", by=by, changes=changes)
    return row


@transaction.atomic
def review_objective(
    row: Objective, *, status: str, by: User | None, remark: str = "", occurrence: Occurrence | None = None,
    at: datetime | None = None,
) -> ObjectiveReview:  # fmt: skip
    """Say how it stands, at a periodic meeting or between them; every review is kept (C-02)."""
    at = at or clock.now()
    row = locked(row)
    if status not in JUDGED:
        raise DomainError(_("Say how the objective stands."), field="status")
    if row.status == ObjectiveStatus.GIVEN_UP:
        raise DomainError(_("The objective was given up; set a new one."), field="status")
    if status == ObjectiveStatus.GIVEN_UP and not remark.strip():
        raise DomainError(_("Say why the objective is given up."), field="remark")
    if occurrence is not None and occurrence.relationship_id != row.relationship_id:
        raise DomainError(_("Choose a meeting with this customer."), field="occurrence")
    review = ObjectiveReview(objective=row, occurrence=occurrence, status=status, note=remark.strip(), by=by, at=at)
    save_new(review)
    changes = save_changes(row, {"status": status, "reviewed_at": at})
    changes.pop("reviewed_at", None)
    trail.record(row, "objective.review", by=by, changes=changes, reason=remark.strip(), at=at)
    if "status" in changes:
        note(
            row.relationship_id, "objective", event="review", at=at, subject=row, actor=by, text=remark.strip(),
            title=row.text, status=status,
        )  # fmt: skip
    return review


def objectives_of(relationship: Relationship) -> QuerySet[Objective]:
    """The objectives of one customer, whose reader has been checked, those still pursued first."""
    return Objective.objects.filter(relationship=relationship).order_by("goal", "pk")


def due_objectives(relationship: Relationship, *, at: datetime | None = None) -> QuerySet[Objective]:
    """Those nobody has looked at for a while: to be reviewed at the next meeting (C-02)."""
    before = (at or clock.now()) - timedelta(days=OBJECTIVE_DAYS)
    rows = Objective.objects.filter(relationship=relationship, status__in=LIVE_OBJECTIVE)
    return rows.filter(Q(reviewed_at=None) | Q(reviewed_at__lt=before))


@transaction.atomic
def group_customer(
    relationship: Relationship, *, by: User | None, expected_version: int | None = None,
    peak_months: Iterable[int] | None = None, at: datetime | None = None, **facts: Any,
) -> Profile:  # fmt: skip
    """Say which group a customer belongs to: captive market, segment, busy months (C-29, C-38)."""
    at = at or clock.now()
    if unknown := set(facts) - GROUP:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Only customers belong to such a group."))
    if peak_months is not None:
        facts["peak_months"] = sorted(set(peak_months))
        if not set(facts["peak_months"]) <= set(range(1, 13)):
            raise DomainError(_("Choose months of the year."), field="peak_months")
    row = profile_of(relationship)
    captive = facts.get("captive", row.captive)
    reason = facts.get("captive_reason", row.captive_reason).strip()
    if captive and not reason:
        raise DomainError(_("Say why they cannot leave."), field="captive_reason")
    if not captive and facts.get("captive") is False:
        facts["captive_reason"] = ""
    if row._state.adding:
        row = Profile(relationship=relationship, created_at=at, updated_at=at, **facts)
        save_new(row)
        changes: Any = {name: (None, value) for name, value in facts.items() if value}
    else:
        row = locked(row)
        refuse_stale(row, expected_version, facts)
        changes = save_changes(row, facts)
    if changes:
        trail.record(row, "customer.group", by=by, changes=changes, show="", at=at)
    return row


for _name, _words in (
    ("objective.set", gettext_lazy("Set an objective")),
    ("objective.change", gettext_lazy("Changed the objective")),
    ("objective.review", gettext_lazy("Reviewed the objective")),
    ("customer.group", gettext_lazy("Said which group the customer belongs to")),
):
    trail.label(_name, _words)
