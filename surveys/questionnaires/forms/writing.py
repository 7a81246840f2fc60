"""Forms a questionnaire is written with: every text beside its translation, rows for answers and lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.communications.forms.fields import text_area
from surveys.questionnaires.enums import (
    WITH_OPTIONS,
    WITH_SCALE,
    Comparison,
    ExperienceFactor,
    Measure,
    Purpose,
    QuestionType,
)
from surveys.questionnaires.models import LibraryQuestion, Question

SPARE_ROWS, FEWEST_ROWS = 3, 5
LABELS = ("low_label_en", "low_label_zh", "high_label_en", "high_label_zh")
TEXTS = ("text_en", "text_zh", "hint_en", "hint_zh")


class QuestionnaireForm(forms.Form):
    """What it is called, and what it is for."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Among us; customers read the title."))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, widget=forms.RadioSelect)


class ImportForm(forms.Form):
    """A file of another questionnaire."""

    file = forms.FileField(label=_("File"), help_text=_("As “Export” makes it. It becomes a draft."))
    name = forms.CharField(label=_("Name"), max_length=110, required=False, help_text=_("Empty: as the file says."))


class WordsForm(forms.Form):
    """The words around the questions."""

    title_en = forms.CharField(label=_("Title (English)"), max_length=160, required=False)
    title_zh = forms.CharField(label=_("Title (Chinese)"), max_length=160, required=False)
    intro_en = forms.CharField(label=_("Introduction (English)"), required=False, widget=text_area(3))
    intro_zh = forms.CharField(label=_("Introduction (Chinese)"), required=False, widget=text_area(3))
    thanks_en = forms.CharField(label=_("Thanks (English)"), required=False, widget=text_area(3))
    thanks_zh = forms.CharField(label=_("Thanks (Chinese)"), required=False, widget=text_area(3))


