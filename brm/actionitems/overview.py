"""What is promised, on the first page of a relationship: the open action items of both sides, the next due first."""

from collections.abc import Iterable

from django.urls import reverse

from brm.core import clock
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import PROMISED, Line, Lines

_PROMISES = """
SELECT i.id, i.title, i.due_on, i.side, coalesce(nullif(u.name, ''), u.email) AS owner, c.name AS counterpart
FROM actionitems_actionitem i JOIN accounts_user u ON u.id = i.owner_id
LEFT JOIN parties_contact c ON c.id = i.counterpart_id
WHERE i.relationship_id = %(id)s AND i.status IN ('open', 'in_progress') ORDER BY i.due_on, i.id LIMIT 30
"""


def promises(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """Open action items; those past their day are late."""
    today = clock.today()
    for row in rows:
        due = row.day("due_on")
        late = due is not None and due < today
        yield Line(
            row["title"],
            reverse("actionitems:detail", args=[row["id"]]),
            due,
            note=(row["counterpart"] or "") if row["side"] == "theirs" else row["owner"],
            icon="checkbox",
            tone="red" if late else "grey",
            side=row["side"],
            subject=("actionitems.actionitem", row["id"]),
        )


PARTS.register("promises", Part("promises", _PROMISES, many=True))
PROMISED.register("promises", Lines("promises", promises))
