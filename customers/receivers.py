"""Where this role plugs into the parties: its own row beside each new relationship, and its page."""

from django.urls import reverse

from brm.parties.domain.links import PAGES
from brm.parties.domain.relationships import PROFILES
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from customers.models import Customer


def make_profile(relationship: Relationship) -> Customer:
    """The role's own row of a new relationship."""
    return Customer.objects.create(
        relationship=relationship, created_at=relationship.created_at, updated_at=relationship.created_at
    )


def page_of(pk: int) -> str:
    """The address of a relationship's page."""
    return reverse("customers:detail", args=[pk])


PROFILES.register(Kind.CUSTOMER, make_profile)
PAGES.register(Kind.CUSTOMER, page_of)
