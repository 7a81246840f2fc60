"""Whom a value-added service waits for: its manager, the leads who decide, the colleagues who deliver."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from brm.accounts.domain.queries import insiders, leads_of
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from brm.communications.domain.placing import wall
from customers.valueadded.enums import ValueStatus
from customers.valueadded.models import ValueAddedService

RULE = "value_added"
GAP = "value_added_gap"
STEPS: dict[str, str] = {
    ValueStatus.PROPOSED: "assess",
    ValueStatus.ASSESSED: "decide",
    ValueStatus.APPROVED: "schedule",
    ValueStatus.SCHEDULED: "deliver",
    ValueStatus.DELIVERED: "evaluate",
    ValueStatus.EVALUATED: "end",
}


def deciders(value_added: ValueAddedService) -> list[User]:
    """The leads of the team but the proposer; the executives where there is none."""
    leads = [user for user in leads_of(value_added.relationship.team_id) if user.pk != value_added.proposed_by_id]
    if leads:
        return leads
    executives = insiders().filter(roles__contains=[Role.EXECUTIVE]).exclude(pk=value_added.proposed_by_id or 0)
    return list(executives.order_by("pk")[:5])


def waits_for(value_added: ValueAddedService) -> list[User]:
    """Whoever has the next step."""
    step = STEPS.get(value_added.status)
    if step is None:
        return []
    if step in ("decide", "end"):
        return deciders(value_added)
    if step == "deliver":
        return [one.user for one in value_added.delivered_by.select_related("user").order_by("pk")]
    return [value_added.relationship.owner]


def ask(value_added: ValueAddedService, at: datetime) -> None:
    """Close the lines of who has done their step, open those of who has the next."""
    settle(RULE, value_added, at=at)
    people = waits_for(value_added)
    if not people:
        return
    due, late = None, False
    if value_added.status == ValueStatus.SCHEDULED and value_added.ends_on:
        over = wall(value_added.ends_on + timedelta(days=1), time(0), value_added.relationship.owner.time_zone)
        due, late = over - timedelta(seconds=1), over <= at
    words: dict[str, Any] = {
        "step": STEPS[value_added.status], "title": value_added.matter.title,
        "organisation": str(value_added.relationship.organisation),
    }  # fmt: skip
    severity = Severity.LATE if late else Severity.SOON if due and due > at else Severity.DUE
    for user in people:
        attend(
            user, RULE, value_added, severity=severity, due_at=due, relationship=value_added.relationship, at=at,
            **words,
        )  # fmt: skip


def expected() -> Iterable[tuple[int, int]]:
    """Whose line should be open for which service."""
    rows = ValueAddedService.objects.filter(status__in=list(STEPS)).select_related("relationship__owner")
    for value_added in rows:
        for user in waits_for(value_added):
            yield user.pk, value_added.pk
