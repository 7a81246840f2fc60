"""Staged rows as a person reads them: labels for fields, words for choices, moments in the reader's zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.imports.domain.queries import owners_for
from brm.imports.enums import FieldType, Outcome
from brm.imports.kinds import KINDS, ImportField
from brm.imports.models import ImportRow, ImportRun
from brm.imports.problems import sentence

NOTHING = "–"


@dataclass
class ShownRow:
    """One row of the difference view."""

    number: int
    title: str
    outcome: str
    facts: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]
    problems: list[str]
    cells: list[tuple[str, str]]


class Words:
    """The words of one import for one reader."""

    def __init__(self, run: ImportRun, reader: User) -> None:
        self.run, self.reader = run, reader
        self.fields: dict[str, ImportField] = {field.key: field for field in KINDS[run.kind].fields()}
        self.labels = {key: str(field.label) for key, field in self.fields.items()}

    @cached_property
    def people(self) -> dict[int, str]:
        return {each.pk: str(each) for each in owners_for(self.run.by).people}

    def rows(self, rows: Iterable[ImportRow]) -> list[ShownRow]:
        """The rows as they are shown."""
        return [self._row(row) for row in rows]

    def problems(self, row: ImportRow) -> list[str]:
        """What is wrong with a row, in words."""
        return [sentence(problem, self.labels) for problem in row.problems]

    def _row(self, row: ImportRow) -> ShownRow:
        cells = []
        if row.outcome == Outcome.ERROR:
            cells = [
                (name, row.cells[place] if place < len(row.cells) else "")
                for place, name in enumerate(self.run.header)
                if place in self.run.columns.values()
            ]
        facts = self._facts(row) if row.outcome == Outcome.NEW else []
        return ShownRow(row.number, row.title, row.outcome, facts, self._changes(row), self.problems(row), cells)

    def _facts(self, row: ImportRow) -> list[tuple[str, str]]:
        return [
            (self.labels[key], self.value(key, value))
            for key, value in row.values.items()
            if key in self.labels and str(value) != row.title
        ]

    def _changes(self, row: ImportRow) -> list[tuple[str, str, str]]:
        changes = []
        for key, (old, new) in row.changes.items():
            if key == "custom":
                changes += [
                    (self.labels.get(f"custom_{name}", name), self.value("", old.get(name)), self.value("", value))
                    for name, value in new.items()
                    if old.get(name) != value
                ]
            else:
                name = key.rpartition(".")[2]
                changes.append((self.labels.get(name, name), self.value(name, old), self.value(name, new)))
        return changes

    def value(self, key: str, value: Any) -> str:
        """One value in words."""
        field = self.fields.get(key)
        if value is None or value == "":
            return NOTHING
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field is None:
            return str(value)
        if field.choices is not None:
            return str(dict(field.choices.choices).get(value, value))
        if field.type == FieldType.PERSON:
            return self.people.get(value, str(value))
        if field.type == FieldType.DATE:
            return str(formats.date_format(date.fromisoformat(value), "DATE_FORMAT"))
        if field.type == FieldType.MOMENT:
            return str(formats.date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT"))
        return str(value)
