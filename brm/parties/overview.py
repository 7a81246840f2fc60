"""What parts above say on the first page of a relationship: how it stands, what is promised, what is next, and what
happens in each of the activities. Registered from their ``apps.ready()``.

    PARTS.register("praise", Part("praise", SQL))                       # brm.parties.domain.overview: the figures
    ACTIVITIES.register("praise", Activity("praise", _("Praise"), "trophy", 40, told))

``told(facts, relationship)`` answers a ``Told``: no query of its own, so that the page keeps its few statements.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from brm.core.registry import Registry
from brm.parties.domain.overview import EVERY_KIND, Facts
from brm.parties.models import Relationship


@dataclass(frozen=True)
class Told:
    """What an activity says of itself: a figure with its words, a note below, a tone where it asks to be looked at.

    Without a figure the words teach what would stand here; ``add`` is the (label, address) of the first step.
    """

    figure: str = ""
    words: str = ""
    note: str = ""
    tone: str = ""
    mark: str = ""
    at: datetime | date | None = None
    at_label: str = ""
    url: str = ""
    add: tuple[str, str] | None = None
    drawer: bool = False


@dataclass(frozen=True)
class Activity:
    """One of the activities with a relationship; shown always, for an empty one says something too (C-04)."""

    name: str
    label: object
    icon: str
    order: int
    tell: Callable[[Facts, Relationship], Told]
    part: str = ""
    kinds: frozenset[str] = EVERY_KIND


@dataclass(frozen=True)
class Line:
    """One thing promised, coming or asking for somebody: what, when, where to read more.

    ``subject`` is its record as (``app.model``, number): what stands among the promises is not said again as urgent.
    """

    title: str
    url: str = ""
    due: date | datetime | None = None
    note: str = ""
    icon: str = "point"
    tone: str = "grey"
    side: str = "ours"
    first: bool = False
    subject: tuple[str, int] | None = None

    @property
    def order(self) -> tuple[bool, bool, date]:
        """By day; what has no day comes last, what frames the rest first."""
        day = self.due.date() if isinstance(self.due, datetime) else self.due
        return (not self.first, day is None, day or date.max)


@dataclass(frozen=True)
class Lines:
    """What one part of the portal adds to a list of lines, out of the rows of its SELECT."""

    name: str
    tell: Callable[[list[Facts], Relationship], Iterable[Line]]
    part: str = ""


@dataclass(frozen=True)
class Head:
    """What stands first on the page, in its own template, out of the facts of its SELECT."""

    name: str
    template: str
    context: Callable[[Facts, Relationship], dict[str, Any]]
    part: str = ""


ACTIVITIES: Registry[Activity] = Registry("activity with a relationship")
PROMISED: Registry[Lines] = Registry("source of promises")
COMING: Registry[Lines] = Registry("source of what is next")
URGENT: Registry[Lines] = Registry("source of what asks for somebody now")
HEADS: Registry[Head] = Registry("head of the overview")


def lines_of(registry: Registry[Lines], said: dict[str, Any], relationship: Relationship) -> list[Line]:
    """The lines of every source, the earliest first."""
    found = [line for each in registry for line in each.tell(said.get(each.part or each.name) or [], relationship)]
    return sorted(found, key=lambda line: line.order)


def activities_of(said: dict[str, Any], relationship: Relationship) -> list[tuple[Activity, Told]]:
    """Every activity of this kind of relationship with what it says, in order, none left out."""
    activities = sorted((each for each in ACTIVITIES if relationship.kind in each.kinds), key=lambda each: each.order)
    return [(each, each.tell(said.get(each.part or each.name) or Facts(), relationship)) for each in activities]
