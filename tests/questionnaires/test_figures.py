"""CSAT, NPS, CES, points and intervals against published worked examples and an independent reckoning (must show 3)."""

import math
import random
import statistics as plain
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from surveys.questionnaires.domain.quantiles import t_quantile
from surveys.questionnaires.domain.scoring import (
    TOP_TWO_POINTS,
    ces,
    csat,
    is_detractor,
    is_promoter,
    nps,
    points_of,
    score_of,
    scores_of,
)
from surveys.questionnaires.domain.statistics import (
    Spread,
    gap_between,
    mean_from,
    mean_of,
    nps_of,
    share_gap_between,
    share_of,
)
from tests.proof_figures import full, record

# (df, t of 0.975): the table of every textbook
STUDENT = ((1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (20, 2.086), (30, 2.042), (60, 2.000), (120, 1.980))
# Newcombe 1998 (Statistics in Medicine 17, 857), method 3
WILSON = ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718))
# Newcombe 1998 (Statistics in Medicine 17, 873), method 10
DIFFERENCES = (
    ((56, 70), (48, 80), 0.2000, 0.0524, 0.3339), ((9, 10), (3, 10), 0.6000, 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.5714, 0.0582, 0.8062), ((10, 10), (0, 10), 1.0, 0.6075, 1.0),
)  # fmt: skip


def asked(**facts: Any) -> Any:
    return SimpleNamespace(**{"type": "scale", "measure": "", "low": 1, "high": 5, "options": []} | facts)


@pytest.mark.req("K-06")
def test_the_published_tables() -> None:
    for df, t in STUDENT:
        assert t_quantile(df) == pytest.approx(t, abs=0.0006)
    for hits, n, low, high in WILSON:
        got = share_of(hits, n)
        assert (got.low, got.high) == (pytest.approx(low * 100, abs=0.006), pytest.approx(high * 100, abs=0.006))
    for first, second, gap, low, high in DIFFERENCES:
        told = share_gap_between(first, second)
        assert [told.value, told.low, told.high] == [pytest.approx(part * 100, abs=0.006) for part in (gap, low, high)]
    # NIST/SEMATECH e-handbook 1.3.5.2: heat flow, 195 measurements
    heat = mean_from(Spread(195, 9.261460, 0.022789))
    assert (heat.low, heat.high) == (pytest.approx(9.258242, abs=2e-6), pytest.approx(9.264679, abs=2e-6))


@pytest.mark.req("K-06", "Q-16")
def test_the_published_definitions() -> None:
    assert csat([5, 4, 3, 5, 1]) == 60
    assert csat([7, 6, 5], high=7) == Decimal("66.67")
    assert csat([]) is None
    assert nps([10] * 5 + [8] * 3 + [6, 0]) == 30
    assert nps([0]) == -100
    assert nps([7, 8]) == 0
    assert nps([]) is None
    assert ces([7, 6, 5]) == 6
    assert ces([]) is None
    assert [points_of(asked(), value) for value in (1, 2, 3, 4, 5)] == [0, 25, 50, 75, 100]
    assert points_of(asked(type="ten"), 7) == 70
    assert points_of(asked(), None) is None
    assert points_of(asked(low=1, high=7), 2) == Decimal("16.67")
    choice = asked(type="choice", options=[{"value": "a", "score": 67}, {"value": "b", "score": None}])
    assert points_of(choice, "a") == 67
    assert points_of(choice, "b") is None
    for high in (5, 6, 7):  # the only scales CSAT is asked on: points tell the top two boxes
        tops = [value for value in range(1, high + 1) if points_of(asked(high=high), value) >= TOP_TWO_POINTS]
        assert tops == [high - 1, high]


@pytest.mark.req("K-06", "Q-16")
def test_satisfaction_leaves_loyalty_out() -> None:
    def given(value: int, **facts: Any) -> Any:
        question = asked(**facts)
        return SimpleNamespace(question=question, value=value, points=points_of(question, value))

    answers = [given(4, measure="csat"), given(2), given(0, type="ten", measure="nps"), given(6, measure="ces", high=7)]
    assert score_of(answers) == Decimal("61.11")  # (75 + 25 + 83.33) / 3
    told = scores_of(answers)
    assert (told.csat, told.nps, told.ces) == (75, 0, Decimal("83.33"))
    assert score_of([given(10, type="ten", measure="nps")]) is None


