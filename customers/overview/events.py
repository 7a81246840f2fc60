"""Major events and the success factors as signals: what shook them, and how we ourselves score (R-18, C-23)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, between, rows_of, tab

UNDER_WAY, IN_CONFLICT = 30, 10
OVER = ((0, 45), (90, 85), (180, 100))
"""Days since the last one was over."""

_EVENTS = """
SELECT m.relationship_id AS id, count(*) AS n, count(*) FILTER (WHERE e.ended_at IS NULL) AS open,
  bool_or(e.conflict AND e.conflict_outcome = '') AS conflict, max(e.ended_at) AS ended_at,
  max(greatest(e.occurred_at, e.updated_at)) AS as_of
FROM insight_majorevent e JOIN matters_matter m ON m.id = e.matter_id
WHERE m.relationship_id = ANY(%(ids)s) AND (e.ended_at IS NULL OR e.ended_at > %(now)s - interval '365 days')
  AND e.occurred_at <= %(now)s
GROUP BY m.relationship_id
"""

_FACTORS = """
SELECT DISTINCT ON (s.relationship_id) s.relationship_id AS id, s.scored_at AS as_of,
  (SELECT avg(f.score) FROM insight_factorscore f WHERE f.scoring_id = s.id) AS mean,
  (SELECT count(*) FROM insight_factorscore f WHERE f.scoring_id = s.id) AS n
FROM insight_factorscoring s
WHERE s.relationship_id = ANY(%(ids)s) AND s.scored_at BETWEEN %(now)s - interval '365 days' AND %(now)s
ORDER BY s.relationship_id, s.period_start DESC
"""


def events(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """One under way weighs heavily, a conflict more; once over, it fades within half a year."""
    found = {}
    for row in rows_of(_EVENTS, ids, at):
        if row["open"] or row["conflict"]:
            value = IN_CONFLICT if row["conflict"] else UNDER_WAY
        else:
            value = between(OVER, (at - row["ended_at"]).days)
        params = {"n": row["n"], "open": row["open"], "conflict": bool(row["conflict"])}
        found[row["id"]] = Reading(value, row["n"], row["as_of"], "events", params)
    return found


def event_words(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no major event in a year")
    if reading.params.get("conflict"):
        return _("a conflict about a major event is not settled")
    number = int(reading.params.get("open") or 0)
    if number:
        return ngettext("%(n)d major event is under way", "%(n)d major events are under way", number) % {"n": number}
    number = int(reading.params.get("n") or 0)
    return ngettext("%(n)d major event in a year, over", "%(n)d major events in a year, all over", number) % {
        "n": number
    }


def factors(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """The mean of the eight success factors as we last scored them, 1 to 5 (C-23)."""
    return {
        row["id"]: Reading(
            round((float(row["mean"]) - 1) * 25), row["n"], row["as_of"], "factors",
            {"mean": round(float(row["mean"]), 1)},
        )
        for row in rows_of(_FACTORS, ids, at)
        if row["mean"] is not None
    }  # fmt: skip


def factor_words(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("not scored within a year")
    return _("scored %(mean)s of 5 by ourselves") % dict(reading.params)


SIGNALS.register(
    "major_events",
    HealthSignal("major_events", gettext_lazy("Major events"), 5, CUSTOMERS, events, event_words, tab("major_events")),
)
SIGNALS.register(
    "factors",
    HealthSignal("factors", gettext_lazy("Success factors"), 5, CUSTOMERS, factors, factor_words, tab("factors")),
)
