"""The first chapter: our own people and teams."""

from datetime import datetime

from brm.accounts.domain.people import create_person
from brm.accounts.domain.teams import create_team
from brm.accounts.enums import Role
from brm.accounts.models import Team, User
from brm.demo.cast import PASSWORD, PEOPLE, TEAMS


def gather(at: datetime) -> tuple[dict[str, User], dict[str, Team]]:
    """Make everybody of the cast. Answers people by key and teams by name."""
    first = next(person for person in PEOPLE if Role.ADMINISTRATOR in person.roles)
    administrator = create_person(
        email=first.email, name=first.name, roles=list(first.roles), by=None, password=PASSWORD, at=at
    )
    teams = {name: create_team(name=name, by=administrator) for name in TEAMS}
    people = {first.key: administrator}
    for person in PEOPLE:
        if person is first:
            continue
        people[person.key] = create_person(
            email=person.email,
            name=person.name,
            roles=list(person.roles),
            by=administrator,
            language=person.language,
            time_zone=person.time_zone,
            password=PASSWORD,
            team=teams.get(person.team),
            is_lead=person.is_lead,
            at=at,
        )
    return people, teams
