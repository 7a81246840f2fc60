"""A small cast for the search: two managers, their customers, and what hangs from them."""

from datetime import UTC, datetime
from typing import Any

from brm.accounts.models import User
from brm.matters.models import Matter, MatterKind
from brm.parties.models import Contact, Organisation, Relationship
from brm.search.domain.index import refresh
from brm.search.domain.queries import search_for

MOMENT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def person(name: str, *roles: str, **facts: Any) -> User:
    address = f"{name.lower()}@ours.example"
    return User.objects.create(email=address, name=name, roles=list(roles or ["manager"]), **facts)


def organisation(name: str, **facts: Any) -> Organisation:
    row = Organisation.objects.create(name=name, sort_key=name, name_key=name.lower(), **facts)
    refresh({"parties.organisation": [row.pk]})
    return row


def relationship(name: str, owner: User, kind: str = "customer", **facts: Any) -> Relationship:
    firm = Organisation.objects.filter(name=name).first() or organisation(name)
    row = Relationship.objects.create(organisation=firm, kind=kind, owner=owner, sort_key=name, **facts)
    refresh({"parties.relationship": [row.pk]})
    return row


def contact(name: str, firm: Organisation, **facts: Any) -> Contact:
    row = Contact.objects.create(name=name, organisation=firm, sort_key=name, **facts)
    refresh({"parties.contact": [row.pk]})
    return row


def matter(number: str, title: str, of: Relationship) -> Matter:
    row = Matter.objects.create(
        number=number, title=title, relationship=of, kind=MatterKind.SERVICE_EVENT, opened_at=MOMENT
    )
    refresh({"matters.matter": [row.pk]})
    return row


def found(user: User, question: str, **options: Any) -> list[tuple[str, str]]:
    """Kind and title of what a person finds, in order."""
    return [
        (group.source.name, hit.plain_title)
        for group in search_for(user, question, **options).groups
        for hit in group.hits
    ]