@pytest.mark.req("K-06")
def test_what_cannot_be_known_is_not_told() -> None:
    assert mean_of([]).value is None
    assert share_of(0, 0).value is None
    assert nps_of(0, 0, 0).value is None
    alone = mean_of([75])
    assert alone.value == 75
    assert alone.low is None
    assert alone.margin is None
    assert alone.is_thin
    assert not mean_of([75] * 5).is_thin
    assert nps_of(5, 0, 5).low < 100
    assert nps_of(5, 0, 5).high == 100
    assert gap_between(Spread(0, None), Spread(3, 5.0, 1.0)).value is None
    assert mean_of([100, 100, 0], high=100).high == 100


def test_generated_cases_equal_an_independent_reckoning() -> None:
    cases = 1000 if full() else 120
    rng = random.Random(20260801)
    for _case in range(cases):
        _one(rng)
    record("survey figures", {"cases": cases, "differing": 0})


def _one(rng: random.Random) -> None:
    tens = [rng.randint(0, 10) for _ in range(rng.randint(2, 300))]
    fives = [rng.randint(1, 5) for _ in range(rng.randint(2, 300))]
    promoters, detractors = sum(value in (9, 10) for value in tens), sum(value < 7 for value in tens)
    share = (promoters - detractors) * 100 / len(tens)
    assert float(nps(tens) or 0) == pytest.approx(share, abs=0.00501)
    assert (promoters, detractors) == (sum(map(is_promoter, tens)), sum(map(is_detractor, tens)))
    assert float(csat(fives) or 0) == pytest.approx(
        100 * len([1 for v in fives if v in (4, 5)]) / len(fives), abs=0.00501
    )
    assert float(ces(fives) or 0) == pytest.approx(plain.mean(fives), abs=0.00501)
    # Student, by adding up the density from 0 to t
    spread, other = Spread.of(fives), Spread.of(tens)
    mean = mean_from(spread)
    assert spread.deviation == pytest.approx(plain.stdev(fives))
    t = (mean.high - mean.low) / 2 / (plain.stdev(fives) / math.sqrt(len(fives))) if plain.stdev(fives) else None
    if t is not None:
        assert 2 * _area(t, len(fives) - 1) == pytest.approx(0.95, abs=1e-6)
    # Wilson: the ends are where the normal test just turns
    told = share_of(promoters, len(tens))
    for end in (told.low / 100, told.high / 100):
        if 0 < end < 1:
            z = (promoters / len(tens) - end) / math.sqrt(end * (1 - end) / len(tens))
            assert abs(z) == pytest.approx(1.959964, abs=1e-5)
    # Welch
    gap = gap_between(spread, other)
    a, b = plain.variance(fives) / len(fives), plain.variance(tens) / len(tens)
    if a + b:
        df = (a + b) ** 2 / (a * a / (len(fives) - 1) + b * b / (len(tens) - 1))
        assert gap.value == pytest.approx(plain.mean(fives) - plain.mean(tens))
        assert 2 * _area((gap.high - gap.value) / math.sqrt(a + b), df) == pytest.approx(0.95, abs=1e-6)
    # recommendation: the variance of +1, 0, -1 with the added answers
    weights = {1: promoters + 0.75, 0: len(tens) - promoters - detractors + 1.5, -1: detractors + 0.75}
    total = sum(weights.values())
    centre = sum(value * weight for value, weight in weights.items()) / total
    variance = sum(weight * (value - centre) ** 2 for value, weight in weights.items()) / total
    score = nps_of(promoters, detractors, len(tens))
    assert score.low == pytest.approx(max(-100, 100 * (centre - 1.959964 * math.sqrt(variance / total))), abs=1e-3)
    assert score.high == pytest.approx(min(100, 100 * (centre + 1.959964 * math.sqrt(variance / total))), abs=1e-3)


def _area(t: float, df: float) -> float:
    """The area under Student's density from 0 to t, by Simpson over t = tan(u): independent of the beta function."""
    front = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    steps, top = 400, math.atan(t)
    width = top / steps

    def density(u: float) -> float:
        x = math.tan(u)
        return front * (1 + x * x / df) ** (-(df + 1) / 2) * (1 + x * x)

    inner = sum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
    return width / 3 * (density(0) + inner + density(top))
