"""Paging by where one is, not by how far one has come: as fast on the last page as on the first.

Rows are ordered by one sort key and the primary key, both in one direction, so that one index serves both ways and a
row comparison ``(key, id) > (x, y)`` starts exactly where the reader stands. Unknown values (NULL) come last in either
direction: they are a second stretch, read only where the first one ends.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value

CAP = 1000
CHUNK = 2000


class RowComparison(Func):
    """``(a, b) > (x, y)``: one index condition, where and-or of single comparisons would walk all that came before."""

    output_field = models.BooleanField()

    def __init__(self, *expressions: Any, operator: str = ">", **extra: Any) -> None:
        super().__init__(*expressions, **extra)
        self.operator = operator

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]  # it has no templates to choose from
        parts, params = [], []
        for expression in self.get_source_expressions():
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params.extend(values)
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.operator} ({', '.join(parts[half:])})", tuple(params)


@dataclass(frozen=True)
class Sort:
    """An order: its name in the address, the fields behind it, which way, and whether the first may be unknown."""

    name: str
    fields: tuple[str, ...]
    descending: bool = False
    nullable: bool = False

    @property
    def token(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The sort fields and the primary key that makes the order one without ties."""
        return self.fields if self.fields and self.fields[-1] in {"pk", "id"} else (*self.fields, "pk")


@dataclass
class Slice:
    """One page of rows and the ways onward."""

    rows: list[Any]
    next: str = ""
    previous: str = ""
    count: int = 0
    capped: bool = False


def may_be_null(model: type[models.Model], path: str) -> bool:
    """Whether a field reached by ``path`` can be unknown. An annotation is taken as known: say otherwise yourself."""
    nullable = False
    for part in path.split("__"):
        try:
            found = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return nullable
        nullable = nullable or bool(getattr(found, "null", False))
        related = getattr(found, "related_model", None)
        if related is None or isinstance(related, str):
            return nullable
        model = related
    return nullable


class WholePlace(DjangoJSONEncoder):
    """Moments to the last digit: a place cut to milliseconds would skip the rows that share one."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def pack(sort: Sort, values: Sequence[Any]) -> str:
    """A place in a list as text for an address."""
    text = json.dumps([sort.token, *values], cls=WholePlace, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(text: str, sort: Sort, queryset: QuerySet[Any]) -> list[Any] | None:
    """The values behind a place, or None if it is not one of this order."""
    try:
        token, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if token != sort.token or len(values) != len(sort.keys):
            return None
        return [
            None if value is None else _field_of(queryset, key).to_python(value)
            for key, value in zip(sort.keys, values, strict=True)
        ]
    except (ValueError, TypeError, RecursionError, ValidationError, binascii.Error, UnicodeDecodeError):
        return None


def _field_of(queryset: QuerySet[Any], key: str) -> "models.Field[Any, Any]":
    return F(key).resolve_expression(queryset.query).output_field


class Keyset:
    """A queryset read in one order, page by page.

    ``total`` is how many rows there are, where somebody knows; else a page counts them, up to the cap.
    """

    def __init__(self, queryset: QuerySet[Any], sort: Sort, per_page: int = 50, total: int | None = None) -> None:
        far = {f"sort_{index}": F(key) for index, key in enumerate(sort.keys) if "__" in key}
        self.queryset = queryset.annotate(**far) if far else queryset
        self.sort = sort
        self.per_page = per_page
        self.total = total

    def page(self, after: str = "", before: str = "") -> Slice:
        """The page after or before a place; the first page where the place is not known or nothing is left there."""
        found, count = self._page(after, before), self.total
        if count is None:
            whole = not found.next and not found.previous
            count = len(found.rows) if whole else self.queryset.order_by().values("pk")[: CAP + 1].count()
        found.count, found.capped = min(count, CAP), count > CAP
        return found

    def _page(self, after: str, before: str) -> Slice:
        place = after or before
        at = unpack(place, self.sort, self.queryset) if place else None
        if at is not None and before:
            rows = self._take(self.per_page + 1, at, backward=True)
            if len(rows) > self.per_page:
                return self._slice(rows[: self.per_page][::-1], onward=True, backward=True)
        elif at is not None:
            rows = self._take(self.per_page + 1, at)
            if rows:
                return self._slice(rows[: self.per_page], onward=len(rows) > self.per_page, backward=True)
        rows = self._take(self.per_page + 1)
        return self._slice(rows[: self.per_page], onward=len(rows) > self.per_page, backward=False)

    def all(self) -> Iterator[list[Any]]:
        """Everything, in chunks, without holding more than one of them (for exports)."""
        at: list[Any] | None = None
        while rows := self._take(CHUNK, at):
            yield rows
            if len(rows) < CHUNK:
                return
            at = self._values(rows[-1])

    def _slice(self, rows: list[Any], *, onward: bool, backward: bool) -> Slice:
        page = Slice(rows)
        if rows and onward:
            page.next = pack(self.sort, self._values(rows[-1]))
        if rows and backward:
            page.previous = pack(self.sort, self._values(rows[0]))
        return page

    def _values(self, row: Any) -> list[Any]:
        return [getattr(row, f"sort_{index}" if "__" in key else key) for index, key in enumerate(self.sort.keys)]

    def _take(self, limit: int, at: list[Any] | None = None, *, backward: bool = False) -> list[Any]:
        if not self.sort.nullable:
            return self._stretch(self.queryset, self.sort.keys, at, limit, backward)
        first = self.sort.fields[0]
        known, unknown = self.queryset.filter(**{f"{first}__isnull": False}), self.queryset.filter(**{first: None})
        keys = self.sort.keys
        in_unknown = at is not None and at[0] is None
        stretches = [
            (known, keys, None if in_unknown else at),
            (unknown, keys[1:], at[1:] if in_unknown and at else None),
        ]
        if backward:
            stretches.reverse()
        if at is not None and in_unknown != backward:
            stretches = stretches[1:]
        rows: list[Any] = []
        for queryset, fields, place in stretches:
            if len(rows) < limit:
                rows += self._stretch(queryset, fields, place, limit - len(rows), backward)
        return rows

    def _stretch(
        self, queryset: QuerySet[Any], keys: tuple[str, ...], at: list[Any] | None, limit: int, backward: bool
    ) -> list[Any]:
        falling = self.sort.descending != backward
        if at is not None:
            places = [Value(value, output_field=_field_of(queryset, key)) for key, value in zip(keys, at, strict=True)]
            queryset = queryset.filter(Q(RowComparison(*map(F, keys), *places, operator="<" if falling else ">")))
        order = [F(key).desc() if falling else F(key).asc() for key in keys]
        return list(queryset.order_by(*order)[:limit])
