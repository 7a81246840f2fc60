"""Service events as a signal: did we keep the service level of what was reported (R-07)?"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, rows_of, share, tab

_READ = """
SELECT m.relationship_id AS id, count(*) AS n, count(*) FILTER (WHERE e.made_sla) AS kept, max(m.opened_at) AS as_of
FROM matters_matter m JOIN customers_serviceevent e ON e.matter_id = m.id
WHERE m.relationship_id = ANY(%(ids)s) AND m.kind = 'service_event' AND e.made_sla IS NOT NULL
  AND m.opened_at BETWEEN %(now)s - interval '180 days' AND %(now)s
GROUP BY m.relationship_id
"""


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """The share that kept its service level in half a year, of those of which it is known."""
    return {row["id"]: share(row["kept"], row["n"], row["as_of"], "kept") for row in rows_of(_READ, ids, at)}


def say(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no service event of the last half year tells")
    return _("%(kept)d of %(n)d service events kept their service level") % dict(reading.params)


SIGNALS.register(
    "service_events",
    HealthSignal(
        "service_events", gettext_lazy("Service events"), 10, CUSTOMERS, read, say, tab("service_events")
    ),
)  # fmt: skip
