"""What praise asks for on the first page of a customer: thanks that are late (C-19)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import URGENT, Line, Lines

_LATE = """
SELECT p.matter_id AS id, m.title, p.thank_by AS at
FROM praise_praise p JOIN matters_matter m ON m.id = p.matter_id
WHERE p.relationship_id = %(id)s AND p.status <> 'declined' AND p.thanked_at IS NULL AND p.thank_by < %(now)s
ORDER BY p.thank_by, p.matter_id LIMIT 3
"""


def late(rows: list[Facts], relationship: Relationship) -> list[Line]:
    """Praise nobody has thanked for in time."""
    return [
        Line(
            _("Not thanked for: %(title)s") % {"title": row["title"]}, reverse("praise:detail", args=[row["id"]]),
            row.moment("at"), icon="trophy", tone="orange",
        )
        for row in rows
    ]  # fmt: skip


PARTS.register("praise_late", Part("praise_late", _LATE, many=True))
URGENT.register("praise_late", Lines("praise_late", late))
