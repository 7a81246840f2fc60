"""Where the pages of a party are. Each role registers its own relationship page."""

from collections.abc import Callable

from django.urls import reverse

from brm.core.registry import Registry
from brm.parties.models import Contact, Organisation, Relationship

PAGES: Registry[Callable[[int], str]] = Registry("relationship page")
"""Kind -> the address of the page of a relationship's id."""


def relationship_url(relationship: Relationship) -> str:
    """The page of a relationship: a customer's, a supplier's or a third party's."""
    return relationship_url_of(relationship.kind, relationship.pk)


def relationship_url_of(kind: str, pk: int) -> str:
    """The same, where only kind and id are at hand."""
    page = PAGES.get(kind)
    return page(pk) if page else ""


def organisation_url(organisation: Organisation) -> str:
    """The page of an organisation."""
    return reverse("parties:organisation", args=[organisation.pk])


def contact_url(contact: Contact) -> str:
    """The page of a contact."""
    return reverse("parties:contact", args=[contact.pk])
