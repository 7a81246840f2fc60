"""Organisations, contacts, relationships for tests, made by the domain's own verbs; a cast of people around them.

``UserFactory`` writes the row directly: accounts have their own verbs and tests.
"""

from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from brm.accounts.domain.teams import add_to_team, create_team
from brm.accounts.enums import Role
from brm.accounts.models import Team, User
from brm.parties.domain.contacts import add_contact
from brm.parties.domain.organisations import register_organisation
from brm.parties.domain.relationships import move_relationship, open_relationship
from brm.parties.enums import EndReason, Kind, Status
from brm.parties.models import Contact, Organisation, Relationship

PASSWORD = "a-password-for-tests"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """One of us: a relationship manager in English and UTC+8 unless said otherwise."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")
    roles = factory.LazyFunction(lambda: [Role.MANAGER])
    language = "en"
    time_zone = "Asia/Shanghai"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    """A team; ``members`` and ``leads`` join it."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")
    members: Any = ()
    leads: Any = ()

    @classmethod
    def _create(cls, model_class: type[Team], *args: Any, **kwargs: Any) -> Team:
        members, leads = kwargs.pop("members"), kwargs.pop("leads")
        team = create_team(name=kwargs["name"], by=None)
        for user in members:
            add_to_team(team, user=user, is_lead=False, by=None)
        for user in leads:
            add_to_team(team, user=user, is_lead=True, by=None)
        return team


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