class QuestionForm(forms.Form):
    """One question. Which fields it has depends on how it is answered; the way is chosen before."""

    text_en = forms.CharField(label=_("Question (English)"), max_length=400, required=False, widget=text_area(2))
    text_zh = forms.CharField(label=_("Question (Chinese)"), max_length=400, required=False, widget=text_area(2))
    hint_en = forms.CharField(label=_("Hint (English)"), max_length=300, required=False)
    hint_zh = forms.CharField(label=_("Hint (Chinese)"), max_length=300, required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    low = forms.TypedChoiceField(label=_("Scale from"), coerce=int, choices=[(0, "0"), (1, "1")], initial=1)
    high = forms.TypedChoiceField(
        label=_("Scale to"), coerce=int, choices=[(step, str(step)) for step in range(2, 11)], initial=5
    )
    low_label_en = forms.CharField(label=_("Word at the low end (English)"), max_length=60, required=False)
    low_label_zh = forms.CharField(label=_("Word at the low end (Chinese)"), max_length=60, required=False)
    high_label_en = forms.CharField(label=_("Word at the high end (English)"), max_length=60, required=False)
    high_label_zh = forms.CharField(label=_("Word at the high end (Chinese)"), max_length=60, required=False)
    measure = forms.ChoiceField(label=_("Measures"), choices=Measure.choices, required=False)
    factor = forms.ChoiceField(
        label=_("Factor of experience"), choices=[("", "–"), *ExperienceFactor.choices], required=False
    )
    shown_by = forms.ChoiceField(label=_("Shown by the answer to"), required=False)
    shown_op = forms.ChoiceField(label=_("If it"), choices=Comparison.choices, required=False)
    shown_value = forms.CharField(
        label=_("Answer"), max_length=80, required=False,
        help_text=_("A number, the value of an answer, or 1 for a given consent."),
    )  # fmt: skip
    code = forms.SlugField(
        label=_("Code"), max_length=40, required=False,
        help_text=_("Ties the question to its earlier versions in the trend. Empty: made from its words."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, type: str, question: Question | None = None, before: Sequence[Question] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.type, self.question = type, question
        if self.row_name:
            self._add_rows(list(getattr(question, self.row_name, None) or []))
        drop = {"low", "high", *LABELS} if type not in WITH_SCALE else set()
        if type == QuestionType.TEN:
            drop = {"low", "high"}
        measures = _measures(type)
        field: Any = self.fields["measure"]
        field.choices = [pair for pair in Measure.choices if pair[0] in measures]
        drop |= {"measure"} if len(measures) < 2 else set()
        drop |= {"factor"} if type in (QuestionType.CONSENT, QuestionType.MATRIX) else set()
        drop |= {"shown_by", "shown_op", "shown_value"} if not before else set()
        for name in drop:
            del self.fields[name]
        if before:
            shown: Any = self.fields["shown_by"]
            shown.choices = [("", _("Always shown")), *_deciders(before)]

    def clean(self) -> dict[str, Any]:
        """A question without any words could not be told from others; the other language may come later."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("text_en") and not data.get("text_zh"):
            first = "text_zh" if (get_language() or "").startswith("zh") else "text_en"
            self.add_error(first, _t("Write the question, at least in one language."))
        return data

    @property
    def row_name(self) -> str:
        """Which list of rows this type has."""
        if self.type in WITH_OPTIONS:
            return "options"
        return "lines" if self.type == QuestionType.MATRIX else ""

    def _add_rows(self, kept: list[Mapping[str, Any]]) -> None:
        last = {QuestionType.CHOICE: "score", QuestionType.MATRIX: "factor"}.get(QuestionType(self.type), "")
        key = {"options": "value", "lines": "code"}[self.row_name]
        self.row_count, self.last = max(len(kept) + SPARE_ROWS, FEWEST_ROWS), last
        for number in range(self.row_count):
            row = kept[number] if number < len(kept) else {}
            for part, label in (("en", _("English")), ("zh", _("Chinese"))):
                self.fields[f"row{number}_{part}"] = forms.CharField(
                    label=label, max_length=200, required=False, initial=row.get(part, "")
                )
            self.fields[f"row{number}_key"] = forms.CharField(
                required=False, max_length=40, widget=forms.HiddenInput, initial=row.get(key, "")
            )
            if last == "score":
                self.fields[f"row{number}_score"] = forms.IntegerField(
                    label=_("Points, 0 to 100"), required=False, min_value=0, max_value=100, initial=row.get("score")
                )
            elif last == "factor":
                self.fields[f"row{number}_factor"] = forms.ChoiceField(
                    label=_("Factor of experience"), required=False, initial=row.get("factor", ""),
                    choices=[("", "–"), *ExperienceFactor.choices],
                )  # fmt: skip

    @property
    def row_fields(self) -> list[list[Any]]:
        """The rows as the page draws them."""
        if not self.row_name:
            return []
        return [[self[f"row{n}_{part}"] for part in ("en", "zh", self.last) if part] for n in range(self.row_count)]

    @property
    def plain_fields(self) -> list[Any]:
        """Everything that is not a row, in its order."""
        return [field for field in self.visible_fields() if not field.name.startswith("row")]

    @property
    def word_fields(self) -> list[Any]:
        """The words, each beside its translation."""
        return [self[name] for name in (*TEXTS, *LABELS) if name in self.fields]

    @property
    def other_fields(self) -> list[Any]:
        """What is not words and not about being shown."""
        return [one for one in self.plain_fields if one.name not in (*TEXTS, *LABELS) and "shown_" not in one.name]

    @property
    def shown_fields(self) -> list[Any]:
        """When the question is shown."""
        return [one for one in self.plain_fields if one.name.startswith("shown_")]

    def facts(self) -> dict[str, Any]:
        """What ``add_question`` and ``change_question`` want to know."""
        data = self.cleaned_data
        found = {
            name: value for name, value in data.items() if not name.startswith(("row", "shown_")) and name != "code"
        }
        if data.get("code"):
            found["code"] = data["code"]
        if self.row_name:
            found[self.row_name] = [self._row(data, number) for number in range(self.row_count) if _said(data, number)]
        if "shown_by" in self.fields:
            found["show_if"] = {
                "code": data["shown_by"], "op": data.get("shown_op") or "", "value": data.get("shown_value", ""),
            }  # fmt: skip
        return found

    def _row(self, data: Mapping[str, Any], number: int) -> dict[str, Any]:
        key = "value" if self.row_name == "options" else "code"
        row = {key: data[f"row{number}_key"], "en": data[f"row{number}_en"], "zh": data[f"row{number}_zh"]}
        return row | ({self.last: data[f"row{number}_{self.last}"]} if self.last else {})


class TakeForm(forms.Form):
    """Questions of the library to take over."""

    entries: Any = forms.ModelMultipleChoiceField(
        None, label=_("Questions"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose some.")}
    )

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].queryset = entries

    @property
    def groups(self) -> list[tuple[str, list[tuple[LibraryQuestion, bool]]]]:
        """The questions by their factor of experience, and whether they are ticked."""
        ticked = {str(value) for value in self["entries"].value() or []}
        words = {"": _("Without a factor"), **dict(ExperienceFactor.choices)}
        found: dict[str, list[tuple[LibraryQuestion, bool]]] = {}
        for entry in self.fields["entries"].queryset:
            found.setdefault(entry.factor, []).append((entry, str(entry.pk) in ticked))
        return [(str(words.get(factor, factor)), rows) for factor, rows in found.items()]


def condition_of(question: Question) -> dict[str, Any]:
    """The condition of a question as the form's initial values."""
    kept = question.show_if or {}
    return {f"shown_{name}": kept.get(key, "") for name, key in (("by", "code"), ("op", "op"), ("value", "value"))}


def _said(data: Mapping[str, Any], number: int) -> bool:
    return bool(data[f"row{number}_en"] or data[f"row{number}_zh"])


def _measures(type: str) -> set[str]:
    found = {Measure.NONE.value}
    if type == QuestionType.SCALE:
        found |= {Measure.CSAT.value, Measure.CES.value, Measure.STAY.value}
    if type == QuestionType.TEN:
        found |= {Measure.NPS.value}
    if type == QuestionType.CHOICE:
        found |= {Measure.STAY.value}
    return found


def _deciders(before: Sequence[Question]) -> list[tuple[str, str]]:
    found = []
    for question in before:
        if question.type == QuestionType.MATRIX:
            found += [(f"{question.code}.{line['code']}", f"{question}: {line['en']}") for line in question.lines]
        else:
            found.append((question.code, str(question)))
    return found
