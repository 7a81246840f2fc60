"""The timeline of mass work: the same entries, in one statement (ruling 7)."""

from collections.abc import Sequence
from datetime import datetime

from brm.accounts.models import User
from brm.core.copying import Row, copy_in
from brm.parties.domain.bulk import OPENED_IN_BULK
from brm.timeline.models import TimelineEntry


def note_many(rows: Sequence[Row]) -> None:
    """Write many entries: each names relationship, moment, kind and what ``note`` takes, by attribute names."""
    copy_in(TimelineEntry, rows)


def opened_in_bulk(rows: Sequence[Row], *, by: User | None, at: datetime) -> None:
    """Many relationships began."""
    note_many(
        [
            {
                "relationship_id": each["id"],
                "at": at,
                "kind": "relationship",
                "event": "open",
                "actor_id": by.pk if by else None,
                "params": {"owner": each["owner_name"]},
            }
            for each in rows
        ]
    )


OPENED_IN_BULK.register("timeline", opened_in_bulk)
