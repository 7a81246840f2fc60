"""Writing back what became of a whole range of invitations, in one statement (ruling 7)."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from surveys.asking.models import Invitation

TYPES = {
    "status": "text", "why": "text", "channel": "text", "version_id": "bigint", "token_hash": "text",
    "reminder_hash": "text", "sent_at": "timestamptz", "reminded_at": "timestamptz", "expires_at": "timestamptz",
    "ended_on": "date", "step_at": "timestamptz",
}  # fmt: skip
_WRITE = (
    f'UPDATE "{Invitation._meta.db_table}" AS i SET '  # noqa: S608 - names of our own columns
    + ", ".join(f"{name} = v.{name}" for name in TYPES)
    + " FROM unnest(%s::bigint[], "
    + ", ".join(f"%s::{kind}[]" for kind in TYPES.values())
    + f") AS v(id, {', '.join(TYPES)}) WHERE i.id = v.id"
)


def save_range(rows: Sequence[Any]) -> None:
    """Keep what the sweep decided about each of these rows, which are held."""
    columns = [[_plain(getattr(row, name)) for row in rows] for name in TYPES]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [[row.pk for row in rows], *columns])


def _plain(value: Any) -> Any:
    """A choice as the text it stands for."""
    return str(value) if isinstance(value, str) else value
