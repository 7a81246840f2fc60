"""The timeline as a tab and as the last entries on the overview of a relationship."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.parties.models import Relationship
from brm.parties.panels import PANELS, TABS, Panel, Tab
from brm.timeline.cursor import kind_choices, page_from, page_of
from brm.timeline.domain import entries_of, last_entries_of
from brm.timeline.models import TimelineEntry

ON_OVERVIEW = 8


def narrowed(user: User, relationship: Relationship, kind: str) -> QuerySet[TimelineEntry]:
    """The entries of one relationship, of one kind if a known one is named."""
    entries = entries_of(relationship)
    return entries.filter(kind=kind) if kind in dict(kind_choices()) else entries


def tab(user: User, relationship: Relationship, **choice: str) -> dict[str, Any]:
    """All kinds mixed, or one; older ones on demand."""
    kind, before = choice.get("kind", ""), choice.get("before", "")
    entries = narrowed(user, relationship, kind)
    return {"kind": kind, "kinds": kind_choices(), **page_of(entries, before)}


def panel(user: User, relationship: Relationship) -> dict[str, Any]:
    """The last few entries."""
    return page_from(last_entries_of(relationship, ON_OVERVIEW + 1), ON_OVERVIEW)


TABS.register(
    "timeline", Tab("timeline", _("Timeline"), "timeline", 10, "timeline/tab.html", tab, asks=("kind", "before"))
)
PANELS.register("timeline", Panel("timeline", 50, "timeline/panel.html", panel, first=True))
