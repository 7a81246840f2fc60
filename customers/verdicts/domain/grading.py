"""What value customers see in service: the level of each, how many stand where, who moved (Q-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.enums import Persona
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.verdicts.enums import Level
from customers.verdicts.models import Cognition

YEAR = timedelta(days=365)
"""Movement is told against a year ago."""

_STANDING = """
WITH mine AS (
  SELECT r.id FROM parties_relationship r WHERE r.kind = 'customer' AND r.status <> 'ended'
    AND (%(every)s OR r.id = ANY(%(ids)s))
), latest AS (
  SELECT m.id, now.level AS now, old.level AS before
  FROM mine m
  LEFT JOIN LATERAL (SELECT c.level FROM verdicts_cognition c WHERE c.relationship_id = m.id
    AND c.persona = %(persona)s AND c.at <= %(now)s ORDER BY c.at DESC, c.id DESC LIMIT 1) now ON true
  LEFT JOIN LATERAL (SELECT c.level FROM verdicts_cognition c WHERE c.relationship_id = m.id
    AND c.persona = %(persona)s AND c.at <= %(since)s ORDER BY c.at DESC, c.id DESC LIMIT 1) old ON true
)
SELECT now, before, count(*) FROM latest GROUP BY now, before
"""


@dataclass(frozen=True)
class Standing:
    """How many customers stand at which level, then and now; who rose and who fell between."""

    pairs: dict[tuple[int | None, int | None], int]

    def at(self, level: int | None) -> int:
        """How many stand at a level now; none: not yet known."""
        return sum(n for (now, _before), n in self.pairs.items() if now == level)

    def was_at(self, level: int | None) -> int:
        """How many stood there then."""
        return sum(n for (_now, before), n in self.pairs.items() if before == level)

    @property
    def known(self) -> int:
        """Of how many the level is known."""
        return sum(n for (now, _before), n in self.pairs.items() if now is not None)

    @property
    def rose(self) -> int:
        """How many see more in it than then."""
        return sum(n for (now, before), n in self.pairs.items() if now and before and now > before)

    @property
    def fell(self) -> int:
        """How many see less."""
        return sum(n for (now, before), n in self.pairs.items() if now and before and now < before)

    @property
    def lines(self) -> list[tuple[Level, int, int, float | None]]:
        """Per level: now, then, and its share now; with fewer than five known no share (ruling 30)."""
        return [
            (level, self.at(level), self.was_at(level), self.at(level) / self.known if self.known >= 5 else None)
            for level in Level
        ]


@transaction.atomic
def set_cognition(
    relationship: Relationship, *, level: int, by: User | None, persona: str = "", note_text: str = "",
    at: datetime | None = None,
) -> Cognition:  # fmt: skip
    """Say what a customer (or those of a persona there) takes service for. The one before stays in the history."""
    at = at or clock.now()
    if level not in Level.values:
        raise DomainError(_("Choose one of the four levels."), field="level")
    if persona not in ("", *Persona.values):
        raise DomainError(_("Choose a persona, or nobody in particular."), field="persona")
    before = Cognition.objects.filter(relationship=relationship, persona=persona, at__lte=at).first()
    if before is not None and before.level == level and not note_text.strip():
        raise DomainError(_("That is how it is already."), field="level")
    row = Cognition.objects.create(
        relationship=relationship, persona=persona, level=level, note=note_text.strip()[:300], at=at, by=by
    )
    old = before.level if before else None
    trail.record(row, "cognition.set", by=by, changes={"level": (old, level)}, reason=row.note, show=str(row), at=at)
    if old != level:
        note(
            relationship, "cognition", event="set", at=at, subject=row, actor=by, level=level, persona=persona,
            before=old or 0,
        )  # fmt: skip
    return row


def cognitions_of(relationship: Relationship) -> dict[str, list[Cognition]]:
    """By persona ("" is the account as a whole), the latest first; the reader has been checked."""
    found: dict[str, list[Cognition]] = {name: [] for name in ("", *Persona.values)}
    for row in Cognition.objects.filter(relationship=relationship).select_related("by"):
        found[row.persona].append(row)
    return found


def standing(ids: Sequence[int] | None, *, since: datetime, persona: str = "") -> Standing:
    """Of these customers (none: all), now and at a moment before."""
    values: dict[str, Any] = {
        "every": ids is None, "ids": list(ids or ()), "persona": persona, "now": clock.now(), "since": since,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, values)
        return Standing({(now, before): n for now, before, n in cursor.fetchall()})


trail.label("cognition.set", gettext_lazy("Said what the customer takes service for"))
