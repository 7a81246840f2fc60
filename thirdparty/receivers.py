"""Where this role plugs into the parties: its own row beside each new relationship, and its page."""

from django.urls import reverse

from brm.parties.domain.bulk import PROFILES_IN_BULK, plain_profiles
from brm.parties.domain.links import PAGES
from brm.parties.domain.relationships import PROFILES
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from thirdparty.models import ThirdParty


def make_profile(relationship: Relationship) -> ThirdParty:
    """The role's own row of a new relationship."""
    return ThirdParty.objects.create(
        relationship=relationship, created_at=relationship.created_at, updated_at=relationship.created_at
    )


def page_of(pk: int) -> str:
    """The address of a relationship's page."""
    return reverse("thirdparty:detail", args=[pk])


PROFILES.register(Kind.THIRD_PARTY, make_profile)
PROFILES_IN_BULK.register(Kind.THIRD_PARTY, plain_profiles(ThirdParty))
PAGES.register(Kind.THIRD_PARTY, page_of)
