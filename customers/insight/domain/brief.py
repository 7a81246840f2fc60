"""What one must know of a customer: on one page, and before a meeting."""

from collections.abc import Sequence
from typing import Any

from brm.communications.models import Occurrence
from brm.parties.models import Contact, Relationship
from customers.insight.domain.concerns import checklists
from customers.insight.domain.factors import standing_of
from customers.insight.domain.figures import coverage_by_grade
from customers.insight.domain.objectives import due_objectives, objectives_of
from customers.insight.domain.queries import points_of, profile_of
from customers.insight.domain.signals import waiting_signals
from customers.insight.domain.waiting import missed_of
from customers.insight.enums import ExpectationStatus
from customers.insight.models import Difficulty, Expectation, MajorEvent
from customers.insight.models.difficulties import OPEN_DIFFICULTY
from customers.insight.models.events import OPEN_EVENT
from customers.insight.models.objectives import LIVE_OBJECTIVE

SHOWN = 6


def standing_expectations(relationship: Relationship) -> list[Expectation]:
    """Not judged yet."""
    rows = Expectation.objects.filter(
        relationship=relationship, status__in=[ExpectationStatus.OPEN, ExpectationStatus.CONFIRMED]
    )
    return list(rows.select_related("contact").order_by("-pk")[:SHOWN])


def standing_difficulties(relationship: Relationship) -> list[Difficulty]:
    """Not over yet."""
    rows = Difficulty.objects.filter(relationship=relationship, status__in=OPEN_DIFFICULTY)
    return list(rows.select_related("owner").order_by("-pk")[:SHOWN])


def latest_events(relationship: Relationship, *, standing: bool = False) -> list[MajorEvent]:
    """The latest major events, or those that are not closed."""
    rows = MajorEvent.objects.filter(matter__relationship=relationship).select_related("matter")
    if standing:
        rows = rows.filter(status__in=OPEN_EVENT)
    return list(rows.order_by("-occurred_at")[:SHOWN])


def summary_of(relationship: Relationship) -> dict[str, Any]:
    """Everything for one customer whose reader has been checked, at a constant number of queries."""
    return {
        "coverage": coverage_by_grade(relationship),
        "standing": standing_of(relationship),
        "objectives": list(objectives_of(relationship).filter(status__in=LIVE_OBJECTIVE)[:SHOWN]),
        "expectations": standing_expectations(relationship),
        "difficulties": standing_difficulties(relationship),
        "events": latest_events(relationship),
        "points": list(points_of(relationship)[:SHOWN]),
        "missed_answers": missed_of(relationship),
        "signals": list(waiting_signals(relationship)[:SHOWN]),
        "profile": profile_of(relationship),
    }


def brief_for(meeting: Occurrence, people: Sequence[Contact]) -> dict[str, Any]:
    """Before a meeting: concerns of those one meets, what they expect, what stands in the way, objectives due."""
    relationship = meeting.relationship
    return {
        "checklists": checklists(relationship, people, occurrence=meeting),
        "expectations": standing_expectations(relationship),
        "difficulties": standing_difficulties(relationship),
        "events": latest_events(relationship, standing=True),
        "due_objectives": list(due_objectives(relationship)[:SHOWN]),
    }
