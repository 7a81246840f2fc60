"""A customer with two people in the portal: Wang Fang sees the organisation's, Li Na only her own."""

from dataclasses import dataclass
from typing import Any

import pytest

from brm.accounts.models import User
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.models import Contact, Relationship
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory
from tests.factories.people import TeamFactory, UserFactory


@dataclass
class Side:
    """Our manager and the customer's people."""

    manager: User
    relationship: Relationship
    wang: Contact
    li: Contact

    @property
    def whole(self) -> User:
        return self.wang.user

    @property
    def part(self) -> User:
        return self.li.user


def let_in(relationship: Relationship, name: str, role: str, **facts: Any) -> Contact:
    """A contact with an account who was let in."""
    contact = ContactFactory(
        organisation=relationship.organisation, name=name, language="en",
        email=f"{name.split()[0].lower()}{relationship.pk}@x.example", **facts,
    )  # fmt: skip
    return grant_portal_access(contact, relationship, by=relationship.owner, role=role).contact


@pytest.fixture
def side(db) -> Side:
    """Alice keeps the customer; Lena leads her team."""
    manager, lead = UserFactory(name="Alice"), UserFactory(name="Lena", roles=["lead"])
    team = TeamFactory(members=[manager], leads=[lead])
    relationship = RelationshipFactory(
        owner=manager, team=team, organisation=OrganisationFactory(name="Harbour Retail"), tier="A"
    )
    return Side(
        manager, relationship, let_in(relationship, "Wang Fang", "customer"), let_in(relationship, "Li Na", "user")
    )


@pytest.fixture
def rival(db) -> Contact:
    """Somebody of another customer who sees all of theirs."""
    return let_in(RelationshipFactory(), "Zhao Lei", "customer")
