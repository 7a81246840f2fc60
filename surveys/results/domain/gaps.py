"""Users and customers of one customer too far apart: told on Today, by a limit that has a history (C-26)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.models import Attention
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from surveys.asking.domain.budget import may_configure, sees_asking
from surveys.questionnaires.domain.statistics import MIN_N
from surveys.results.models import GapLimit
from surveys.results.rules import GAP_DAYS, USUAL_GAP

RULE = "satisfaction_gap"

_APART = """
SELECT r.relationship_id, round(avg(r.score) FILTER (WHERE r.respondent_kind = 'user')) AS users,
  round(avg(r.score) FILTER (WHERE r.respondent_kind = 'customer')) AS customers
FROM answering_response r
WHERE r.contact_id IS NOT NULL AND r.score IS NOT NULL AND r.answered_on BETWEEN %(since)s AND %(until)s
  AND (%(only)s::bigint IS NULL OR r.relationship_id = %(only)s)
GROUP BY r.relationship_id
HAVING count(*) FILTER (WHERE r.respondent_kind = 'user') >= %(least)s
  AND count(*) FILTER (WHERE r.respondent_kind = 'customer') >= %(least)s
  AND abs(avg(r.score) FILTER (WHERE r.respondent_kind = 'user')
    - avg(r.score) FILTER (WHERE r.respondent_kind = 'customer')) > %(points)s
"""

_OPEN = f"""
INSERT INTO attention_attention (assignee_id, rule, subject_type, subject_id, relationship_id, severity, due_at,
  params, opened_at)
SELECT r.owner_id, 'satisfaction_gap', 'parties.relationship', r.id, r.id, 2, NULL,
  jsonb_build_object('organisation', o.name, 'users', g.users, 'customers', g.customers), %(now)s
FROM ({_APART}) g
JOIN parties_relationship r ON r.id = g.relationship_id AND r.status <> 'ended'
JOIN parties_organisation o ON o.id = r.organisation_id
ON CONFLICT (rule, subject_type, subject_id, assignee_id) WHERE closed_at IS NULL
DO UPDATE SET params = excluded.params WHERE attention_attention.params <> excluded.params
"""  # noqa: S608 - our own words

_CLOSE = f"""
UPDATE attention_attention a SET closed_at = %(now)s FROM parties_relationship r
WHERE a.rule = 'satisfaction_gap' AND a.closed_at IS NULL AND a.subject_type = 'parties.relationship'
  AND a.subject_id = r.id AND (%(only)s::bigint IS NULL OR r.id = %(only)s)
  AND (r.owner_id <> a.assignee_id OR r.status = 'ended'
    OR NOT EXISTS (SELECT 1 FROM ({_APART}) g WHERE g.relationship_id = r.id))
"""  # noqa: S608 - our own words

_EXPECTED = f"""
SELECT r.owner_id, r.id FROM ({_APART}) g JOIN parties_relationship r ON r.id = g.relationship_id
WHERE r.status <> 'ended'
"""  # noqa: S608 - our own words


def gap_limit(at: datetime | None = None) -> int:
    """How many points apart is too far, now or at a moment."""
    kept = GapLimit.objects.filter(since__lte=at or clock.now()).order_by("-since", "-id").first()
    return kept.points if kept else USUAL_GAP


def gap_limits_for(user: User) -> "QuerySet[GapLimit]":
    """Every limit there was, the newest first."""
    rows = GapLimit.objects.select_related("set_by")
    return rows if sees_asking(user) else rows.none()


@transaction.atomic
def set_gap_limit(points: int, *, by: User | None, reason: str = "", at: datetime | None = None) -> GapLimit:
    """From now on users and customers may be so many points apart."""
    at = at or clock.now()
    if by is not None and not may_configure(by):
        raise DomainError(_("Administrators, leads and executives set this."))
    before = gap_limit(at)
    if before == points:
        raise DomainError(_("That is how it is already."), field="points")
    row = save_new(GapLimit(points=points, since=at, set_by=by, reason=reason.strip()[:300]))
    trail.record(
        row, "survey_gap.set", by=by, changes={"points": (before, points)}, reason=row.reason, show=str(points), at=at
    )
    show_gaps(at=at)
    return row


def show_gaps(*, at: datetime | None = None, only: int | None = None) -> int:
    """Customers whose users and whose own people judge us too differently stand on their manager's desk."""
    values = _values(at or clock.now(), only)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLOSE, values)
        cursor.execute(_OPEN, values)
        return int(cursor.rowcount)


def expected_gaps() -> Iterable[tuple[int, int]]:
    """Who should be told of which customer now."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPECTED, _values(clock.now(), None))
        return list(cursor.fetchall())


def open_gap(relationship_id: int) -> Attention | None:
    """The warning that stands for a customer."""
    return Attention.objects.filter(rule=RULE, relationship=relationship_id, closed_at=None).first()


def _values(now: datetime, only: int | None) -> dict[str, Any]:
    until = clock.day_of(now)
    return {
        "now": now, "until": until, "since": until - timedelta(days=GAP_DAYS), "least": MIN_N, "only": only,
        "points": gap_limit(now),
    }  # fmt: skip


trail.label("survey_gap.set", gettext_lazy("Set how far users and customers may lie apart"))
