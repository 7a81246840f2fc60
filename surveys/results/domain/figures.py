"""The figures of a period: in all, by customer, by service, over time, by factor; three statements for a whole page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core.narrowing import ORGANISATION, narrowed
from brm.parties.models import Relationship
from surveys.questionnaires.enums import ExperienceFactor
from surveys.results.domain.counting import SUMMED, Scope, cells, rows_of
from surveys.results.domain.periods import Period
from surveys.results.domain.sums import Pair, Sums
from surveys.results.rules import HEAT_ROWS, SHOWN_CUSTOMERS, TREND

_MAIN = f""", grouped AS (
  SELECT bucket, kind, relationship_id, service_id, grouping(relationship_id) AS whole, grouping(service_id) AS merged,
    {SUMMED}
  FROM cells
  GROUP BY GROUPING SETS ((bucket, kind), (bucket, kind, relationship_id), (bucket, kind, service_id))
  HAVING (grouping(relationship_id) = 1 AND grouping(service_id) = 1) OR bucket >= %(detail)s
), weighed AS (
  SELECT *, sum(n + invited) OVER (PARTITION BY whole, merged, relationship_id, service_id) AS weight FROM grouped
), placed AS (
  SELECT *, dense_rank() OVER (PARTITION BY whole, merged ORDER BY weight DESC, relationship_id, service_id) AS place
  FROM weighed
)
SELECT * FROM placed WHERE place <= %(most)s ORDER BY whole, merged, place, bucket, kind
"""  # noqa: S608 - our own words

_BY_FACTOR = f""", grouped AS (
  SELECT bucket, kind, factor, relationship_id, service_id, grouping(relationship_id) AS whole,
    grouping(service_id) AS merged, {SUMMED}
  FROM cells
  GROUP BY GROUPING SETS ((bucket, kind, factor), (bucket, kind, factor, relationship_id),
    (bucket, kind, factor, service_id))
), weighed AS (
  SELECT *, sum(n) OVER (PARTITION BY whole, merged, relationship_id, service_id) AS weight FROM grouped
), placed AS (
  SELECT *, dense_rank() OVER (PARTITION BY whole, merged ORDER BY weight DESC, relationship_id, service_id) AS place
  FROM weighed WHERE bucket = 1 OR whole + merged = 2
)
SELECT * FROM placed WHERE place <= %(most)s
"""  # noqa: S608 - our own words


_SIDES = f" SELECT kind, {SUMMED} FROM cells GROUP BY kind"  # noqa: S608 - our own words


@dataclass
class Line:
    """One customer or service: now, and in the period before. ``pk`` 0: several customers together."""

    pk: int | None
    name: str
    now: Pair = field(default_factory=Pair)
    before: Pair = field(default_factory=Pair)
    url: str = ""


@dataclass
class Heat:
    """Factors across, customers or services down, users and customers apart in every field."""

    rows: list[tuple[Line, list[Pair]]]

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass
class Results:
    """What a page of results says."""

    period: Period
    scope: Scope
    trend: list[tuple[Period, Pair]]
    customers: list[Line]
    services: list[Line]
    factors: dict[str, Line] = field(default_factory=dict)
    by_customer: Heat = field(default_factory=lambda: Heat([]))
    by_service: Heat = field(default_factory=lambda: Heat([]))
    website: Pair = field(default_factory=Pair)
    """What the public pages brought: self-selected, unverified, in no other figure."""

    @property
    def now(self) -> Pair:
        """The period chosen."""
        return self.trend[-1][1]

    @property
    def before(self) -> Pair:
        """The one before it."""
        return self.trend[-2][1]

    @property
    def has_website(self) -> bool:
        """Whether anybody answered on a public page."""
        return bool(self.website.user.completed or self.website.customer.completed)


def scope_for(user: User, *, relationship: Relationship | None = None, service: Service | None = None) -> Scope:
    """What a person may reckon with. Managers and leads: the customers they see; executives: all."""
    ids: Sequence[int] | None = None
    if relationship is None and not user.has_role(Role.EXECUTIVE):
        ids = list(Relationship.objects.visible_to(user).order_by().values_list("pk", flat=True))
    return Scope(ids, relationship.pk if relationship else None, service.pk if service else None)


def results_of(period: Period, scope: Scope, *, factors: bool = True) -> Results:
    """The figures of a period within a scope whose reader has been checked."""
    periods = [period.before(step) for step in reversed(range(TREND))]
    last = TREND - 1
    rows = rows_of(cells(periods, scope), _MAIN, detail=last - 1, most=SHOWN_CUSTOMERS)
    in_all = [_pair(row for row in rows if row["whole"] and row["merged"] and row["bucket"] == n) for n in range(TREND)]
    found = Results(
        period, scope, list(zip(periods, in_all, strict=True)),
        _lines((row for row in rows if not row["whole"]), "relationship_id", last),
        _lines((row for row in rows if not row["merged"]), "service_id", last),
    )  # fmt: skip
    found.website = _pair(rows_of(cells([period], scope, website=True), _SIDES))
    if factors:
        _add_factors(found)
    _name(found)
    return found


def _add_factors(found: Results) -> None:
    periods = [found.period.before(), found.period]
    rows = rows_of(cells(periods, found.scope, whole=False, factors=True), _BY_FACTOR, most=HEAT_ROWS)
    for factor in ExperienceFactor.values:
        mine = [row for row in rows if row["factor"] == factor and row["whole"] and row["merged"]]
        now, before = (_pair(row for row in mine if row["bucket"] == bucket) for bucket in (1, 0))
        if now.n or before.n:
            found.factors[factor] = Line(None, str(ExperienceFactor(factor).label), now, before)
    found.by_customer = _heat((row for row in rows if not row["whole"]), "relationship_id")
    found.by_service = _heat((row for row in rows if not row["merged"]), "service_id")


def _heat(rows: Iterable[Mapping[str, Any]], key: str) -> Heat:
    kept: dict[Any, dict[str, list[Mapping[str, Any]]]] = {}
    for row in sorted(rows, key=lambda row: int(row["place"])):
        kept.setdefault(row[key], {}).setdefault(row["factor"], []).append(row)
    return Heat([
        (Line(pk, ""), [_pair(by_factor.get(factor, ())) for factor in ExperienceFactor.values])
        for pk, by_factor in kept.items()
    ])  # fmt: skip


def _lines(rows: Iterable[Mapping[str, Any]], key: str, last: int) -> list[Line]:
    kept: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        kept.setdefault(row[key], []).append(row)
    return [
        Line(
            pk, "", _pair(row for row in mine if row["bucket"] == last),
            _pair(row for row in mine if row["bucket"] == last - 1),
        )
        for pk, mine in kept.items()
    ]  # fmt: skip


def _pair(rows: Iterable[Mapping[str, Any]]) -> Pair:
    sides = {"user": Sums(), "customer": Sums()}
    for row in rows:
        sides[row["kind"]] += Sums.of(row)
    return Pair(**sides)


def _name(found: Results) -> None:
    """Who and what the lines are about; each asked for once."""
    lines = [*found.customers, *(line for line, _pairs in found.by_customer.rows)]
    ids = {line.pk for line in lines if line.pk}
    customers = narrowed(Relationship.objects.all(), ("kind",), organisation=ORGANISATION).in_bulk(ids) if ids else {}
    for line in lines:
        line.name = str(customers.get(line.pk or 0, ""))
    lines = [*found.services, *(line for line, _pairs in found.by_service.rows)]
    ids = {line.pk for line in lines if line.pk}
    services = Service.objects.only("code", "name_zh", "name_en").in_bulk(ids) if ids else {}
    for line in lines:
        line.name = str(services.get(line.pk or 0, ""))
