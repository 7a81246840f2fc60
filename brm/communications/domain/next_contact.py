"""The next day on which a relationship is to hear from us, kept on its row so that every list can sort by it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection

_REFRESH = """
UPDATE parties_relationship r SET next_contact_on = x.day
FROM (
  SELECT i.id, least(
    (SELECT min(o.due_on) FROM communications_occurrence o
      WHERE o.relationship_id = i.id AND o.status IN ('planned', 'due')),
    (SELECT min(o.make_up_on) FROM communications_occurrence o
      WHERE o.relationship_id = i.id AND o.status = 'missed'),
    (SELECT min((v.starts_at AT TIME ZONE %(zone)s)::date) FROM communications_executivevisit v
      WHERE v.relationship_id = i.id AND v.status = 'scheduled')
  ) AS day
  FROM unnest(%(ids)s::bigint[]) AS i(id)
) x
WHERE r.id = x.id AND r.next_contact_on IS DISTINCT FROM x.day
"""


def refresh_next_contact(relationship_ids: Iterable[int]) -> None:
    """Reckon the next contact of these relationships anew, in the transaction of what changed it."""
    ids = sorted(set(relationship_ids))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_REFRESH, {"ids": ids, "zone": settings.TIME_ZONE})
