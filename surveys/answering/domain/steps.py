"""A questionnaire in steps for a thumb: few questions on a page, and none that depends on one of the same page.

So every condition is decided before its question is drawn, with scripts and without.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from surveys.answering.rules import PER_STEP
from surveys.questionnaires.domain.logic import shown
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models import Question


@dataclass(frozen=True)
class Step:
    """One page: which of how many, its questions with their places in the questionnaire."""

    number: int
    last: int
    questions: Sequence[tuple[int, Question]]

    @property
    def is_last(self) -> bool:
        """Whether sending it sends the whole."""
        return self.number >= self.last


def steps_of(questions: Sequence[Question], given: Mapping[str, Any]) -> list[Step]:
    """The pages as they are after what was answered so far; questions that are not shown are on none."""
    pages = _pages(questions)
    visible = set(shown(questions, given))
    kept = [[(place, question) for place, question in page if question.code in visible] for page in pages]
    kept = [page for page in kept if page] or [[]]
    return [Step(number, len(kept), page) for number, page in enumerate(kept, 1)]


def _pages(questions: Sequence[Question]) -> list[list[tuple[int, Question]]]:
    pages: list[list[tuple[int, Question]]] = []
    page: list[tuple[int, Question]] = []
    for place, question in enumerate(questions, 1):
        codes = {one.code for _place, one in page}
        depends = str(question.show_if.get("code", "")).partition(".")[0] in codes if question.show_if else False
        alone = question.type == QuestionType.MATRIX or any(one.type == QuestionType.MATRIX for _p, one in page)
        if page and (depends or alone or len(page) >= PER_STEP):
            pages.append(page)
            page = []
        page.append((place, question))
    return [*pages, page] if page else pages


def first_open(steps: Sequence[Step], given: Mapping[str, Any]) -> int:
    """Where somebody who comes back goes on: the first page with nothing on it, else the last."""
    for step in steps:
        if not any(question.code in given for _place, question in step.questions):
            return step.number
    return len(steps)


def unconditional(question: Question) -> Question:
    """The question without its condition, which was decided when its page was chosen."""
    plain = copy(question)
    plain.show_if = {}
    return plain
