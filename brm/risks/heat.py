"""The heat map of a set of risks: where each stands, or how many stand in each field (G-43)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from brm.risks.enums import Level
from brm.risks.forms import risk_board
from brm.risks.models import Risk
from brm.ui.boards import Board

CHIPS = 6
"""So many risks are shown one by one in a field; beyond that the last says how many more."""


@dataclass(frozen=True)
class Chip:
    """One risk on the map, under its number in the list beside it."""

    number: int
    risk: Risk


def numbered(risks: Iterable[Risk]) -> list[Chip]:
    """Risks with their numbers, as map and list show them."""
    return [Chip(number, risk) for number, risk in enumerate(risks, start=1)]


def map_of(chips: Iterable[Chip]) -> Board:
    """Each weighed risk on its field."""
    board = risk_board()
    for chip in chips:
        if chip.risk.probability and chip.risk.impact:
            board.put(chip.risk.probability, chip.risk.impact, chip)
    return board


def map_of_counts(cells: Mapping[tuple[int, int], int], base: str, query: QueryDict) -> Board:
    """How many stand on each field; a field leads to its risks, or back to all where it is chosen already."""
    board = risk_board()
    for place in board.places:
        kept = query.copy()
        for name in ("after", "before", "page", "export", "probability", "impact"):
            kept.pop(name, None)
        place.is_chosen = (query.get("probability"), query.get("impact")) == (str(place.row), str(place.column))
        if count := cells.get((place.row, place.column)):
            place.marks.append(count)
        if not place.is_chosen:
            kept["probability"], kept["impact"] = str(place.row), str(place.column)
        place.href = f"{base}?{kept.urlencode()}"
    return board


def levels() -> list[Level]:
    """The levels from low to extreme, for the key."""
    return list(Level)
