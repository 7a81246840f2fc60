"""Figures over very many rows are counted once a minute, and say so."""

from datetime import timedelta

import pytest

from brm.core import clock
from brm.ui.kept import MANY, kept

pytestmark = pytest.mark.usefixtures("clean_cache")


class Counter:
    """Counts how often it counted."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_many_rows_are_counted_once_for_each_reader_and_question():
    count = Counter()

    first = kept("test", 1, "year", count=count, rows=lambda _figures: MANY)
    clock.travel(clock.now() + timedelta(seconds=30))
    again = kept("test", 1, "year", count=count, rows=lambda _figures: MANY)
    another = kept("test", 2, "year", count=count, rows=lambda _figures: MANY)

    assert (first.figures, first.is_kept) == (1, False)
    assert (again.figures, again.is_kept, again.at) == (1, True, first.at)
    assert (another.figures, another.is_kept) == (2, False)


def test_who_asks_again_gets_new_figures_and_few_rows_are_always_counted():
    count = Counter()

    kept("test", 1, count=count, rows=lambda _figures: MANY)
    fresh = kept("test", 1, count=count, rows=lambda _figures: MANY, again=True)
    few = [kept("few", 1, count=count, rows=lambda _figures: MANY - 1).figures for _ in range(2)]

    assert (fresh.figures, fresh.is_kept) == (2, False)
    assert few == [3, 4]
