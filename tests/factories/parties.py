"""Organisations, contacts, relationships for tests, made by the domain's own verbs."""

from typing import Any

import factory

from brm.parties.domain.contacts import add_contact
from brm.parties.domain.organisations import register_organisation
from brm.parties.domain.relationships import move_relationship, open_relationship
from brm.parties.enums import EndReason, Kind, Status
from brm.parties.models import Contact, Organisation, Relationship
from tests.factories.people import PASSWORD, TeamFactory, UserFactory

__all__ = [
    "PASSWORD",
    "ContactFactory",
    "OrganisationFactory",
    "RelationshipFactory",
    "TeamFactory",
    "UserFactory",
]


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """An organisation nobody has a relationship with yet."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Company Number {n}")
    by = None

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: Any, **kwargs: Any) -> Organisation:
        return register_organisation(**kwargs)


class RelationshipFactory(factory.django.DjangoModelFactory[Relationship]):
    """An active customer of tier C unless said otherwise."""

    class Meta:
        model = Relationship

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Kind.CUSTOMER
    owner = factory.SubFactory(UserFactory)
    status = Status.ACTIVE
    by = None

    @classmethod
    def _create(cls, model_class: type[Relationship], *args: Any, **kwargs: Any) -> Relationship:
        status = kwargs.pop("status")
        relationship = open_relationship(kwargs.pop("organisation"), **kwargs)
        at = kwargs.get("at")
        if status != Status.PROSPECT:
            relationship = move_relationship(relationship, "activate", by=None, at=at)
        if status == Status.SUSPENDED:
            relationship = move_relationship(relationship, "suspend", by=None, reason="for a test", at=at)
        if status == Status.ENDED:
            relationship = move_relationship(
                relationship, "end", by=None, reason="for a test", end_reason=EndReason.FINISHED, at=at
            )
        return relationship


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    """A contact who signs."""

    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Contact {n}")
    by = None

    @classmethod
    def _create(cls, model_class: type[Contact], *args: Any, **kwargs: Any) -> Contact:
        return add_contact(kwargs.pop("organisation"), **kwargs)
