"""How long a relationship may be silent: the contact target per tier, and the moment from which it is (K-10)."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection

from brm.parties.enums import Status, Tier
from brm.parties.models import Relationship

DAYS_BY_TIER = {Tier.A: 14, Tier.B: 30, Tier.C: 60}
WATCHED = (Status.PROSPECT, Status.ACTIVE)
"""States in which silence counts; a suspended or ended relationship may be silent."""


def contact_target_days(relationship: Relationship) -> int:
    """Within how many days the relationship must hear from us: its own target, else its tier's."""
    return relationship.contact_target_days or DAYS_BY_TIER[Tier(relationship.tier)]


def silent_from(relationship: Relationship) -> datetime | None:
    """The moment from which the relationship counts as silent; None while nobody watches it."""
    if relationship.status not in WATCHED:
        return None
    start = relationship.last_contact_at or relationship.status_since
    return start + timedelta(days=contact_target_days(relationship))


_TOUCH = """
UPDATE parties_relationship SET last_contact_at = greatest(last_contact_at, %(at)s),
  silent_from = CASE WHEN status = ANY(%(watched)s) THEN greatest(last_contact_at, %(at)s) + make_interval(
    days => coalesce(contact_target_days, (%(by_tier)s::jsonb ->> tier)::int, 60)) END
WHERE id = ANY(%(ids)s) RETURNING id, silent_from
"""


def touch(relationship_ids: int | Iterable[int], at: datetime) -> dict[int, datetime | None]:
    """There was contact at ``at``: silence counts anew from there. An older contact than the last changes nothing.

    Answers from when on each is silent now.
    """
    ids = [relationship_ids] if isinstance(relationship_ids, int) else list(relationship_ids)
    by_tier = json.dumps({tier.value: days for tier, days in DAYS_BY_TIER.items()})
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, {"at": at, "watched": list(WATCHED), "by_tier": by_tier, "ids": ids})
        return dict(cursor.fetchall())


def expect_contact(relationship_id: int, on: date | None) -> None:
    """The next agreed or planned contact is on this day (None: none is planned)."""
    Relationship.objects.filter(pk=relationship_id).update(next_contact_on=on)
