"""Answers brought to 0 to 100, and the three published scores: CSAT, NPS, CES (K-06, Q-16). Pure: no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from surveys.questionnaires.enums import LOYALTY, Measure, QuestionType

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
TEN = (0, 10)
PROMOTER_FROM, DETRACTOR_TO = 9, 6
# on the scales CSAT is asked on (five to seven boxes) the top two boxes, and only they, have at least so many points
TOP_TWO_POINTS = Decimal(75)
CSAT_BOXES = range(5, 8)
RATED = frozenset({QuestionType.SCALE, QuestionType.TEN, QuestionType.MATRIX})


class Asked(Protocol):
    """What is needed of a question to give points."""

    type: str
    measure: str
    low: int
    high: int
    options: Sequence[Mapping[str, Any]]


class Scored(Protocol):
    """What is needed of an answer to score a response."""

    @property
    def question(self) -> Any: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def value(self) -> int | None: ...


@dataclass(frozen=True)
class Scores:
    """What one response comes to: satisfaction 0 to 100, CSAT and effort 0 to 100, recommendation 0 to 10."""

    score: Decimal | None = None
    csat: Decimal | None = None
    nps: int | None = None
    ces: Decimal | None = None


def bounds(question: Asked) -> tuple[int, int]:
    """The ends of a question's scale."""
    return TEN if question.type == QuestionType.TEN else (question.low, question.high)


def points_of(question: Asked, value: Any) -> Decimal | None:
    """An answer brought to 0 to 100; none for what is not rated, or not answered.

    A scale, a line of a matrix, 0 to 10: where between its ends. A choice: what its option is worth, if anything.
    """
    if value is None or value == "":
        return None
    if question.type in RATED:
        low, high = bounds(question)
        return _rounded(HUNDRED * (int(value) - low) / (high - low))
    if question.type == QuestionType.CHOICE:
        worth = next((one.get("score") for one in question.options if one.get("value") == value), None)
        return None if worth is None else _rounded(Decimal(str(worth)))
    return None


def counts(question: Asked) -> bool:
    """Whether an answer counts for satisfaction: ratings do, but loyalty stands apart (K-06, Q-16)."""
    return question.type in RATED and question.measure not in LOYALTY


def score_of(answers: Iterable[Scored]) -> Decimal | None:
    """Satisfaction of one response: the mean of its scale answers, 0 to 100; none where nothing was rated."""
    points = [one.points for one in answers if one.points is not None and counts(one.question)]
    return _rounded(sum(points, Decimal()) / len(points)) if points else None


def scores_of(answers: Iterable[Scored]) -> Scores:
    """Everything a response is counted by."""
    rows = list(answers)

    def first(measure: str) -> Scored | None:
        return next((one for one in rows if one.question.measure == measure and one.points is not None), None)

    csat, nps, ces = first(Measure.CSAT), first(Measure.NPS), first(Measure.CES)
    return Scores(
        score=score_of(rows), csat=csat.points if csat else None, nps=nps.value if nps else None,
        ces=ces.points if ces else None,
    )  # fmt: skip


def csat(values: Iterable[int], *, high: int = 5) -> Decimal | None:
    """CSAT: the share, in per cent, of answers in the top two boxes of a scale that ends at ``high``."""
    rows = list(values)
    return _rounded(HUNDRED * sum(value >= high - 1 for value in rows) / len(rows)) if rows else None


def nps(values: Iterable[int]) -> Decimal | None:
    """NPS: the share of promoters (9, 10) less the share of detractors (0 to 6), −100 to 100."""
    rows = list(values)
    if not rows:
        return None
    promoters, detractors = (sum(map(test, rows)) for test in (is_promoter, is_detractor))
    return _rounded(HUNDRED * (promoters - detractors) / len(rows))


def ces(values: Iterable[int]) -> Decimal | None:
    """CES 2.0: the mean agreement that it was made easy; higher is easier."""
    rows = list(values)
    return _rounded(Decimal(sum(rows)) / len(rows)) if rows else None


def is_promoter(value: int) -> bool:
    """Would recommend us: 9 or 10."""
    return value >= PROMOTER_FROM


def is_detractor(value: int) -> bool:
    """Would rather not: 0 to 6."""
    return value <= DETRACTOR_TO


def _rounded(value: Decimal | float) -> Decimal:
    return Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)
