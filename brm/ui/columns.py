"""The columns of a list: what they are called, what they show, whether one may sort by them, what they export."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brm.ui.keyset import Sort, may_be_null
from brm.ui.templatetags import ui

Reader = str | Callable[[Any], Any]


def read(row: Any, reader: Reader) -> Any:
    """What a dotted path (or a function) says about a row; the word of a choice rather than its code."""
    if callable(reader):
        return reader(row)
    for part in reader.replace("__", ".").split("."):
        if row is None:
            return None
        shown = getattr(row, f"get_{part}_display", None)
        row = shown() if shown else getattr(row, part)
    return row() if callable(row) and not isinstance(row, models.Manager) else row


@dataclass(frozen=True)
class Column:
    """One column.

    ``value`` is a path or a function (default: the name). ``sort`` names the fields behind its order, all of which,
    with the primary key, should have an index; ``nullable`` says that the first may be unknown (found out by itself
    for plain fields). ``kind``: ``title`` and ``state`` place it on a phone's card, ``num`` aligns figures, ``fit``
    keeps it narrow. ``default=False`` hides it until chosen. ``export=None`` exports the value, a reader something
    else, ``False`` nothing. ``draw`` makes the whole cell, where a template would be too slow.
    """

    name: str
    label: Any
    value: Reader = ""
    sort: tuple[str, ...] | str = ()
    nullable: bool | None = None
    kind: str = ""
    default: bool = True
    export: Reader | bool | None = None
    fixed: bool = False
    draw: Callable[[Any], SafeString] | None = None

    @property
    def reader(self) -> Reader:
        return self.value or self.name

    @property
    def css(self) -> str:
        return {"title": "is-title", "state": "is-state"}.get(self.kind, self.kind)

    @property
    def is_fixed(self) -> bool:
        """The title column is always there: a row without its name is of no use."""
        return self.fixed or self.kind == "title"

    @property
    def sort_fields(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)

    def shown(self, row: Any) -> SafeString:
        """The cell where the row's template says nothing about it."""
        if self.draw is not None:
            return self.draw(row)
        value = read(row, self.reader)
        if isinstance(value, datetime):
            return ui.when(value)
        if isinstance(value, date):
            return ui.day(value)
        if value is None or value == "":
            return SafeString(f'<span class="not-known">{ui.NOT_KNOWN}</span>')
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        return conditional_escape(value)

    def exported(self, row: Any) -> Any:
        """The bare value for a file."""
        reader = self.export if isinstance(self.export, str) or callable(self.export) else self.reader
        return read(row, reader)

    @property
    def is_exported(self) -> bool:
        return self.export is not False


def sort_from(token: str, columns: Iterable[Column], model: type[models.Model], default: str) -> Sort:
    """The order named in an address, if a column offers it; the list's own otherwise."""
    offered = {column.name: column for column in columns if column.sort_fields}
    if token.removeprefix("-") not in offered:
        token = default
    name = token.removeprefix("-")
    column = offered.get(name)
    if column is None:
        fields = (name,)
        return Sort(name, fields, token.startswith("-"), may_be_null(model, name))
    nullable = column.nullable if column.nullable is not None else may_be_null(model, column.sort_fields[0])
    return Sort(name, column.sort_fields, token.startswith("-"), nullable)


def chosen_columns(names: Sequence[str], columns: Sequence[Column]) -> list[Column]:
    """The columns to show: those named, in their order, else the usual ones; the fixed ones always."""
    by_name = {column.name: column for column in columns}
    picked = [by_name[name] for name in names if name in by_name]
    if not picked:
        return [column for column in columns if column.default or column.is_fixed]
    missing = [column for column in columns if column.is_fixed and column not in picked]
    return [*missing, *picked]
