"""The one statement every figure is made of: which answers count where, summed up by cells.

A cell is one customer, service, kind of respondent (and factor) of a period. Answers by name count on their day.
Anonymous ones count when their campaign is over and its box empty, all on the day it closed, so that nothing is learnt
by looking twice; and only in groups of at least five of the same campaign, customer, service and kind. What is left
over counts for several customers together (customer 0), if that is at least five, else nowhere. So whatever one
subtracts from whatever, what remains is a group of five or nothing (ruling 32).

What came by a campaign's page on the website was asked of nobody and may be said by anybody, as often as they like:
it is reckoned by the same rules, but apart, and is in no figure of those who were invited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection

from surveys.questionnaires.domain.scoring import DETRACTOR_TO, PROMOTER_FROM, TOP_TWO_POINTS
from surveys.questionnaires.domain.statistics import MIN_N
from surveys.results.domain.periods import Period
from surveys.results.models import ClosedPeriod

COLUMNS = (
    "n", "total", "squares", "completed", "csat_n", "csat_top", "promoters", "detractors", "nps_n", "ces_n",
    "ces_total", "ces_squares", "invited", "answered",
)  # fmt: skip
SUMMED = ", ".join(f"sum({name}) AS {name}" for name in COLUMNS)

_COUNTED = """
span AS (
  SELECT * FROM unnest(%(buckets)s::int[], %(firsts)s::date[], %(lasts)s::date[], %(begins)s::timestamptz[],
    %(ends)s::timestamptz[]) AS s(bucket, first_on, last_on, begins, ends)
), named AS (
  SELECT s.bucket, NULL::bigint AS box, r.id, r.relationship_id, r.service_id, r.respondent_kind AS kind, r.score,
    r.csat, r.nps, r.ces
  FROM span s JOIN answering_response r ON r.answered_on BETWEEN s.first_on AND s.last_on
  WHERE r.contact_id IS NOT NULL {named}
), boxes AS (
  SELECT s.bucket, c.id FROM span s JOIN asking_campaign c ON c.closed_at >= s.begins AND c.closed_at < s.ends
  WHERE {boxes} c.status IN ('closed', 'analysed', 'communicated', 'archived')
    AND NOT EXISTS (SELECT 1 FROM answering_ballot b WHERE b.campaign_id = c.id)
), secret AS (
  SELECT b.bucket, b.id AS box, r.id, r.relationship_id, r.service_id, r.respondent_kind AS kind, r.score, r.csat,
    r.nps, r.ces,
    count(*) OVER (PARTITION BY b.id, r.relationship_id, r.service_id, r.respondent_kind) >= %(least)s AS shown
  FROM boxes b JOIN answering_response r ON r.campaign_id = b.id
  WHERE r.contact_id IS NULL AND r.answered_on IS NOT NULL AND r.channel {by} 'web'
), counted AS (
  SELECT * FROM named
  UNION ALL
  SELECT bucket, box, id, CASE WHEN shown THEN relationship_id ELSE 0 END, CASE WHEN shown THEN service_id END, kind,
    score, csat, nps, ces FROM secret
)"""

_INVITED = {"boxes": "c.is_anonymous AND", "by": "<>"}
_ON_THE_WEBSITE = {"named": "AND false", "boxes": "", "by": "="}
"""A public page has no names, also where those who were invited answer under theirs."""

_RATED = """
rated AS (
  SELECT bucket, box, relationship_id, service_id, kind, count(*) AS completed, count(score) AS n,
    coalesce(sum(score), 0) AS total, coalesce(sum(score * score), 0) AS squares, count(csat) AS csat_n,
    count(*) FILTER (WHERE csat >= %(top)s) AS csat_top, count(*) FILTER (WHERE nps >= %(promoter)s) AS promoters,
    count(*) FILTER (WHERE nps <= %(detractor)s) AS detractors, count(nps) AS nps_n, count(ces) AS ces_n,
    coalesce(sum(ces), 0) AS ces_total, coalesce(sum(ces * ces), 0) AS ces_squares
  FROM counted GROUP BY bucket, box, relationship_id, service_id, kind
  HAVING box IS NULL OR count(*) >= %(least)s
), told AS (
  SELECT bucket, relationship_id, service_id, kind, '' AS factor, {n} AS n, {total} AS total, {squares} AS squares,
    completed, {csat_n} AS csat_n, {csat_top} AS csat_top, {promoters} AS promoters, {detractors} AS detractors,
    {nps_n} AS nps_n, {ces_n} AS ces_n, {ces_total} AS ces_total, {ces_squares} AS ces_squares, 0 AS invited,
    0 AS answered
  FROM rated
), sent AS (
  SELECT s.bucket, i.relationship_id, i.service_id, i.respondent_kind AS kind, '' AS factor, 0 AS n, 0 AS total,
    0 AS squares, 0 AS completed, 0 AS csat_n, 0 AS csat_top, 0 AS promoters, 0 AS detractors, 0 AS nps_n, 0 AS ces_n,
    0 AS ces_total, 0 AS ces_squares, count(*) AS invited,
    count(*) FILTER (WHERE i.status = 'answered' AND i.ended_on <= s.last_on) AS answered
  FROM span s JOIN asking_invitation i ON i.sent_at >= s.begins AND i.sent_at < s.ends {sent}
  GROUP BY s.bucket, i.relationship_id, i.service_id, i.respondent_kind
)"""

_KEPT = {
    name: f"CASE WHEN box IS NULL OR {of} >= %(least)s THEN {name} ELSE 0 END"
    for of, names in {
        "n": ("n", "total", "squares"), "csat_n": ("csat_n", "csat_top"),
        "nps_n": ("promoters", "detractors", "nps_n"), "ces_n": ("ces_n", "ces_total", "ces_squares"),
    }.items()
    for name in names
}  # fmt: skip
"""A figure that fewer than five of a secret group gave is not told, though the group is large enough."""

_FACTORS = """
felt AS (
  SELECT c.bucket, c.box, c.relationship_id, c.service_id, c.kind, a.factor, round(avg(a.points), 2) AS points
  FROM counted c JOIN answering_answer a ON a.response_id = c.id
    JOIN questionnaires_question q ON q.id = a.question_id
  WHERE a.points IS NOT NULL AND a.factor <> '' AND q.measure NOT IN ('nps', 'stay')
  GROUP BY c.bucket, c.box, c.relationship_id, c.service_id, c.kind, a.factor, c.id
), factors AS (
  SELECT bucket, relationship_id, service_id, kind, factor, count(*) AS n, sum(points) AS total,
    sum(points * points) AS squares, 0 AS completed, 0 AS csat_n, 0 AS csat_top, 0 AS promoters, 0 AS detractors,
    0 AS nps_n, 0 AS ces_n, 0 AS ces_total, 0 AS ces_squares, 0 AS invited, 0 AS answered
  FROM felt GROUP BY bucket, box, relationship_id, service_id, kind, factor
  HAVING box IS NULL OR count(*) >= %(least)s
)"""

_FROZEN = """
frozen AS (
  SELECT f.bucket, p.relationship_id, p.service_id, p.respondent_kind AS kind, p.factor, {columns}
  FROM unnest(%(frozen)s::int[], %(frozen_ids)s::bigint[]) AS f(bucket, period_id)
    JOIN results_periodresult p ON p.period_id = f.period_id AND {which}
)"""


@dataclass(frozen=True)
class Scope:
    """Whose answers, and of what: ``ids`` none is every customer; then one customer, one service."""

    ids: Sequence[int] | None = None
    relationship_id: int | None = None
    service_id: int | None = None

    @property
    def is_whole(self) -> bool:
        """Nothing is left out, not even what counts for several customers together."""
        return self.ids is None and self.relationship_id is None and self.service_id is None

    def where(self, name: str) -> str:
        """The conditions on the columns of a table, as fixed words of ours."""
        found = []
        if self.relationship_id is not None:
            found.append(f"AND {name}relationship_id = %(relationship)s")
        if self.ids is not None:
            found.append(f"AND {name}relationship_id = ANY(%(ids)s)")
        if self.service_id is not None:
            found.append(f"AND {name}service_id = %(service)s")
        return " ".join(found)


@dataclass(frozen=True)
class Statement:
    """The opening of a statement that ends in ``cells``, with its values."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)


