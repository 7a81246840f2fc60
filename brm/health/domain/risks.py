"""The risk register as a signal: the gravest open risk tells, for a chain is as strong as its weakest link (C-24)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.health.domain.signals import EVERY_KIND, SIGNALS, HealthSignal, Reading, between, rows_of, tab

BY_PRODUCT = ((1, 100), (4, 90), (8, 70), (12, 45), (20, 15), (25, 0))
"""Probability times impact, at the limits of the levels."""
PER_OCCURRED = 25

_READ = """
SELECT k.relationship_id AS id, count(*) AS n, max(k.score) AS worst, max(k.updated_at) AS as_of,
  count(*) FILTER (WHERE k.status = 'occurred') AS occurred
FROM risks_risk k
WHERE k.relationship_id = ANY(%(ids)s) AND k.status <> 'closed' AND k.score IS NOT NULL
GROUP BY k.relationship_id
"""


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """The gravest open risk that was weighed; less where one has occurred."""
    found = {}
    for row in rows_of(_READ, ids, at):
        value = max(0, between(BY_PRODUCT, row["worst"]) - PER_OCCURRED * row["occurred"])
        params = {"n": row["n"], "worst": row["worst"], "occurred": row["occurred"]}
        found[row["id"]] = Reading(value, row["n"], row["as_of"], "risks", params)
    return found


def say(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no risk has been weighed")
    words = {name: int(reading.params.get(name, 0)) for name in ("n", "worst", "occurred")}
    if words["occurred"]:
        return ngettext("%(occurred)d risk has occurred", "%(occurred)d risks have occurred", words["occurred"]) % words
    return ngettext(
        "%(n)d open risk, the gravest %(worst)d of 25", "%(n)d open risks, the gravest %(worst)d of 25", words["n"]
    ) % words  # fmt: skip


SIGNALS.register("risks", HealthSignal("risks", gettext_lazy("Risks"), 10, EVERY_KIND, read, say, tab("risks")))
