"""Reading less: of what a row points to, only what the page shows. Wide joins cost more to compose than to read."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
PERSON = ("name", "email", "erased_at")
"""What a person's name needs."""
ORGANISATION = ("name", "short_name")


def whole(model: type[models.Model]) -> list[str]:
    """Every field of a relation, where a page needs all of it."""
    return [field.name for field in model._meta.concrete_fields]


def narrowed(
    rows: "models.QuerySet[M]", own: Iterable[str] | None = None, **related: Iterable[str]
) -> "models.QuerySet[M]":
    """The ``own`` fields of the rows (all, where none are named), of each relation (``owner=PERSON``) the named only.

    The relations are joined. A field left out is fetched when it is asked for, one row at a time: name all that is
    shown, the tests with three rows find what was forgotten.
    """
    wanted = [f"{path}__{name}" for path, names in related.items() for name in names]
    return rows.select_related(None).select_related(*related).only(*(own or whole(rows.model)), *wanted)
