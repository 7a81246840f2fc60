"""The figures on top of Today: registered by those who can reckon them, honest about n and age."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache

from brm.accounts.models import User
from brm.core.registry import Registry

SECONDS = 30
"""For so long a figure may be old; a lead's strip is reckoned over thousands of meetings."""
FEWEST = 5
"""Below so many observations a share is shown grey, with its n (ruling 30)."""


@dataclass(frozen=True)
class Value:
    """One figure: the number (None: not known), what it rests on, its past (oldest first, None where not known)."""

    number: float | int | None
    unit: str = ""
    n: int | None = None
    trend: Sequence[float | int | None] = field(default_factory=tuple)
    tone: str = ""
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the number may be shown in colour."""
        return self.number is not None and (self.n is None or self.n >= FEWEST)


@dataclass(frozen=True)
class Figure:
    """How a figure is called, reckoned for some people's work, and where it leads."""

    name: str
    label: object
    order: int
    reckon: Callable[[Sequence[int]], Value]
    url_name: str
    help: object = ""


FIGURES: Registry[Figure] = Registry("figure")


def strip_for(user: User, people: Sequence[int]) -> list[tuple[Figure, Value]]:
    """The figures over the work of ``people`` (ids), in order; ``user`` has been allowed to see them."""
    figures = sorted(FIGURES, key=lambda each: each.order)
    key = f"figures:{user.pk}:{user.language}:{hash(tuple(people))}"
    values = cache.get(key)
    if values is None or len(values) != len(figures):
        values = [figure.reckon(people) for figure in figures]
        cache.set(key, values, SECONDS)
    return list(zip(figures, values, strict=True))
