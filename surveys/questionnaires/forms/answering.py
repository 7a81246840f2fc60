"""A published questionnaire as a plain form: in the browser of a customer, on the phone with them, in the preview."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.questionnaires.domain.answers import LONGEST_TEXT, AnswersError, Given, checked_against
from surveys.questionnaires.domain.scoring import bounds
from surveys.questionnaires.domain.wording import condition_in_words
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models import Question, QuestionnaireVersion

PREFIX = "q-"


def name_of(code: str, line: str = "") -> str:
    """The name of the field that answers a question, or one line of a matrix."""
    return f"{PREFIX}{code}.{line}" if line else f"{PREFIX}{code}"


@dataclass(frozen=True)
class Line:
    """One row of a matrix."""

    text: str
    field: Any


@dataclass(frozen=True)
class Block:
    """One question as the page draws it."""

    question: Question
    number: int
    text: str
    hint: str
    low_label: str
    high_label: str
    field: Any = None
    steps: Sequence[int] = ()
    lines: Sequence[Line] = ()
    only_if: str = ""
    show_if: str = ""

    @property
    def errors(self) -> list[str]:
        """What is wrong with the answer, in any of its lines."""
        fields = [self.field] if self.field is not None else [line.field for line in self.lines]
        return [error for one in fields for error in one.errors]


class AnswerForm(forms.Form):
    """Answers as typed; after ``is_valid`` they are in ``answers``, checked and scored. ``given`` is what to keep.

    Nothing is required of the browser: what must be answered depends on what is shown, and that the server knows.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        language: str,
        data: Any = None,
        *,
        given: Mapping[str, Any] | None = None,
        partial: bool = False,
    ) -> None:
        super().__init__(data)
        self.questions, self.language, self.partial = list(questions), language, partial
        self.answers: list[Given] = []
        before = given or {}
        for question in self.questions:
            answer = before.get(question.code)
            if question.type == QuestionType.MATRIX:
                told = answer if isinstance(answer, Mapping) else {}
                for line in question.lines:
                    self.fields[name_of(question.code, line["code"])] = _scale_field(question, told.get(line["code"]))
            else:
                self.fields[name_of(question.code)] = _field(question, answer, language)

    def given(self) -> dict[str, Any]:
        """The answers so far, as they are kept in a draft and passed on: code -> answer. Ask after ``is_valid``."""
        found: dict[str, Any] = {}
        for question in self.questions:
            if question.type == QuestionType.MATRIX:
                told = {line["code"]: self._value(question, line["code"]) for line in question.lines}
                answer: Any = {code: value for code, value in told.items() if value is not None}
            else:
                answer = self._value(question)
            if answer not in (None, "", [], {}):
                found[question.code] = answer
        return found

    def _value(self, question: Question, line: str = "") -> Any:
        value = self.cleaned_data.get(name_of(question.code, line))
        if question.type in (QuestionType.SCALE, QuestionType.TEN, QuestionType.MATRIX):
            return int(value) if value not in (None, "") else None
        return value or None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            self.answers = checked_against(self.questions, self.given(), partial=self.partial)
        except AnswersError as refused:
            for key, message in refused.errors.items():
                if PREFIX + key in self.fields and PREFIX + key not in self.errors:
                    self.add_error(PREFIX + key, message)
        return data

    @property
    def agree(self) -> str:
        """The words beside a tick, in the form's language."""
        with override("zh-hans" if self.language.startswith("zh") else "en"):
            return _("I agree")

    @property
    def blocks(self) -> list[Block]:
        """The questions in their order, in the form's language."""
        by_code = {question.code: question for question in self.questions}
        return [self._block(number, question, by_code) for number, question in enumerate(self.questions, 1)]

    def _block(self, number: int, question: Question, by_code: Mapping[str, Question]) -> Block:
        is_matrix = question.type == QuestionType.MATRIX
        low, high = bounds(question)
        rated = question.type in (QuestionType.SCALE, QuestionType.TEN, QuestionType.MATRIX)
        return Block(
            question=question, number=number, text=question.said("text", self.language),
            hint=question.said("hint", self.language), low_label=question.said("low_label", self.language),
            high_label=question.said("high_label", self.language),
            field=None if is_matrix else self[name_of(question.code)],
            steps=range(low, high + 1) if rated else (),
            lines=[
                Line(in_language(line, self.language), self[name_of(question.code, line["code"])])
                for line in question.lines
            ] if is_matrix else [],
            only_if=condition_in_words(question, by_code, self.language),
            show_if=_for_browser(question.show_if),
        )  # fmt: skip


def questionnaire_form(
    version: QuestionnaireVersion,
    language: str,
    data: Any = None,
    *,
    given: Mapping[str, Any] | None = None,
    partial: bool = False,
) -> AnswerForm:
    """The questionnaire in one language. ``data``: what was posted; ``given``: a draft to go on with.

    Draw it with ``questionnaires/questions.html``. ``partial``: a step on the way, nothing is required yet.
    """
    return AnswerForm(list(version.questions.all()), language, data, given=given, partial=partial)


def in_language(words: Mapping[str, Any], language: str) -> str:
    """A text kept as {"en", "zh"}, in one language, in the other where there is none."""
    first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
    return str(words.get(first) or words.get(second) or "")


def _field(question: Question, answer: Any, language: str) -> Any:
    if question.type in (QuestionType.SCALE, QuestionType.TEN):
        return _scale_field(question, answer)
    if question.type == QuestionType.CONSENT:
        return forms.BooleanField(required=False, initial=answer is True)
    if question.type == QuestionType.TEXT:
        return forms.CharField(
            required=False, initial=answer or "", max_length=LONGEST_TEXT, strip=True,
            widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        )  # fmt: skip
    choices = [(one["value"], in_language(one, language)) for one in question.options]
    if question.type == QuestionType.MULTIPLE:
        return forms.MultipleChoiceField(
            required=False, choices=choices, initial=answer or [], widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(required=False, choices=choices, initial=answer, widget=forms.RadioSelect)


def _scale_field(question: Question, answer: Any) -> forms.ChoiceField:
    low, high = bounds(question)
    choices = [(str(step), str(step)) for step in range(low, high + 1)]
    initial = None if answer is None else str(answer)
    return forms.ChoiceField(
        required=False, choices=choices, initial=initial, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a number from %(low)s to %(high)s.") % {"low": low, "high": high}},
    )  # fmt: skip


def _for_browser(condition: Mapping[str, Any]) -> str:
    """The condition as the script reads it: {"field", "op", "value"}; nothing where it is always shown."""
    if not condition:
        return ""
    named = {"field": PREFIX + str(condition["code"]), "op": condition["op"], "value": str(condition.get("value", ""))}
    return json.dumps(named)
