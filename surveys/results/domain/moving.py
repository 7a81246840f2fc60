"""What moved the score since the period before: customers or services, and single answers; the parts add up.

The mean rises by what each group brings: its share of the answers times how far its mean lies above the old mean, now,
less the same before. Half of that is better or worse answers, the rest that more or fewer of them came. Summed over all
groups it is the change, exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from surveys.answering.models import Response
from surveys.results.domain.counting import Scope
from surveys.results.domain.figures import Line, Results
from surveys.results.domain.periods import Period
from surveys.results.domain.sums import Sums
from surveys.results.rules import MOVERS

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Part:
    """What one group brings: how many points, of which by other answers and by more or fewer of them."""

    line: Line | None
    points: Decimal
    by_answers: Decimal
    by_mix: Decimal
    n: int
    n_before: int

    @property
    def is_thin(self) -> bool:
        """Fewer than five answers in both periods."""
        return max(self.n, self.n_before) < 5


@dataclass(frozen=True)
class Moved:
    """The change of one kind's score and its parts; the last part is all that is not shown."""

    kind: str
    before: Decimal
    now: Decimal
    parts: list[Part]
    rest: Part | None

    @property
    def change(self) -> Decimal:
        """Rounded as it is shown."""
        return self.now - self.before


@dataclass(frozen=True)
class Mover:
    """One answer by name, and by how much it moved the score."""

    response: Response
    points: Decimal
    is_now: bool


def moved(results: Results, kind: str, lines: Sequence[Line], *, most: int = MOVERS) -> Moved | None:
    """What moved the score of users or of customers; nothing where either period has fewer than five answers."""
    now, before = results.now.side(kind), results.before.side(kind)
    if min(now.n, before.n) < 5 or now.mean is None or before.mean is None:
        return None
    parts = [_part(line, line.now.side(kind), line.before.side(kind), now, before) for line in lines]
    parts = [part for part in parts if part.n or part.n_before]
    parts.sort(key=lambda part: (-abs(part.points), part.line.name if part.line else ""))
    shown = [_rounded(part) for part in parts[:most]]
    told = (_round(before.mean), _round(now.mean))
    left = told[1] - told[0] - sum((part.points for part in shown), Decimal())
    counted = (sum(part.n for part in shown), sum(part.n_before for part in shown))
    rest = None
    if len(parts) > most or left or counted != (now.n, before.n):
        rest = Part(None, left, Decimal(), Decimal(), now.n - counted[0], before.n - counted[1])
    return Moved(kind, *told, shown, rest)


def _part(line: Line, mine: Sums, old: Sums, now: Sums, before: Sums) -> Part:
    base = before.mean or Decimal()
    w1, w0 = Decimal(mine.n) / now.n, Decimal(old.n) / before.n
    m1, m0 = mine.mean, old.mean
    points = w1 * ((m1 or base) - base) - w0 * ((m0 or base) - base)
    by_answers = (w1 + w0) / 2 * (m1 - m0) if m1 is not None and m0 is not None else Decimal()
    return Part(line, points, by_answers, points - by_answers, mine.n, old.n)


def _round(value: Decimal) -> Decimal:
    return value.quantize(TENTH)


def _rounded(part: Part) -> Part:
    points, by_answers = _round(part.points), _round(part.by_answers)
    return Part(part.line, points, by_answers, points - by_answers, part.n, part.n_before)


def movers(results: Results, kind: str, *, most: int = MOVERS) -> list[Mover]:
    """The answers by name that moved the score most: those now above or below the old mean, and those that are gone."""
    now, before = results.now.side(kind), results.before.side(kind)
    if min(now.n, before.n) < 5 or before.mean is None:
        return []
    found = [
        *_extremes(results.period, results.scope, kind, before.mean, now.n, True, most),
        *_extremes(results.period.before(), results.scope, kind, before.mean, before.n, False, most),
    ]
    return sorted(found, key=lambda mover: -abs(mover.points))[:most]


def _extremes(period: Period, scope: Scope, kind: str, mean: Decimal, n: int, is_now: bool, most: int) -> list[Mover]:
    rows = Response.objects.filter(
        answered_on__range=(period.first_on, period.last_on), contact__isnull=False, score__isnull=False,
        respondent_kind=kind,
    )  # fmt: skip
    if scope.ids is not None:
        rows = rows.filter(relationship__in=scope.ids)
    asked = Q()
    if scope.relationship_id is not None:
        asked &= Q(relationship=scope.relationship_id)
    if scope.service_id is not None:
        asked &= Q(service=scope.service_id)
    rows = rows.filter(asked).select_related("relationship__organisation", "contact", "service")
    far = [*rows.order_by(F("score").asc(), "pk")[:most], *rows.order_by(F("score").desc(), "pk")[:most]]
    apart = {row.pk: row for row in far}.values()
    return [Mover(row, _moves(row.score or Decimal(), mean, n, is_now), is_now) for row in apart]


def _moves(score: Decimal, mean: Decimal, n: int, is_now: bool) -> Decimal:
    """An answer that is there now brings its distance from the old mean; one of the period before takes it away."""
    points = (score - mean) / n
    return (points if is_now else -points).quantize(Decimal("0.01"))
