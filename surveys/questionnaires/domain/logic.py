"""Which questions are shown, given what was answered so far. Pure: the pages, phones and the API ask the same."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from surveys.questionnaires.enums import Comparison


class Conditional(Protocol):
    """What is needed of a question to know whether it is shown."""

    code: str
    show_if: Mapping[str, Any]


def shown(questions: Iterable[Conditional], given: Mapping[str, Any]) -> list[str]:
    """The codes of the questions that are shown, in their order. The answer to a hidden question counts for nothing."""
    codes: list[str] = []
    for question in questions:
        condition = question.show_if
        if not condition or (_question_of(condition) in codes and _holds(condition, _answer(condition, given))):
            codes.append(question.code)
    return codes


def _question_of(condition: Mapping[str, Any]) -> str:
    return str(condition.get("code", "")).partition(".")[0]


def _answer(condition: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    """The answer a condition looks at; ``code.line`` looks at one line of a matrix."""
    code, _dot, line = str(condition.get("code", "")).partition(".")
    answer = given.get(code)
    if line:
        return answer.get(line) if isinstance(answer, Mapping) else None
    return answer


def _holds(condition: Mapping[str, Any], answer: Any) -> bool:
    op, wanted = condition.get("op"), condition.get("value")
    answered = answer not in (None, "", [], {})
    if op == Comparison.ANSWERED or not answered:
        return answered and op == Comparison.ANSWERED
    if op in (Comparison.AT_MOST, Comparison.AT_LEAST):
        mine, limit = _number(answer), _number(wanted)
        if mine is None or limit is None:
            return False
        return mine <= limit if op == Comparison.AT_MOST else mine >= limit
    same = _said(wanted) in [_said(one) for one in answer] if isinstance(answer, list | tuple) else (
        _said(answer) == _said(wanted)
    )  # fmt: skip
    return same if op == Comparison.IS else not same


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value).strip().lower()


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None
