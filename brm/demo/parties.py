"""The second chapter: the customers, their people, whose they are."""

from collections.abc import Mapping
from datetime import datetime

from brm.accounts.models import Team, User
from brm.demo.cast import PARTIES, Party
from brm.parties.domain.contacts import add_contact
from brm.parties.domain.organisations import register_organisation
from brm.parties.domain.relationships import change_relationship, move_relationship, open_relationship
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship


class Known:
    """A customer of the story as it stands in the database."""

    def __init__(self, party: Party, relationship: Relationship, contacts: list[Contact], owner: User) -> None:
        self.party = party
        self.relationship = relationship
        self.contacts = contacts
        self.owner = owner


def meet(people: dict[str, User], teams: dict[str, Team], at: datetime) -> list[Known]:
    """Register every customer with its contacts and open the relationship."""
    team_of = {person.pk: person.memberships.select_related("team").first() for person in people.values()}
    return [_meet(party, people[party.owner], team_of, at) for party in PARTIES]


def _meet(party: Party, owner: User, team_of: Mapping[int, object], at: datetime) -> Known:
    organisation = register_organisation(
        name=party.name,
        short_name=party.short,
        code=party.key.upper(),
        trade=party.trade,
        region=party.region,
        time_zone=party.time_zone,
        by=owner,
        at=at,
    )
    for site in party.sites:
        register_organisation(name=f"{party.short} {site}", parent=organisation, region=party.region, by=owner, at=at)
    membership = team_of[owner.pk]
    relationship = open_relationship(
        organisation,
        kind=Kind.CUSTOMER,
        owner=owner,
        team=getattr(membership, "team", None),
        tier=party.tier,
        type=party.type,
        time_zone=party.time_zone,
        by=owner,
        at=at,
    )
    contacts = [
        add_contact(
            organisation,
            by=owner,
            at=at,
            name=name,
            kind=kind,
            job_title=title,
            persona=persona,
            is_vip=vip,
            influence=influence,
            interest=interest,
            language=party.language,
            time_zone=party.time_zone,
            email=f"contact{number}@{party.key}.example",
            phone=f"+86 10 5550 {number:04d}",
        )
        for number, (name, title, kind, persona, vip, influence, interest) in enumerate(party.people, start=1)
    ]
    if party.status == "active":
        relationship = move_relationship(relationship, "activate", by=owner, at=at)
    return Known(party, relationship, contacts, owner)


def promote(known: Known, *, target: str, by: User, at: datetime) -> None:
    """State the type of relationship both sides want (G-11)."""
    known.relationship = change_relationship(known.relationship, by=by, target_type=target, at=at)
