"""Value-added services for tests, made by their own verbs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from brm.accounts.enums import Role
from brm.accounts.models import Membership, User
from brm.core import clock
from customers.valueadded.domain.giving import deliver_value_added, evaluate_value_added, schedule_value_added
from customers.valueadded.domain.proposing import answer_principles, approve_value_added, propose_value_added
from customers.valueadded.models import ValueAddedService
from tests.factories.parties import ContactFactory, RelationshipFactory, TeamFactory, UserFactory

YES = {number: ("yes", f"Reason {number}") for number in (1, 2, 3, 4)}


def make_customer(**facts: Any) -> Any:
    """A customer whose team has a lead."""
    relationship = RelationshipFactory(team=TeamFactory(), **facts)
    lead = UserFactory(roles=[Role.MANAGER, Role.LEAD])
    Membership.objects.create(team=relationship.team, user=lead, is_lead=True)
    return relationship


def lead_of(relationship: Any) -> User:
    """Who leads the customer's team."""
    return relationship.team.memberships.get(is_lead=True).user


def propose(relationship: Any = None, **facts: Any) -> ValueAddedService:
    """A quarterly health check for one manager of the customer."""
    relationship = relationship or make_customer()
    given = {
        "by": relationship.owner, "title": "VIP 电脑体检", "description": "每季度一次", "is_outside": True,
        "beneficiaries": [ContactFactory(organisation=relationship.organisation)],
    } | facts  # fmt: skip
    return propose_value_added(relationship, **given)


def assess(value_added: ValueAddedService | None = None, **facts: Any) -> ValueAddedService:
    """The same, through the gate with four times yes."""
    value_added = value_added or propose()
    given: dict[str, Any] = {
        "by": value_added.relationship.owner, "answers": YES, "cost_estimate": Decimal(800),
        "cost_limit": Decimal(1000), "effort_hours": Decimal(6),
    }  # fmt: skip
    return answer_principles(value_added, **(given | facts))


def approve(value_added: ValueAddedService | None = None) -> ValueAddedService:
    """The same, approved by the lead."""
    value_added = value_added or assess()
    return approve_value_added(value_added, by=lead_of(value_added.relationship))


def schedule(value_added: ValueAddedService | None = None, **facts: Any) -> ValueAddedService:
    """The same, with days and an engineer."""
    value_added = value_added or approve()
    given: dict[str, Any] = {
        "by": value_added.relationship.owner, "starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=3),
        "staff": [UserFactory(roles=[Role.ENGINEER])], "leaves_agreed_work": True,
    }  # fmt: skip
    return schedule_value_added(value_added, **(given | facts))


def deliver(value_added: ValueAddedService | None = None) -> ValueAddedService:
    """The same, delivered today."""
    value_added = value_added or schedule()
    return deliver_value_added(value_added, by=value_added.delivered_by.get().user, evidence="12 台，报告已签收")


def evaluate(value_added: ValueAddedService | None = None) -> ValueAddedService:
    """The same, evaluated."""
    value_added = value_added or deliver()
    return evaluate_value_added(
        value_added, by=value_added.relationship.owner, reaction=2, actual_cost=Decimal(750), reaction_text="很贴心"
    )
