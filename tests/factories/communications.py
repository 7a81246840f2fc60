"""Plans with their meetings for tests, made by the domain's own verbs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from brm.accounts.models import Team, User
from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.plans import agree_plan, draft_plan
from brm.communications.models import Occurrence, Plan
from brm.parties.models import Contact, Relationship
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import TeamFactory, UserFactory

MONTHLY = {"frequency": "monthly", "day": 10}
DAILY = {"frequency": "custom", "custom": "FREQ=DAILY"}
WEEKLY = {"frequency": "weekly", "weekdays": [2]}
NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
"""Monday 1 June 2026, noon in Shanghai: the present of these tests."""
DAY = datetime(2026, 6, 10, 4, 0, tzinfo=UTC)
"""Noon of the day of the first meeting, which began at ten."""
TEXTS = {"review": "All services within their limits.", "issues": "None.", "improvement": "Faster answers by mail."}
"""The three parts of the minutes, which still lack their conclusion."""
MINUTES = {"review": "Well", "issues": "None", "improvement": "None", "conclusion": "Go on"}
"""Minutes with all they need."""


@dataclass
class Scene:
    """A customer of a manager in a team with a lead, two contacts, and somebody who may see nothing of it."""

    owner: User
    mate: User
    lead: User
    stranger: User
    team: Team
    relationship: Relationship
    contact: Contact
    vip: Contact


def make_scene(at: datetime = NOON) -> Scene:
    """The customer of these tests."""
    default_schedule()
    owner = UserFactory(name="Olivia", email="olivia@example.com")
    mate = UserFactory(name="Mark", email="mark@example.com", language="zh-hans")
    lead = UserFactory(name="Lea", email="lea@example.com", roles=["lead"])
    team = TeamFactory(members=[owner, mate], leads=[lead])
    relationship = RelationshipFactory(owner=owner, team=team, tier="A", at=at)
    organisation = relationship.organisation
    return Scene(
        owner=owner, mate=mate, lead=lead, stranger=UserFactory(), team=team, relationship=relationship,
        contact=ContactFactory(organisation=organisation, name="王芳", email="wang@customer.example"),
        vip=ContactFactory(organisation=organisation, name="Victor", email="", is_vip=True, at=at),
    )  # fmt: skip


def make_plan(
    relationship: Relationship,
    *,
    at: datetime = NOON,
    rule: dict[str, Any] | None = None,
    agreed: bool = True,
    **facts: Any,
) -> Plan:
    """A plan the other side agreed to, active with its meetings when its start has come."""
    facts.setdefault("title", "Service review")
    facts.setdefault("start_on", date(2026, 6, 1))
    plan = draft_plan(relationship, rule=rule or MONTHLY, by=relationship.owner, at=at, **facts)
    if agreed:
        plan = agree_plan(plan, by=relationship.owner, on=at.date(), note_text="王芳", at=at)
    return plan


def meetings_of(plan: Plan) -> list[Occurrence]:
    """The meetings of a plan in order."""
    return list(Occurrence.objects.filter(plan=plan).order_by("due_on"))
