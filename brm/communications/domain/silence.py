"""Who has heard nothing from us, for how long, and how bad that is (K-10, C-08, G-25)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from brm.accounts.models import User
from brm.attention.models import Severity
from brm.communications.rules import GRAVE_AT, LATE_AT
from brm.core import clock
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.targets import contact_target_days
from brm.parties.models import Relationship


@dataclass(frozen=True)
class Gap:
    """The contact gap of one relationship against its target."""

    days: int
    target: int
    never: bool

    @property
    def ratio(self) -> float:
        """How many times the target has passed."""
        return self.days / self.target if self.target else 0.0

    @property
    def severity(self) -> int:
        """How bad it is: in time, due, late, grave."""
        return severity_of(self.ratio)


def severity_of(ratio: float) -> int:
    """From so many times the target."""
    if ratio >= GRAVE_AT:
        return Severity.GRAVE
    if ratio >= LATE_AT:
        return Severity.LATE
    return Severity.DUE if ratio >= 1 else Severity.NOTE


def contact_gap(relationship: Relationship, *, at: datetime | None = None) -> Gap:
    """Days since the last contact, or since the relationship is in its state where there was none yet (K-10)."""
    at = at or clock.now()
    since = relationship.last_contact_at or relationship.status_since
    return Gap(max((at - since).days, 0), contact_target_days(relationship), relationship.last_contact_at is None)


def silent_for(user: User, *, at: datetime | None = None) -> "QuerySet[Relationship]":
    """The silent relationships a person may see, longest past their target first."""
    return relationships_for(user).filter(silent_from__lte=at or clock.now()).order_by("silent_from", "pk")


_LEVEL = """CASE WHEN x.ratio >= %(grave)s THEN 4 WHEN x.ratio >= %(late)s THEN 3 ELSE 2 END"""

_SILENT = """
SELECT r.id, r.owner_id, r.silent_from, o.name,
  extract(epoch FROM %(now)s - coalesce(r.last_contact_at, r.status_since)) / greatest(
    extract(epoch FROM r.silent_from - coalesce(r.last_contact_at, r.status_since)), 3600) AS ratio
FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id
WHERE r.silent_from <= %(now)s AND (%(only)s::bigint IS NULL OR r.id = %(only)s)
"""

_OPEN = "".join(
    (
        "INSERT INTO attention_attention (assignee_id, rule, subject_type, subject_id, relationship_id, severity, "
        "due_at, params, opened_at) SELECT x.owner_id, 'silence', 'parties.relationship', x.id, x.id, ",
        _LEVEL,
        ", x.silent_from, jsonb_build_object('organisation', x.name), %(now)s FROM (",
        _SILENT,
        """) x
LEFT JOIN attention_attention a ON a.rule = 'silence' AND a.subject_type = 'parties.relationship'
  AND a.subject_id = x.id AND a.assignee_id = x.owner_id AND a.closed_at IS NULL
WHERE a.id IS NULL OR a.severity <> """,
        _LEVEL,
        """ OR a.due_at IS DISTINCT FROM x.silent_from
ON CONFLICT (rule, subject_type, subject_id, assignee_id) WHERE closed_at IS NULL
DO UPDATE SET severity = excluded.severity, due_at = excluded.due_at,
  snoozed_until = CASE WHEN excluded.severity > attention_attention.severity THEN NULL
    ELSE attention_attention.snoozed_until END
""",
    )
)

_CLOSE = """
UPDATE attention_attention a SET closed_at = %(now)s FROM parties_relationship r
WHERE a.rule = 'silence' AND a.closed_at IS NULL AND a.subject_type = 'parties.relationship' AND a.subject_id = r.id
  AND (r.silent_from IS NULL OR r.silent_from > %(now)s OR r.owner_id <> a.assignee_id)
  AND (%(only)s::bigint IS NULL OR r.id = %(only)s)
"""


def show_silence(*, at: datetime | None = None, only: int | None = None) -> int:
    """Silent relationships ask for their manager, louder as time passes; those heard again fall silent on Today.

    ``only`` one relationship, at once, when its target has changed.
    """
    values: dict[str, Any] = {"now": at or clock.now(), "grave": GRAVE_AT, "late": LATE_AT, "only": only}
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, values)
        cursor.execute(_OPEN, values)
        return int(cursor.rowcount)
