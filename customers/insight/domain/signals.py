"""Signals of changing needs: judged for what they mean, on the manager's desk until somebody has looked (C-30)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.interactions import review_need
from brm.communications.models import NeedHeard
from brm.core import clock
from brm.core.editing import save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from customers.insight.enums import SignalImpact
from customers.insight.models import SignalReview
from customers.insight.rules import SIGNAL_DAYS

RULE = "need_signals"

_OPEN = """
INSERT INTO attention_attention (assignee_id, rule, subject_type, subject_id, relationship_id, severity, due_at,
  params, opened_at)
SELECT r.owner_id, 'need_signals', 'parties.relationship', r.id, r.id, 1, min(n.heard_at) + %(grace)s,
  jsonb_build_object('organisation', o.name, 'count', count(*)), %(now)s
FROM communications_needheard n
JOIN parties_relationship r ON r.id = n.relationship_id AND r.kind = 'customer' AND r.status <> 'ended'
JOIN parties_organisation o ON o.id = r.organisation_id
WHERE n.reviewed_at IS NULL AND n.heard_at <= %(now)s - %(grace)s AND (%(only)s::bigint IS NULL OR r.id = %(only)s)
GROUP BY r.id, r.owner_id, o.name
ON CONFLICT (rule, subject_type, subject_id, assignee_id) WHERE closed_at IS NULL
DO UPDATE SET params = excluded.params, due_at = excluded.due_at
  WHERE attention_attention.params <> excluded.params
"""

_CLOSE = """
UPDATE attention_attention a SET closed_at = %(now)s FROM parties_relationship r
WHERE a.rule = 'need_signals' AND a.closed_at IS NULL AND a.subject_type = 'parties.relationship'
  AND a.subject_id = r.id AND (%(only)s::bigint IS NULL OR r.id = %(only)s)
  AND (r.owner_id <> a.assignee_id OR r.status = 'ended' OR NOT EXISTS (
    SELECT 1 FROM communications_needheard n WHERE n.relationship_id = r.id AND n.reviewed_at IS NULL
      AND n.heard_at <= %(now)s - %(grace)s))
"""


@transaction.atomic
def judge_signal(
    need: NeedHeard, *, impact: str, by: User, consequence: str = "", at: datetime | None = None
) -> SignalReview:
    """Say what a changed need means for us, and what we do about it (C-30). It can be judged anew."""
    at = at or clock.now()
    if impact not in SignalImpact.values:
        raise DomainError(_("Say how much it would change."), field="impact")
    if impact == SignalImpact.HIGH and not consequence.strip():
        raise DomainError(_("A signal of high impact needs an answer: say what we do about it."), field="consequence")
    if need.reviewed_at is None:
        need = review_need(need, by=by)
    values = {"impact": impact, "consequence": consequence.strip(), "by": by, "at": at}
    found = SignalReview.objects.filter(need=need).first()
    if found is None:
        found = SignalReview(need=need, created_at=at, updated_at=at, **values)
        save_new(found)
        changes = {"impact": (None, impact)}
    else:
        changes = save_changes(found, values)
        changes.pop("at", None)
        changes.pop("by", None)
    trail.record(found, "signal.judge", by=by, changes=changes, reason=consequence.strip(), show=need.text, at=at)
    show_signals(only=need.relationship_id)
    return found


def show_signals(*, at: datetime | None = None, only: int | None = None) -> int:
    """Customers with needs nobody has looked at for a week stand on their manager's desk; looked at, they leave it."""
    values: dict[str, Any] = {"now": at or clock.now(), "grace": timedelta(days=SIGNAL_DAYS), "only": only}
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, values)
        cursor.execute(_OPEN, values)
        return int(cursor.rowcount)


def waiting_signals(relationship: Relationship) -> QuerySet[NeedHeard]:
    """The needs of one customer nobody has looked at."""
    return NeedHeard.objects.filter(relationship=relationship, reviewed_at=None).order_by("heard_at")


trail.label("signal.judge", gettext_lazy("Judged a signal of a changing need"))
