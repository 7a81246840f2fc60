"""From what somebody chose to rows and figures: points, satisfaction, recommendation, effort (Q-16, K-06)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from surveys.answering.models import Answer
from surveys.questionnaires.domain.answers import Given
from surveys.questionnaires.domain.scoring import scores_of


def answers_from(given: Sequence[Given]) -> list[Answer]:
    """The rows to be written, not yet of any response."""
    return [
        Answer(
            question=one.question, line=one.line, value=one.value, chosen=list(one.chosen), text=one.text,
            points=one.points, factor=one.factor,
        )
        for one in given
    ]  # fmt: skip


def figures_of(given: Sequence[Given]) -> dict[str, Any]:
    """The columns of a response: satisfaction, CSAT, effort; loyalty stands apart from them (Q-16)."""
    return asdict(scores_of(given))
