"""Figures over very many rows: counted once a minute for each reader, and saying when."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Generic, TypeVar

from django.core.cache import cache

from brm.core import clock

T = TypeVar("T")
SECONDS = 60
MANY = 1_000
"""From so many rows on figures are kept; fewer are counted at once whenever somebody asks."""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """Figures, and when they were counted; ``is_kept`` where that was before this page was asked for."""

    figures: T
    at: datetime
    is_kept: bool


def kept(what: str, *asked: Hashable, count: Callable[[], T], rows: Callable[[T], int], again: bool = False) -> Kept[T]:
    """The figures named ``what`` for what was ``asked`` (the reader first), counted now or within the last minute.

    ``rows`` says how many rows the figures rest on; ``again`` counts in any case.
    """
    name = f"kept:{what}:{sha256(repr(asked).encode()).hexdigest()}"
    if not again and (found := cache.get(name)) is not None:
        figures, at = found
        return Kept(figures, at, is_kept=True)
    figures, at = count(), clock.now()
    if rows(figures) >= MANY:
        cache.set(name, (figures, at), SECONDS)
    return Kept(figures, at, is_kept=False)
