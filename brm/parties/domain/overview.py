"""One statement for everything a relationship's first page says: each part of the portal adds its SELECT (ADR 12).

    PARTS.register("praise", Part("praise", "SELECT count(*) AS n FROM ... WHERE relationship_id = %(id)s"))

A part may use ``%(id)s``, ``%(now)s``, ``%(today)s`` and ``%(year_ago)s``; a literal per cent sign is doubled. What it
answers comes as ``Facts``; a part with ``many`` answers a list of them. Whoever asks has checked the reader.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection

from brm.core import clock
from brm.core.registry import Registry
from brm.parties.enums import Kind
from brm.parties.models import Relationship

YEAR = timedelta(days=365)
EVERY_KIND = frozenset(Kind.values)


class Facts(dict[str, Any]):
    """What a part said, as plain values; days and moments are read by name. What is missing is not known."""

    def moment(self, name: str) -> datetime | None:
        """A moment with its zone."""
        if not (text := self.get(name)):
            return None
        value = datetime.fromisoformat(text)
        return value if value.tzinfo else value.replace(tzinfo=UTC)

    def day(self, name: str) -> date | None:
        """A calendar day."""
        return date.fromisoformat(text[:10]) if (text := self.get(name)) else None

    def number(self, name: str) -> int:
        """How many; none where nothing is said."""
        return int(self.get(name) or 0)


@dataclass(frozen=True)
class Part:
    """A SELECT about one relationship: one row of named facts, or ``many`` rows."""

    name: str
    sql: str
    many: bool = False
    kinds: frozenset[str] = EVERY_KIND


PARTS: Registry[Part] = Registry("part of the overview")


@cache
def _statement(kind: str, registered: int) -> tuple[str, tuple[Part, ...]]:
    """The parts of a kind as one row of JSON values, put together once per process."""
    parts = tuple(part for part in PARTS if kind in part.kinds)
    columns = (
        "".join(("(SELECT json_agg(x) FROM (" if part.many else "(SELECT to_json(x) FROM (", part.sql, ") x)"))
        for part in parts
    )
    return "".join(("SELECT json_build_array(", ", ".join(columns), ")")), parts


def read_overview(relationship: Relationship) -> dict[str, Any]:
    """What every part says of one relationship: facts, or a list of them, by the names of the parts."""
    now = clock.now()
    sql, parts = _statement(relationship.kind, sum(1 for _part in PARTS))
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"id": relationship.pk, "now": now, "today": clock.today(), "year_ago": now - YEAR})
        found = cursor.fetchone()[0]
    values = json.loads(found) if isinstance(found, str) else found
    return {
        part.name: [Facts(row) for row in value or ()] if part.many else Facts(value or {})
        for part, value in zip(parts, values, strict=True)
    }
