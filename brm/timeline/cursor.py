"""Where one is in a timeline, as text for an address: moment and number, so that nothing is shown twice or skipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry

PAGE = 30


@dataclass
class Told:
    """An entry in the reader's words."""

    entry: TimelineEntry
    icon: str
    tone: str
    title: str
    url: str


def told(entries: Iterable[TimelineEntry]) -> list[Told]:
    """Entries in the reader's language; a kind that no installed part knows keeps its name."""
    found = []
    for entry in entries:
        kind = KINDS.get(entry.kind)
        if kind is None:
            found.append(Told(entry, "point", "grey", entry.kind, ""))
        else:
            tone = kind.tone(entry) or "grey"
            found.append(Told(entry, kind.icon, tone, kind.sentence(entry) or str(kind.label), kind.url(entry)))
    return found


def older(entries: QuerySet[TimelineEntry], place: str) -> QuerySet[TimelineEntry]:
    """The entries before a place; all of them where the place is none."""
    moment, _, number = place.rpartition("_")
    try:
        at, pk = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return entries
    return entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)


def page_of(entries: QuerySet[TimelineEntry], place: str = "", size: int = PAGE) -> dict[str, Any]:
    """One page: the entries in words, and the place where the older ones begin."""
    return page_from(list(older(entries, place)[: size + 1]), size)


def page_from(found: list[TimelineEntry], size: int) -> dict[str, Any]:
    """The same of entries read already: one more than the page shows, where there are older ones."""
    last = found[size - 1] if len(found) > size else None
    return {"told": told(found[:size]), "older": f"{last.at.isoformat()}_{last.pk}" if last else ""}


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds a reader may choose from."""
    return [(kind.name, kind.label) for kind in KINDS]
