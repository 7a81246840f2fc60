"""People and teams for tests, and the small cast everybody knows.

``UserFactory`` writes the row directly, for speed: accounts have their own verbs and tests.
"""

from dataclasses import dataclass
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from brm.accounts.domain.teams import add_to_team, create_team
from brm.accounts.enums import Role
from brm.accounts.models import Team, User

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


@dataclass
class Cast:
    """Alice keeps relationships, Bob is in her team, Lena leads it. Sam manages elsewhere and may see nothing of it."""

    alice: User
    bob: User
    lena: User
    eve: User
    ed: User
    fay: User
    ada: User
    sam: User
    cora: User
    team: Team
    other_team: Team


def make_cast() -> Cast:
    """Everybody, in two teams."""

    def somebody(name: str, *roles: Role) -> User:
        return UserFactory(name=name, email=f"{name.lower()}@example.com", roles=list(roles))

    alice, bob = somebody("Alice", Role.MANAGER), somebody("Bob", Role.MANAGER)
    lena, sam = somebody("Lena", Role.LEAD), somebody("Sam", Role.MANAGER)
    return Cast(
        alice=alice,
        bob=bob,
        lena=lena,
        eve=somebody("Eve", Role.EXECUTIVE),
        ed=somebody("Ed", Role.ENGINEER),
        fay=somebody("Fay", Role.FINANCE),
        ada=somebody("Ada", Role.ADMINISTRATOR),
        sam=sam,
        cora=somebody("Cora", Role.CONTACT),
        team=TeamFactory(name="East", members=[alice, bob], leads=[lena]),
        other_team=TeamFactory(name="West", members=[sam]),
    )