def cells(
    periods: Sequence[Period], scope: Scope, *, whole: bool = True, factors: bool = False, live: bool = False,
    website: bool = False,
) -> Statement:  # fmt: skip
    """``WITH … cells``: bucket (place in ``periods``), customer, service, kind, factor, and the sums.

    ``whole``: satisfaction as such; ``factors``: by factor. Closed periods are read as they were frozen, unless
    ``live`` asks for them to be reckoned anew. ``website``: what came by the public pages, and nothing else.
    """
    closed = {} if live or website else _closed(periods)
    open_ones = [(place, period) for place, period in enumerate(periods) if place not in closed]
    which = _ON_THE_WEBSITE if website else {"named": scope.where("r."), **_INVITED}
    parts = [_COUNTED.format(**which)]
    told = []
    if whole:
        parts.append(_RATED.format(sent=scope.where("i."), **_KEPT))
        told += ["SELECT * FROM told"] if website else ["SELECT * FROM told", "SELECT * FROM sent"]
    if factors:
        parts.append(_FACTORS)
        told.append("SELECT * FROM factors")
    if closed:
        part = "true" if whole and factors else "p.factor <> ''" if factors else "p.factor = ''"
        parts.append(_FROZEN.format(columns=", ".join(f"p.{name}" for name in COLUMNS), which=part))
        told.append("SELECT * FROM frozen")
    every = " UNION ALL ".join(told)
    where = scope.where("a.")
    parts.append(f" cells AS (SELECT * FROM ({every}) a WHERE true {where})")  # noqa: S608 - our own words
    values = {
        "buckets": [place for place, _period in open_ones],
        "firsts": [period.first_on for _place, period in open_ones],
        "lasts": [period.last_on for _place, period in open_ones],
        "begins": [period.begins for _place, period in open_ones],
        "ends": [period.ends for _place, period in open_ones],
        "frozen": list(closed), "frozen_ids": list(closed.values()), "zone": settings.TIME_ZONE, "least": MIN_N,
        "top": TOP_TWO_POINTS, "promoter": PROMOTER_FROM, "detractor": DETRACTOR_TO, "ids": list(scope.ids or ()),
        "relationship": scope.relationship_id, "service": scope.service_id,
    }  # fmt: skip
    return Statement("WITH " + ", ".join(parts), values)


def _closed(periods: Sequence[Period]) -> dict[int, int]:
    """Which of the periods are closed: their places, and the frozen rows' number."""
    first, last = min(one.first_on for one in periods), max(one.last_on for one in periods)
    rows = ClosedPeriod.objects.filter(first_on__gte=first, last_on__lte=last)
    found = {(a, b): pk for a, b, pk in rows.values_list("first_on", "last_on", "pk")}
    return {
        place: found[one.first_on, one.last_on]
        for place, one in enumerate(periods)
        if (one.first_on, one.last_on) in found
    }


def rows_of(statement: Statement, select: str, **more: Any) -> list[dict[str, Any]]:
    """What a SELECT over the cells answers, by the names of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(f"{statement.sql} {select}", {**statement.values, **more})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
