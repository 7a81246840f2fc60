"""Statements within what a person sees, composed once for all who hold the same roles (ADR 20)."""

import functools
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from brm.accounts.domain.queries import acting_ids, led_team_ids
from brm.accounts.models import User
from brm.core.prepared import Prepared, Value
from brm.parties.models.relationships import shared_ids

R = TypeVar("R")


class PreparedFor(Generic[R]):
    """As `Prepared`, for a ``build`` whose first argument is the reader.

    It is given a stand-in who holds the reader's roles, and in place of whom they are, whom they stand in for, which
    teams they lead and what was shared with them has the numbers that the statement is asked with. Scopes ask for
    nothing else of a person; what does otherwise cannot be prepared.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, R]"]) -> None:
        self._of = functools.cache(lambda roles: Prepared(functools.partial(_as_somebody, build, roles), optional=3))

    def __call__(self, reader: User, *values: Value) -> list[R]:
        if not reader.is_authenticated or not reader.is_active:
            return []
        statement: Prepared[R] = self._of(tuple(sorted(reader.roles)))
        return statement(acting_ids(reader), led_team_ids(reader), shared_ids(reader), *values)

    def first(self, reader: User, *values: Value) -> R | None:
        """The first row, or none."""
        rows = self(reader, *values)
        return rows[0] if rows else None


def _as_somebody(
    build: Callable[..., "QuerySet[Any, R]"], roles: tuple[str, ...], acting: list[int], led: list[int],
    shared: list[int], *values: Value,
) -> "QuerySet[Any, R]":  # fmt: skip
    somebody = User(pk=acting[0], roles=list(roles))
    somebody.__dict__.update(_acting_ids=acting, _led_team_ids=led, _shared_ids=shared)
    return build(somebody, *values)
