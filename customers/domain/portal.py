"""What an outsider sees of the relationships they were let in to (ruling 13): nothing but that."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from brm.accounts.models import User
from brm.core.registry import Registry
from brm.parties.models import Relationship

MEETINGS: Registry[Callable[[User, Relationship], list["NextMeeting"]]] = Registry("source of agreed meetings")
"""Whoever plans meetings answers the next agreed ones that the contact may know of."""


@dataclass(frozen=True)
class NextMeeting:
    """An agreed meeting as the customer sees it."""

    at: datetime
    title: str
    place: str = ""


@dataclass
class Entry:
    """One relationship a contact may see: who is responsible, and when one meets."""

    relationship: Relationship
    meetings: list[NextMeeting] = field(default_factory=list)


def portal_entries(user: User) -> list[Entry]:
    """The relationships open to a contact."""
    rows = Relationship.objects.open_to(user).select_related("organisation", "owner").order_by("sort_key", "id")
    return [Entry(row, sorted((m for source in MEETINGS for m in source(user, row)), key=_moment)) for row in rows]


def _moment(meeting: NextMeeting) -> Any:
    return meeting.at
