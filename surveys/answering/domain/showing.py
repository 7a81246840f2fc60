"""Answers as they are read: each question with what was said to it, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from surveys.answering.models import Answer
from surveys.questionnaires.domain.scoring import bounds
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models import Question


@dataclass
class Told:
    """One question and what was said to it: figures line by line, or words."""

    question: Question
    text: str
    lines: list[tuple[str, int | None, int, int]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    words: Answer | None = None
    consent: bool | None = None


def told_answers(answers: Iterable[Answer]) -> list[Told]:
    """The answers of one response, question by question."""
    found: dict[int, Told] = {}
    for answer in answers:
        question = answer.question
        told = found.setdefault(question.pk, Told(question, question.said("text")))
        if question.type in (QuestionType.SCALE, QuestionType.TEN, QuestionType.MATRIX):
            low, high = bounds(question)
            told.lines.append((_line(question, answer.line), answer.value, low, high))
        elif question.type == QuestionType.CONSENT:
            told.consent = bool(answer.value)
        elif answer.text:
            told.words = answer
        else:
            told.chosen += [_option(question, value) for value in answer.chosen]
    return list(found.values())


def _line(question: Question, code: str) -> str:
    return next((_in(line) for line in question.lines if line.get("code") == code), "") if code else ""


def _option(question: Question, value: str) -> str:
    return next((_in(one) for one in question.options if one.get("value") == value), value)


def _in(words: dict[str, Any]) -> str:
    first, second = ("zh", "en") if (get_language() or "").startswith("zh") else ("en", "zh")
    return str(words.get(first) or words.get(second) or "")
