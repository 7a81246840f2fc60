"""Boards of five by five: two scales against one another, to show where things stand and to choose a place.

A board is drawn as a table, so that it reads well aloud, and chosen from as one group of radio buttons, so that the
arrow keys move on it and it works without scripts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _

Scale = Iterable[tuple[int, Any]]


@dataclass
class Place:
    """One field of the board: its two values, how warm it is, what stands there."""

    row: int
    column: int
    level: int
    name: object
    marks: list[Any] = field(default_factory=list)
    href: str = ""
    is_chosen: bool = False

    @property
    def value(self) -> str:
        """As it stands in a form: "4-3"."""
        return f"{self.row}-{self.column}"


@dataclass
class Row:
    """One row, the highest value on top."""

    value: int
    label: object
    places: list[Place]


@dataclass
class Board:
    """A board with its scales in words."""

    row_title: object
    column_title: object
    rows: list[Row]
    columns: list[tuple[int, object]]

    def put(self, row: int, column: int, mark: Any) -> None:
        """Set something onto its field."""
        for each in self.rows:
            if each.value == row:
                each.places[[value for value, _label in self.columns].index(column)].marks.append(mark)

    @property
    def places(self) -> list[Place]:
        return [place for row in self.rows for place in row.places]


def make_board(
    rows: Scale, columns: Scale, *, row_title: object, column_title: object,
    level: Callable[[int, int], int] = lambda row, column: 0,
) -> Board:  # fmt: skip
    """An empty board; ``rows`` and ``columns`` are choices from low to high."""
    across: Sequence[tuple[int, object]] = list(columns)
    return Board(
        row_title,
        column_title,
        [
            Row(value, label, [Place(value, other, level(value, other), _named(label, word)) for other, word in across])
            for value, label in sorted(rows, key=lambda each: -each[0])
        ],
        list(across),
    )


def _join(first: object, second: object) -> str:
    return f"{first} · {second}"


_named = lazy(_join, str)


class BoardField(forms.ChoiceField):
    """A place on a board; clean it is the pair (row, column), or None. ``ui/form/board.html`` draws it."""

    widget = forms.RadioSelect

    def __init__(self, *, board: Callable[[], Board], **kwargs: Any) -> None:
        self.make_board = board
        super().__init__(choices=[(place.value, place.name) for place in board().places], **kwargs)

    @property
    def board(self) -> Board:
        """A fresh board to draw."""
        return self.make_board()

    def clean(self, value: Any) -> Any:
        """The two values."""
        text = super().clean(value)
        if not text:
            return None
        try:
            row, column = (int(part) for part in text.split("-"))
        except ValueError:
            raise ValidationError(_("Choose a field of the board.")) from None
        return row, column
