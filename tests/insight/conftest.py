"""A customer with three people, seen by its manager."""

from datetime import UTC, datetime

import pytest

from brm.core import clock
from tests.factories.parties import ContactFactory, RelationshipFactory

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
"""Monday noon in Shanghai."""


@pytest.fixture
def customer(db):
    """An active customer."""
    clock.travel(NOW)
    return RelationshipFactory()


@pytest.fixture
def boss(customer):
    """An executive of theirs, high on the map."""
    return ContactFactory(organisation=customer.organisation, name="Boss", persona="executive", influence=5, interest=4)


@pytest.fixture
def user(customer):
    """A user of theirs, not on the map."""
    return ContactFactory(
        organisation=customer.organisation, name="Usha", kind="service_user", persona="sysadmin", grade="B"
    )
