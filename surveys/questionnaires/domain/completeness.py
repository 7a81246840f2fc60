"""What a draft still lacks before it can be asked: words in both languages, questions that can be answered (4.3)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from surveys.questionnaires.domain.scoring import CSAT_BOXES
from surveys.questionnaires.enums import WITH_OPTIONS, WITH_SCALE, Comparison, Measure, QuestionType
from surveys.questionnaires.models import Question, QuestionnaireVersion

FEWEST_OPTIONS = 2
SAMENESS = frozenset({Comparison.IS, Comparison.IS_NOT})
RATED_ONE = frozenset({QuestionType.SCALE, QuestionType.TEN})


def missing_of(version: QuestionnaireVersion) -> list[str]:
    """What stands in the way of publishing, as sentences; empty: nothing."""
    questions = list(version.questions.order_by("position"))
    found = list(_texts(version))
    if not questions:
        found.append(_("It asks nothing yet: add a question."))
    for number, question in enumerate(questions, 1):
        found += [
            _("Question %(number)s: %(what)s") % {"number": number, "what": what}
            for what in (*_words(question), *_shape(question), *_condition(question, questions[: number - 1]))
        ]
    return found


def _texts(version: QuestionnaireVersion) -> Iterator[str]:
    for name, label in (("title", _("title")), ("intro", _("introduction")), ("thanks", _("thanks"))):
        yield from map(capfirst, _both(version, name, label, needed=name == "title"))


def _words(question: Question) -> Iterator[str]:
    yield from _both(question, "text", _("question"), needed=True)
    yield from _both(question, "hint", _("hint"))
    if question.type in WITH_SCALE or question.type == QuestionType.TEN:
        yield from _both(question, "low_label", _("word at the low end"), needed=True)
        yield from _both(question, "high_label", _("word at the high end"), needed=True)
    if question.type in WITH_OPTIONS:
        yield from _each(question.options, _("answer"))
    if question.type == QuestionType.MATRIX:
        yield from _each(question.lines, _("line"))


def _shape(question: Question) -> Iterator[str]:
    if question.type in WITH_OPTIONS and len(question.options) < FEWEST_OPTIONS:
        yield _("give at least two answers to choose from.")
    if question.type == QuestionType.MATRIX and not question.lines:
        yield _("give at least one line.")
    if question.measure == Measure.CSAT and (
        question.type != QuestionType.SCALE or question.high - question.low + 1 not in CSAT_BOXES
    ):
        yield _("satisfaction (CSAT) is asked on a scale of five to seven steps.")
    if question.measure == Measure.CES and question.type != QuestionType.SCALE:
        yield _("effort (CES) is asked on a scale.")


def _condition(question: Question, before: Sequence[Question]) -> Iterator[str]:
    if not question.show_if:
        return
    code, _dot, line = str(question.show_if.get("code", "")).partition(".")
    asked = next((one for one in before if one.code == code), None)
    if asked is None:
        yield _("it is shown by the answer to a question that does not come before it.")
        return
    op, value = question.show_if.get("op"), question.show_if.get("value")
    if op not in Comparison.values:
        yield _("say how the earlier answer compares.")
    elif line and line not in {one["code"] for one in asked.lines}:
        yield _("the line whose answer decides is gone.")
    elif op in (Comparison.AT_LEAST, Comparison.AT_MOST) and not (asked.type in RATED_ONE or line):
        yield _("“at least” and “at most” need an earlier answer that is a number.")
    elif (
        op in (Comparison.IS, Comparison.IS_NOT) and asked.options and value not in {o["value"] for o in asked.options}
    ):
        yield _("the answer that decides is gone.")


def _both(row: Any, name: str, label: object, *, needed: bool = False) -> Iterator[str]:
    english, chinese = getattr(row, f"{name}_en").strip(), getattr(row, f"{name}_zh").strip()
    if not english and (chinese or needed):
        yield _("%(what)s is missing in English.") % {"what": label}
    if not chinese and (english or needed):
        yield _("%(what)s is missing in Chinese.") % {"what": label}


def _each(rows: Iterable[dict[str, Any]], label: object) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        if not str(row.get("en") or "").strip():
            yield _("%(what)s is missing in English.") % {"what": f"{label} {number}"}
        if not str(row.get("zh") or "").strip():
            yield _("%(what)s is missing in Chinese.") % {"what": f"{label} {number}"}
