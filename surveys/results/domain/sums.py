"""Sums of answers, so that cells add up; and the figures made of them, with what is not known about them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from surveys.questionnaires.domain.statistics import Estimate, Spread, gap_between, mean_from, nps_of, share_of

HUNDRED = 100.0
EXACT = frozenset({"total", "squares", "ces_total", "ces_squares"})


@dataclass(frozen=True)
class Sums:
    """Counted answers of one kind of respondent: enough for every figure, exact, and they add up."""

    n: int = 0
    total: Decimal = Decimal()
    squares: Decimal = Decimal()
    completed: int = 0
    csat_n: int = 0
    csat_top: int = 0
    promoters: int = 0
    detractors: int = 0
    nps_n: int = 0
    ces_n: int = 0
    ces_total: Decimal = Decimal()
    ces_squares: Decimal = Decimal()
    invited: int = 0
    answered: int = 0

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Sums":
        """Out of the columns of a statement."""
        kinds: dict[str, type] = {field.name: Decimal if field.name in EXACT else int for field in fields(cls)}
        return cls(**{name: kind(row[name] or 0) for name, kind in kinds.items()})

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(**{field.name: getattr(self, field.name) - getattr(other, field.name) for field in fields(self)})

    @property
    def spread(self) -> Spread:
        """Satisfaction as statistics want it."""
        return spread_of(self.n, self.total, self.squares)

    @property
    def score(self) -> Estimate:
        """Satisfaction, 0 to 100 (K-06)."""
        return hidden(mean_from(self.spread, low=0.0, high=HUNDRED))

    @property
    def csat(self) -> Estimate:
        """The share of the top two boxes, in per cent."""
        return hidden(share_of(self.csat_top, self.csat_n))

    @property
    def nps(self) -> Estimate:
        """Recommendation, −100 to 100."""
        return hidden(nps_of(self.promoters, self.detractors, self.nps_n))

    @property
    def ces(self) -> Estimate:
        """How easy it was made, 0 to 100."""
        return hidden(mean_from(spread_of(self.ces_n, self.ces_total, self.ces_squares), low=0.0, high=HUNDRED))

    @property
    def rate(self) -> Estimate:
        """Answered of invited, in per cent (Q-08)."""
        return hidden(share_of(self.answered, self.invited))

    @property
    def mean(self) -> Decimal | None:
        """Satisfaction, exact, however few; for reckoning on, never for showing."""
        return self.total / self.n if self.n else None


@dataclass(frozen=True)
class Pair:
    """Users and customers side by side, never as one (INV-33)."""

    user: Sums = Sums()
    customer: Sums = Sums()

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.user + other.user, self.customer + other.customer)

    def __sub__(self, other: "Pair") -> "Pair":
        return Pair(self.user - other.user, self.customer - other.customer)

    @property
    def gap(self) -> Estimate:
        """How far users lie above customers, with its interval (C-26)."""
        return hidden(gap_between(self.user.spread, self.customer.spread))

    @property
    def sides(self) -> tuple[tuple[str, Sums], tuple[str, Sums]]:
        """Both, with the names of their kinds."""
        return ("user", self.user), ("customer", self.customer)

    @property
    def n(self) -> int:
        """How many answered, for ordering only."""
        return self.user.n + self.customer.n

    def side(self, kind: str) -> Sums:
        """One of the two."""
        return self.user if kind == "user" else self.customer


def spread_of(n: int, total: Decimal, squares: Decimal) -> Spread:
    """Out of exact sums."""
    if n < 1:
        return Spread(0, None)
    if n == 1:
        return Spread(1, float(total))
    variance = max((squares - total * total / n) / (n - 1), Decimal())
    return Spread(n, float(total / n), math.sqrt(variance))


def hidden(estimate: Estimate) -> Estimate:
    """Of fewer than five only n is told, on page, export and API alike (K-06, ruling 30)."""
    return Estimate(estimate.n, None) if estimate.is_thin else estimate
