"""From columns to meanings: guessed from the header, chosen by a person, then applied to every row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from brm.core.errors import DomainError
from brm.imports.enums import FieldType
from brm.imports.kinds import Draft, ImportField, ImportKind
from brm.imports.models import ImportRun
from brm.imports.problems import sentence
from brm.imports.values import (
    TYPES_WITHOUT_PARTICULARS,
    Manner,
    Reader,
    WrongError,
    choice_reader,
    date_reader,
    guessed_order,
    line_reader,
    moment_reader,
    number_reader,
    person_reader,
    text_reader,
)
from brm.parties.domain.fields import clean_value
from brm.parties.models import CustomField

UNKNOWN = "?, N/A, NULL, #N/A, 未知"
"""How files say that something is not known, unless a person says otherwise."""


def guess_columns(kind: ImportKind, header: Sequence[str]) -> dict[str, int]:
    """Which column means what, by its name in either language. A column means one thing."""
    places = {_bare(name): place for place, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for field in kind.fields():
        for name in (field.key, *_in_all_languages(field.label), *field.aliases):
            place = places.get(_bare(name))
            if place is not None and place not in found.values():
                found[field.key] = place
                break
    return found


def guess_order(kind: ImportKind, columns: Mapping[str, int], sample: Sequence[Sequence[str]]) -> str:
    """How the file writes its days, as far as its first rows tell."""
    dated = {field.key for field in kind.fields() if field.type in (FieldType.DATE, FieldType.MOMENT)}
    places = [place for key, place in columns.items() if key in dated]
    return guessed_order([row[place] for row in sample for place in places if place < len(row)])


def unknown_marks(text: str) -> frozenset[str]:
    """The marks, folded."""
    return frozenset(mark.strip().casefold() for mark in text.replace("，", ",").split(",") if mark.strip())


def reader_of(field: ImportField, manner: Manner) -> Reader:
    """The reader of a field's text."""
    if field.custom is not None:
        return _custom_reader(field.custom)
    if field.type == FieldType.NUMBER:
        return number_reader(field.least, field.most)
    if field.type == FieldType.CHOICE and field.choices is not None:
        return choice_reader(_words(field), ", ".join(str(label) for label in field.choices.labels))
    if field.type in (FieldType.DATE, FieldType.MOMENT):
        return date_reader(manner) if field.type == FieldType.DATE else moment_reader(manner)
    if field.type == FieldType.PERSON:
        return person_reader(manner)
    if field.type in TYPES_WITHOUT_PARTICULARS:
        return TYPES_WITHOUT_PARTICULARS[field.type]
    return text_reader(field.most) if field.lines else line_reader(field.most)


def _custom_reader(field: CustomField) -> Reader:
    def read(text: str) -> Any:
        try:
            return clean_value(field, text)
        except DomainError as refusal:
            raise WrongError("not_valid", reason=str(refusal)) from None

    return read


def _words(field: ImportField) -> dict[str, str]:
    words: dict[str, str] = {}
    for value, label in field.choices.choices if field.choices else ():
        for word in (value, *_in_all_languages(label)):
            words.setdefault(str(word).casefold(), str(value))
    return words


@dataclass
class _Step:
    field: ImportField
    place: int | None
    read: Reader
    default: Any = None


class Plan:
    """How the rows of one run become drafts. Compiled once, used for every row."""

    def __init__(self, run: ImportRun, kind: ImportKind, manner: Manner) -> None:
        self.kind = kind
        self.width = len(run.header)
        self.unknown = unknown_marks(run.options.get("unknown", UNKNOWN))
        self.steps = [step for field in kind.fields() if (step := self._step(field, run, manner)) is not None]

    def _step(self, field: ImportField, run: ImportRun, manner: Manner) -> _Step | None:
        place = run.columns.get(field.key)
        default_text = str(run.defaults.get(field.key, "")).strip()
        if place is None and not default_text:
            if field.required:
                raise DomainError(
                    _("“%(field)s” needs a column or a value for all rows.") % {"field": field.label}, field=field.key
                )
            return None
        step = _Step(field, place, reader_of(field, manner))
        if default_text:
            try:
                step.default = step.read(default_text)
            except WrongError as wrong:
                raise DomainError(refusal(field, wrong), field=field.key) from None
        return step

    def draft(self, number: int, cells: list[str]) -> Draft:
        """What the cells of one row mean."""
        draft = Draft(number, cells)
        if len(cells) > self.width:
            draft.wrong("", "too_many_cells")
        values = draft.values
        for step in self.steps:
            text = cells[step.place].strip() if step.place is not None and step.place < len(cells) else ""
            if not text or text.casefold() in self.unknown:
                if step.default is not None:
                    values[step.field.key] = step.default
                elif step.field.required:
                    draft.wrong(step.field.key, "missing")
                continue
            try:
                values[step.field.key] = step.read(text)
            except WrongError as wrong:
                draft.wrong(step.field.key, wrong.code, **wrong.particulars)
        draft.title = self.kind.title(values)[:200]
        draft.key = self.kind.key(values)
        return draft


def refusal(field: ImportField, wrong: WrongError) -> str:
    """What is wrong with a value for all rows, in words."""
    return sentence([field.key, wrong.code, wrong.particulars], {field.key: str(field.label)})


def _bare(name: object) -> str:
    return "".join(character for character in str(name).casefold() if character.isalnum())


def _in_all_languages(text: object) -> list[str]:
    if not isinstance(text, Promise):
        return [str(text)]
    words = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.append(str(text))
    return words
