"""The dossier: everything the next person must know of a relationship, on a page and on paper (INV-57, G-43).

    SECTIONS.register("complaints", Section("complaints", _("Open complaints"), 50, tell))

``tell(user, relationship)`` answers a ``Content``; it starts from ``..._for(user)``, so that nobody reads more on paper
than on the pages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from brm.accounts.models import User
from brm.core.registry import Registry
from brm.parties.domain.overview import EVERY_KIND
from brm.parties.models import Relationship
from brm.ui import moments

Cell = str | int | date | datetime | Promise | None
MOST = 60
"""So many rows of a section are printed; the rest is said as a number."""


@dataclass(frozen=True)
class Row:
    """One line of a table; on the page its first cell leads to the record."""

    cells: Sequence[Cell]
    url: str = ""

    @property
    def words(self) -> list[str]:
        """The cells as words: days and moments as the reader writes them, a dash where nothing is known."""
        return [said(cell) for cell in self.cells]


@dataclass(frozen=True)
class Content:
    """What a section says: facts, a table, or the words for having nothing."""

    facts: Sequence[tuple[Any, Cell]] = ()
    columns: Sequence[Any] = ()
    rows: Sequence[Row] = ()
    widths: Sequence[float] = field(default_factory=tuple)
    text: str = ""
    empty: Any = ""

    @property
    def pairs(self) -> list[tuple[Any, str]]:
        """The facts as words."""
        return [(label, said(value)) for label, value in self.facts]


@dataclass(frozen=True)
class Section:
    """One part of the dossier, in its order."""

    name: str
    label: Any
    order: int
    tell: Callable[[User, Relationship], Content]
    kinds: frozenset[str] = EVERY_KIND


SECTIONS: Registry[Section] = Registry("section of the dossier")


def said(cell: Cell) -> str:
    """A cell as words."""
    if isinstance(cell, datetime):
        return moments.day_text(timezone.localtime(cell).date(), full=True)
    if isinstance(cell, date):
        return moments.day_text(cell, full=True)
    return "–" if cell is None or cell == "" else str(cell)


def told_for(user: User, relationship: Relationship) -> list[tuple[Section, Content]]:
    """Every section with what it says, for a reader who has been checked."""
    sections = sorted((each for each in SECTIONS if relationship.kind in each.kinds), key=lambda each: each.order)
    return [(section, section.tell(user, relationship)) for section in sections]


def on_paper(told: Sequence[tuple[Section, Content]]) -> list[dict[str, Any]]:
    """The sections as the printed report takes them."""
    return [
        {
            "heading": section.label,
            "text": content.text,
            "facts": content.pairs,
            "columns": list(content.columns),
            "rows": [row.words for row in content.rows],
            "widths": list(content.widths),
            "empty": "" if content.rows or content.facts or content.text else content.empty,
        }
        for section, content in told
    ]
