"""What low answers ask for on the first page of a customer: somebody who waits longer than promised (K-13)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import URGENT, Line, Lines

_LATE = """
SELECT f.id, c.name, f.due_at AS at
FROM answering_followup f JOIN answering_response r ON r.id = f.response_id
  JOIN parties_contact c ON c.id = r.contact_id
WHERE f.relationship_id = %(id)s AND f.status IN ('open', 'contacted') AND f.due_at < %(now)s
ORDER BY f.due_at, f.id LIMIT 3
"""


def late(rows: list[Facts], relationship: Relationship) -> list[Line]:
    """Whom nobody has spoken with in time after a low answer."""
    return [
        Line(
            _("%(person)s is not content and waits for us") % {"person": row["name"]},
            reverse("answering:follow_up", args=[row["id"]]), row.moment("at"), icon="mood-sad", tone="red",
        )
        for row in rows
    ]  # fmt: skip


PARTS.register("survey_follow_ups_late", Part("survey_follow_ups_late", _LATE, many=True))
URGENT.register("survey_follow_ups_late", Lines("survey_follow_ups_late", late))
