"""What one must know of a customer: on one page, and before a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, TextChoices, TextField, Value
from django.db.models.functions import Cast, Concat

from brm.communications.models import Occurrence
from brm.parties.models import Contact, Relationship
from customers.insight.domain.concerns import checklists
from customers.insight.domain.factors import standing_of
from customers.insight.domain.figures import coverage_by_grade
from customers.insight.domain.objectives import due_objectives, objectives_of
from customers.insight.domain.queries import points_of, profile_of
from customers.insight.domain.signals import waiting_signals
from customers.insight.domain.waiting import missed_of
from customers.insight.enums import (
    DifficultyItem,
    DifficultyStatus,
    EventStatus,
    ExpectationStatus,
    ObjectiveStatus,
    tone_of,
)
from customers.insight.models import Difficulty, Expectation, MajorEvent
from customers.insight.models.difficulties import OPEN_DIFFICULTY
from customers.insight.models.events import OPEN_EVENT
from customers.insight.models.objectives import LIVE_OBJECTIVE

SHOWN = 6


def _standing_expectations(relationship: Relationship) -> QuerySet[Expectation]:
    waiting = [ExpectationStatus.OPEN, ExpectationStatus.CONFIRMED]
    return Expectation.objects.filter(relationship=relationship, status__in=waiting)


def _standing_difficulties(relationship: Relationship) -> QuerySet[Difficulty]:
    return Difficulty.objects.filter(relationship=relationship, status__in=OPEN_DIFFICULTY)


def standing_expectations(relationship: Relationship) -> list[Expectation]:
    """Not judged yet."""
    return list(_standing_expectations(relationship).select_related("contact").order_by("-pk")[:SHOWN])


def standing_difficulties(relationship: Relationship) -> list[Difficulty]:
    """Not over yet."""
    return list(_standing_difficulties(relationship).select_related("owner").order_by("-pk")[:SHOWN])


def latest_events(relationship: Relationship) -> list[MajorEvent]:
    """The latest major events."""
    rows = MajorEvent.objects.filter(matter__relationship=relationship).select_related("matter")
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


@dataclass(frozen=True)
class Topic:
    """Something open that belongs on the table when one meets them."""

    pk: int
    text: str
    status: str
    label: str
    tone: str
    who: str = ""


_TOPICS: dict[str, type[TextChoices]] = {
    "events": EventStatus,
    "due_objectives": ObjectiveStatus,
    "expectations": ExpectationStatus,
    "difficulties": DifficultyStatus,
}


def topics_of(relationship: Relationship) -> dict[str, list[Topic]]:
    """Major events, objectives to review, expectations and difficulties that stand open, at one query."""

    def of(rows: QuerySet[Any], name: str, text: Any, *, key: str = "pk", who: str = "") -> QuerySet[Any, Any]:
        latest = rows.order_by(f"-{key}").annotate(
            topic=Value(name), said=Cast(text, TextField()), whose=F(who) if who else Value("")
        )
        return latest.values_list("topic", key, "said", "status", "whose")[:SHOWN]

    parts = [
        of(
            MajorEvent.objects.filter(matter__relationship=relationship, status__in=OPEN_EVENT),
            "events", Concat("matter__number", Value(" "), "matter__title"), key="matter_id",
        ),
        of(due_objectives(relationship), "due_objectives", "text"),
        of(_standing_expectations(relationship), "expectations", "text", who="contact__name"),
        of(_standing_difficulties(relationship), "difficulties", "item"),
    ]  # fmt: skip
    found: dict[str, list[Topic]] = {name: [] for name in _TOPICS}
    for name, pk, text, status, who in parts[0].union(*parts[1:], all=True):
        state = _TOPICS[name](status)
        said = str(DifficultyItem(text).label) if name == "difficulties" else text
        found[name].append(Topic(pk, said, status, str(state.label), tone_of(status), who or ""))
    return found


def brief_for(meeting: Occurrence, people: Sequence[Contact]) -> dict[str, Any]:
    """Before a meeting: concerns of those one meets, what they expect, what stands in the way, objectives due."""
    relationship = meeting.relationship
    return {"checklists": checklists(relationship, people, occurrence=meeting), **topics_of(relationship)}
