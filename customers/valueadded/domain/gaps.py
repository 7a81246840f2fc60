"""Customers of a chosen tier who had nothing beyond their agreement for months (C-22), set by set."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.parties.enums import Tier
from customers.valueadded.domain.queries import policy_on
from customers.valueadded.models import ValuePolicy

_WITHOUT = """
SELECT r.id, r.owner_id, o.name, (SELECT max(v.delivered_on) FROM valueadded_valueaddedservice v
    WHERE v.relationship_id = r.id) AS last_on
FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id
WHERE r.kind = 'customer' AND r.status = 'active' AND r.tier = ANY(%(tiers)s)
  AND r.status_since <= %(now)s - make_interval(months => %(months)s)
  AND NOT EXISTS (SELECT 1 FROM valueadded_valueaddedservice v WHERE v.relationship_id = r.id
    AND (v.delivered_on >= (%(today)s - make_interval(months => %(months)s))::date
      OR v.status IN ('proposed', 'assessed', 'approved', 'scheduled')))
"""

_OPEN = "".join(
    (
        "INSERT INTO attention_attention (assignee_id, rule, subject_type, subject_id, relationship_id, severity, "
        "params, opened_at) SELECT x.owner_id, 'value_added_gap', 'parties.relationship', x.id, x.id, 1, "
        "jsonb_build_object('organisation', x.name, 'months', %(months)s::int, 'last_on', x.last_on), %(now)s FROM (",
        _WITHOUT,
        """) x ON CONFLICT (rule, subject_type, subject_id, assignee_id) WHERE closed_at IS NULL DO NOTHING""",
    )
)

_CLOSE = "".join(
    (
        """UPDATE attention_attention a SET closed_at = %(now)s
WHERE a.rule = 'value_added_gap' AND a.closed_at IS NULL AND a.subject_type = 'parties.relationship'
  AND NOT EXISTS (SELECT 1 FROM (""",
        _WITHOUT,
        ") x WHERE x.id = a.subject_id AND x.owner_id = a.assignee_id)",
    )
)


def show_gaps(*, at: datetime | None = None) -> int:
    """Those without one for too long ask for their manager; those who had one fall silent. Answers how many are new."""
    at = at or clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, _values(at))
        cursor.execute(_OPEN, _values(at))
        return int(cursor.rowcount)


def expected_gaps() -> list[tuple[int, int]]:
    """Whose line should be open for which customer."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT, _values(clock.now()))
        return [(owner, pk) for pk, owner, _name, _last in cursor.fetchall()]


@transaction.atomic
def set_policy(
    *, by: User, months: int, tiers: list[str], cost_limit: Any, currency: str = "CNY", at: datetime | None = None
) -> ValuePolicy:
    """Decide after how long and for whom we are reminded, and what one may usually cost; from now on."""
    at = at or clock.now()
    if not by.has_role(Role.LEAD, Role.EXECUTIVE):
        raise DomainError(_("Only a lead of the team or an executive can do this. Ask one of them."))
    if unknown := set(tiers) - set(Tier.values):
        raise DomainError(_("There is no tier %(tier)s.") % {"tier": ", ".join(sorted(unknown))}, field="tiers")
    before = policy_on(at)
    policy = save_new(
        ValuePolicy(since=at, months=months, tiers=sorted(tiers), cost_limit=cost_limit, currency=currency, set_by=by)
    )
    changes = {
        name: (getattr(before, name), getattr(policy, name)) for name in ("months", "tiers", "cost_limit", "currency")
    }
    trail.record(policy, "value_added.policy", by=by, changes=changes, at=at)
    show_gaps(at=at)
    return policy


def _values(at: datetime) -> dict[str, Any]:
    policy = policy_on(at)
    return {
        "now": at,
        "today": clock.day_of(at, settings.TIME_ZONE),
        "months": policy.months,
        "tiers": list(policy.tiers),
    }


trail.label("value_added.policy", gettext_lazy("Set the rules for value-added services"))
