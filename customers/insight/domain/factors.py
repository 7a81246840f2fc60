"""Scoring the eight critical success factors once a half-year; trend and lowest factor (C-23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.insight.enums import Factor
from customers.insight.models import FactorScore, FactorScoring
from customers.insight.models.factors import half_year_name, half_year_of

Scores = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class FactorTrend:
    """One factor over the half-years, the latest last; None where it was not scored."""

    factor: Factor
    scores: list[int | None]
    evidence: str

    @property
    def latest(self) -> int | None:
        return self.scores[-1] if self.scores else None

    @property
    def before(self) -> int | None:
        return self.scores[-2] if len(self.scores) > 1 else None

    @property
    def change(self) -> int:
        """By how much it rose or fell since the half-year before."""
        return 0 if self.latest is None or self.before is None else self.latest - self.before


@dataclass(frozen=True)
class Standing:
    """How a customer stands on the eight factors (C-23)."""

    scorings: list[FactorScoring]
    trends: list[FactorTrend]
    is_current: bool

    @property
    def means(self) -> list[float]:
        """The mean of each half-year."""
        return [mean_of([score for trend in self.trends if (score := trend.scores[place]) is not None])
                for place in range(len(self.scorings))]  # fmt: skip

    @property
    def mean(self) -> float | None:
        return self.means[-1] if self.scorings else None

    @property
    def lowest(self) -> FactorTrend | None:
        """The weakest factor of the latest half-year: where to begin."""
        known = [trend for trend in self.trends if trend.latest is not None]
        return min(known, key=lambda trend: trend.latest or 0) if known else None


def mean_of(values: list[int]) -> float:
    """The mean; nothing is zero."""
    return sum(values) / len(values) if values else 0.0


@transaction.atomic
def score_factors(
    relationship: Relationship, *, scores: Scores, by: User | None, period: date | None = None, comment: str = "",
    expected_version: int | None = None, at: datetime | None = None,
) -> FactorScoring:  # fmt: skip
    """Score all eight factors from 1 to 5 for a half-year; scoring it again changes the scores (C-23)."""
    at = at or clock.now()
    start = half_year_of(period or clock.day_of(at))
    if start > clock.day_of(at):
        raise DomainError(_("This half-year has not begun yet."), field="period")
    if missing := [str(factor.label) for factor in Factor if factor not in scores]:
        raise DomainError(_("Score all eight factors; missing: %(names)s.") % {"names": "; ".join(missing)})
    if wrong := [name for name, (score, _evidence) in scores.items() if score not in range(1, 6)]:
        raise DomainError(_("Scores are from 1 to 5."), field=wrong[0])
    scoring = FactorScoring.objects.filter(relationship=relationship, period_start=start).first()
    if scoring is None:
        scoring = FactorScoring(
            relationship=relationship, period_start=start, comment=comment.strip(), scored_by=by, scored_at=at,
            created_at=at, updated_at=at,
        )  # fmt: skip
        save_new(scoring)
        before: dict[str, tuple[int, str]] = {}
    else:
        scoring = locked(scoring)
        refuse_stale(scoring, expected_version, {"comment": comment.strip()})
        before = {row.factor: (row.score, row.evidence) for row in scoring.scores.all()}
        save_changes(scoring, {"comment": comment.strip(), "scored_by": by, "scored_at": at})
    _keep(scoring, scores)
    changes: dict[str, tuple[Any, Any]] = {
        name: (before[name][0] if name in before else None, score)
        for name, (score, _evidence) in scores.items()
        if name not in before or before[name][0] != score
    }
    if changes or not before:
        trail.record(scoring, "factors.score", by=by, changes=changes, at=at)
    if not before:
        low = min(scores.items(), key=lambda each: each[1][0])
        mean = mean_of([score for score, _evidence in scores.values()])
        note(
            relationship, "factors", event="score", at=at, subject=scoring, actor=by, period=half_year_name(start),
            mean=round(mean, 1), lowest=low[0],
        )  # fmt: skip
    return scoring


def _keep(scoring: FactorScoring, scores: Scores) -> None:
    scoring.scores.all().delete()
    FactorScore.objects.bulk_create(
        FactorScore(scoring=scoring, factor=name, score=score, evidence=evidence.strip()[:300])
        for name, (score, evidence) in scores.items()
    )


def standing_of(relationship: Relationship, *, periods: int = 6) -> Standing:
    """The last half-years of a customer, whose reader has been checked, at two queries."""
    rows = (
        FactorScoring.objects.filter(relationship=relationship).prefetch_related("scores").select_related("scored_by")
    )
    scorings = list(rows.prefetch_related("scores").order_by("-period_start")[:periods])[::-1]
    kept = [{row.factor: row for row in scoring.scores.all()} for scoring in scorings]
    trends = [
        FactorTrend(
            factor,
            [scores[factor].score if factor in scores else None for scores in kept],
            kept[-1][factor].evidence if kept and factor in kept[-1] else "",
        )
        for factor in Factor
    ]
    now = half_year_of(clock.today())
    return Standing(scorings, trends, bool(scorings) and scorings[-1].period_start == now)


trail.label("factors.score", gettext_lazy("Scored the success factors"))
