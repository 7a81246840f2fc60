"""Conditions of a questionnaire in words, for who writes it and for who answers without scripts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.questionnaires.enums import Comparison, QuestionType
from surveys.questionnaires.models import Question


def condition_in_words(question: Question, by_code: Mapping[str, Question], language: str) -> str:
    """“Only if 3 was answered …”, in the language of the questionnaire; nothing where it is always shown."""
    condition = question.show_if
    if not condition:
        return ""
    code, _dot, line = str(condition.get("code", "")).partition(".")
    asked = by_code.get(code)
    if asked is None:
        return ""
    codes = list(by_code)
    with override("zh-hans" if language.startswith("zh") else "en"):
        words = {"number": codes.index(code) + 1, "value": _value(asked, condition.get("value"), language)}
        if line:
            words["number"] = f"{words['number']} ({_line(asked, line, language)})"
        return {
            Comparison.IS: _("Only if your answer to question %(number)s is “%(value)s”."),
            Comparison.IS_NOT: _("Only if your answer to question %(number)s is not “%(value)s”."),
            Comparison.AT_MOST: _("Only if your answer to question %(number)s is %(value)s or lower."),
            Comparison.AT_LEAST: _("Only if your answer to question %(number)s is %(value)s or higher."),
            Comparison.ANSWERED: _("Only if you answered question %(number)s."),
        }.get(condition.get("op", ""), "") % words


def _value(asked: Question, value: Any, language: str) -> str:
    if asked.type == QuestionType.CONSENT:
        return _("yes") if str(value).lower() in ("1", "true") else _("no")
    for one in asked.options:
        if one.get("value") == value:
            return _in(one, language)
    return "" if value is None else str(value)


def _line(asked: Question, code: str, language: str) -> str:
    return next((_in(line, language) for line in asked.lines if line.get("code") == code), code)


def _in(words: Mapping[str, Any], language: str) -> str:
    first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
    return str(words.get(first) or words.get(second) or "")
