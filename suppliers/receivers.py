"""Where this role plugs into the parties: its own row beside each new relationship, and its page."""

from django.urls import reverse

from brm.parties.domain.bulk import PROFILES_IN_BULK, plain_profiles
from brm.parties.domain.links import PAGES
from brm.parties.domain.relationships import PROFILES
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from suppliers.models import Supplier


def make_profile(relationship: Relationship) -> Supplier:
    """The role's own row of a new relationship."""
    return Supplier.objects.create(
        relationship=relationship, created_at=relationship.created_at, updated_at=relationship.created_at
    )


def page_of(pk: int) -> str:
    """The address of a relationship's page."""
    return reverse("suppliers:detail", args=[pk])


PROFILES.register(Kind.SUPPLIER, make_profile)
PROFILES_IN_BULK.register(Kind.SUPPLIER, plain_profiles(Supplier))
PAGES.register(Kind.SUPPLIER, page_of)
