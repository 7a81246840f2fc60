"""Answers checked against their questionnaire, however they came: form, phone, printed sheet, API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from brm.core.errors import DomainError
from surveys.questionnaires.domain.logic import shown
from surveys.questionnaires.domain.scoring import bounds, points_of
from surveys.questionnaires.enums import QuestionType, VersionStatus
from surveys.questionnaires.models import Question, QuestionnaireVersion

LONGEST_TEXT = 5000
MOST_CODES = 500
MOST_VERSIONS = 200
"""How many published questionnaires a process keeps the questions of."""


@dataclass(frozen=True)
class Given:
    """One answer as it is kept: to a question, or to one line of a matrix."""

    question: Question
    line: str = ""
    value: int | None = None
    chosen: tuple[str, ...] = ()
    text: str = ""
    points: Decimal | None = None
    factor: str = ""


class AnswersError(DomainError):
    """Answers that do not fit; ``errors`` says which and why, by code, or ``code.line`` for a line of a matrix."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        field, message = next(iter(self.errors.items()))
        super().__init__(message, field=field, reasons=list(self.errors.values()))


_kept: dict[tuple[int, datetime], list[Question]] = {}


def questions_of(version: QuestionnaireVersion) -> list[Question]:
    """The questions in their order: no query for a published version this process has read, it never changes."""
    if version.published_at is None or version.status == VersionStatus.DRAFT:
        return list(version.questions.all())
    key = (version.pk, version.published_at)
    if key not in _kept:
        if len(_kept) >= MOST_VERSIONS:
            _kept.clear()
        _kept[key] = list(version.questions.all())
    return _kept[key]


def checked(version: QuestionnaireVersion, given: Mapping[str, Any], *, partial: bool = False) -> list[Given]:
    """The answers, checked and scored: required ones are there if their question is shown, others fit their question.

    ``given``: code -> what was answered: a number (scale, 0 to 10), {line: number} (matrix), a value (choice),
    a list of values (multiple), a text, true or false (consent). What hidden questions were answered is left out.
    ``partial``: a draft, nothing is required yet.
    """
    return checked_against(questions_of(version), given, partial=partial)


def checked_against(questions: Sequence[Question], given: Mapping[str, Any], *, partial: bool = False) -> list[Given]:
    """The same for questions at hand, in their order."""
    errors: dict[str, str] = {}
    codes = {question.code for question in questions}
    for code in list(given)[:MOST_CODES]:
        if code not in codes:
            errors[str(code)[:40]] = _("This questionnaire does not ask that.")
    visible = set(shown(questions, given))
    found: list[Given] = []
    for question in questions:
        if question.code in visible:
            found += _answered(question, given.get(question.code), errors, required=not partial)
    if errors:
        raise AnswersError(errors)
    return found


def _answered(question: Question, answer: Any, errors: dict[str, str], *, required: bool) -> Iterable[Given]:
    required = required and question.is_required
    if question.type == QuestionType.MATRIX:
        return _lines(question, answer, errors, required=required)
    if answer is None or answer == "" or answer == []:
        if required:
            errors[question.code] = (
                _("Please tick this to go on.") if question.type == QuestionType.CONSENT else _("Please answer this.")
            )
        return []
    try:
        return [_one(question, answer, required=required)]
    except DomainError as error:
        errors[question.code] = str(error)
        return []


def _one(question: Question, answer: Any, *, required: bool) -> Given:
    if question.type in (QuestionType.SCALE, QuestionType.TEN):
        return _rated(question, answer)
    if question.type == QuestionType.CHOICE:
        value = _option(question, answer)
        return Given(question, chosen=(value,), points=points_of(question, value), factor=question.factor)
    if question.type == QuestionType.MULTIPLE:
        if not isinstance(answer, list | tuple):
            raise DomainError(_("Choose from the answers."))
        chosen = dict.fromkeys(_option(question, one) for one in answer)
        return Given(question, chosen=tuple(chosen), factor=question.factor)
    if question.type == QuestionType.CONSENT:
        if not isinstance(answer, bool):
            raise DomainError(_("Say yes or no."))
        if required and not answer:
            raise DomainError(_("Please tick this to go on."))
        return Given(question, value=int(answer))
    if not isinstance(answer, str):
        raise DomainError(_("Answer this in words."))
    text = answer.replace("\x00", "").encode("utf-8", "ignore").decode().strip()
    if required and not text:
        raise DomainError(_("Please answer this."))
    if len(text) > LONGEST_TEXT:
        raise DomainError(_("At most %(number)s characters.") % {"number": LONGEST_TEXT})
    return Given(question, text=text, factor=question.factor)


def _lines(question: Question, answer: Any, errors: dict[str, str], *, required: bool) -> Iterable[Given]:
    answer = {} if answer in (None, "") else answer
    if not isinstance(answer, Mapping):
        errors[question.code] = _("Answer line by line.")
        return
    known = {line["code"]: line for line in question.lines}
    for code in list(answer)[:MOST_CODES]:
        if code not in known:
            errors[f"{question.code}.{code}"[:80]] = _("This questionnaire does not ask that.")
    for code, line in known.items():
        value = answer.get(code)
        if value is None or value == "":
            if required:
                errors[f"{question.code}.{code}"] = _("Please answer this.")
            continue
        try:
            yield _rated(question, value, line=code, factor=line.get("factor", ""))
        except DomainError as error:
            errors[f"{question.code}.{code}"] = str(error)


def _rated(question: Question, answer: Any, *, line: str = "", factor: str = "") -> Given:
    low, high = bounds(question)
    value = _whole(answer)
    if value is None or not low <= value <= high:
        raise DomainError(_("Choose a number from %(low)s to %(high)s.") % {"low": low, "high": high})
    return Given(question, line=line, value=value, points=points_of(question, value), factor=factor or question.factor)


def _whole(answer: Any) -> int | None:
    """A whole number, as a number or in digits; nothing else passes for one."""
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return answer
    if isinstance(answer, str) and len(answer) <= 4 and answer.strip().removeprefix("-").isdecimal():
        return int(answer)
    return None


def _option(question: Question, answer: Any) -> str:
    if not isinstance(answer, str) or answer not in {one["value"] for one in question.options}:
        raise DomainError(_("Choose from the answers."))
    return answer
