"""Figures with what is not known about them: 95 % intervals of means, shares, recommendation and gaps (K-06, Q-07).

Means by Student's t, gaps of means by Welch, shares by Wilson, gaps of shares by Newcombe's hybrid score,
recommendation by the adjusted Wald interval of Sauro and Lewis, which promises no certainty where everybody agrees.
Pure.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.questionnaires.domain.quantiles import LEVEL, Z, t_quantile

MIN_N = 5
HUNDRED = 100.0
# what Sauro and Lewis add before reckoning: a quarter of three answers to either end, half of them in between
ADDED, ADDED_END = 3.0, 0.75


@dataclass(frozen=True)
class Estimate:
    """A figure from ``n`` answers and the interval that holds it with 95 %; none where there is nothing to say."""

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def is_thin(self) -> bool:
        """Too few answers: shown grey, never judged by (K-06, ruling 30)."""
        return self.n < MIN_N

    @property
    def margin(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True)
class Spread:
    """Answers summed up: how many, their mean, their standard deviation (of the sample, over n − 1)."""

    n: int
    mean: float | None
    deviation: float | None = None

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Summed up from the answers themselves."""
        rows = [float(value) for value in values]
        if not rows:
            return cls(0, None)
        mean = math.fsum(rows) / len(rows)
        if len(rows) == 1:
            return cls(1, mean)
        return cls(len(rows), mean, math.sqrt(math.fsum((row - mean) ** 2 for row in rows) / (len(rows) - 1)))


def mean_of(values: Iterable[float], *, low: float | None = None, high: float | None = None) -> Estimate:
    """The mean of answers with its interval."""
    return mean_from(Spread.of(values), low=low, high=high)


def mean_from(spread: Spread, *, low: float | None = None, high: float | None = None) -> Estimate:
    """The mean with its interval (Student), cut at the ends of the scale where they are named."""
    if spread.mean is None or spread.n < 2 or spread.deviation is None:
        return Estimate(spread.n, spread.mean)
    margin = t_quantile(spread.n - 1, LEVEL) * spread.deviation / math.sqrt(spread.n)
    return Estimate(spread.n, spread.mean, *_within(spread.mean - margin, spread.mean + margin, low, high))


def share_of(hits: int, n: int) -> Estimate:
    """A share in per cent with its interval (Wilson): response rate, CSAT."""
    if n <= 0:
        return Estimate(0, None)
    low, high = _wilson(hits, n)
    return Estimate(n, HUNDRED * hits / n, HUNDRED * low, HUNDRED * high)


def nps_of(promoters: int, detractors: int, n: int) -> Estimate:
    """Recommendation, −100 to 100, with its interval."""
    if n <= 0:
        return Estimate(0, None)
    total = n + ADDED
    p, d = (promoters + ADDED_END) / total, (detractors + ADDED_END) / total
    margin = Z * math.sqrt(max(p + d - (p - d) ** 2, 0.0) / total)
    low, high = _within(HUNDRED * (p - d - margin), HUNDRED * (p - d + margin), -HUNDRED, HUNDRED)
    return Estimate(n, HUNDRED * (promoters - detractors) / n, low, high)


def gap_between(first: Spread, second: Spread) -> Estimate:
    """How far the mean of the first lies above that of the second, users and customers for one (Welch; INV-33).

    ``n`` is the smaller of the two: a gap is no better known than its less known side.
    """
    n = min(first.n, second.n)
    if first.mean is None or second.mean is None:
        return Estimate(n, None)
    gap = first.mean - second.mean
    if n < 2 or first.deviation is None or second.deviation is None:
        return Estimate(n, gap)
    one, two = first.deviation**2 / first.n, second.deviation**2 / second.n
    if one + two == 0:
        return Estimate(n, gap, gap, gap)
    df = (one + two) ** 2 / (one**2 / (first.n - 1) + two**2 / (second.n - 1))
    margin = t_quantile(df, LEVEL) * math.sqrt(one + two)
    return Estimate(n, gap, gap - margin, gap + margin)


def share_gap_between(first: tuple[int, int], second: tuple[int, int]) -> Estimate:
    """The same for two shares, each (hits, n), in points (Newcombe)."""
    (a, m), (b, n) = first, second
    if m <= 0 or n <= 0:
        return Estimate(min(m, n), None)
    p, q = a / m, b / n
    (l1, u1), (l2, u2) = _wilson(a, m), _wilson(b, n)
    gap = p - q
    low = gap - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    high = gap + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    return Estimate(min(m, n), HUNDRED * gap, HUNDRED * low, HUNDRED * high)


def _wilson(hits: int, n: int) -> tuple[float, float]:
    share, square = hits / n, Z * Z
    centre = share + square / (2 * n)
    margin = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = (centre - margin) / (1 + square / n), (centre + margin) / (1 + square / n)
    return (0.0 if hits == 0 else max(low, 0.0)), (1.0 if hits == n else min(high, 1.0))


def _within(low: float, high: float, least: float | None, most: float | None) -> tuple[float, float]:
    return (low if least is None else max(low, least)), (high if most is None else min(high, most))
