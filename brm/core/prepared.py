"""Statements that are composed once: the ORM takes longer to find the words than the database to answer (ADR 20)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

R = TypeVar("R")
T = TypeVar("T")
Value = int | str | date | datetime
MOST = 200
"""How many shapes of one statement are kept: nobody's hundred shares fill the memory."""
_INT, _DAY = 2_000_000_000, date(8000, 1, 1)


class Prepared(Generic[R]):
    """A query whose words are kept; from call to call only its values change.

    ``build`` makes the query set from its values and looks at nothing else: not at the person, not at the language.
    It is called once for each shape of them (how long each list is). Every value must reach the statement unchanged;
    one that does not is an error at the first call, not a wrong answer later. What comes back is a list: to narrow it
    further means other words. Values that only some statements need (a person's teams, which an executive's scope does
    not ask for) come first: the first ``optional`` ones may stay out.

        _THREAD = Prepared(lambda complaint: ComplaintMessage.objects.filter(complaint=complaint).order_by("at"))
        messages = _THREAD(complaint.pk)
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, R]"], *, optional: int = 0) -> None:
        self._build, self._optional = build, optional
        self._kept: dict[tuple[Any, ...], _Words[R]] = {}

    def __call__(self, *values: Value | Sequence[int] | Sequence[str]) -> list[R]:
        shape = tuple(_shape(value) for value in values)
        words = self._kept.get(shape)
        if words is None:
            words = _Words(self._build, values, self._optional)
            if len(self._kept) < MOST:
                self._kept[shape] = words
        told = _flat(values)
        return words.read(told) if all(_can_be_kept(value) for value in told) else []

    def first(self, *values: Value | Sequence[int] | Sequence[str]) -> R | None:
        """The first row, or none."""
        rows = self(*values)
        return rows[0] if rows else None


class _Words(Generic[R]):
    """The words for values of one shape, and where in them each value goes."""

    def __init__(self, build: Callable[..., "QuerySet[Any, R]"], values: Sequence[Any], optional: int) -> None:
        tokens = _tokens(values)
        self.rows = build(*tokens)
        self.compiler: SQLCompiler = self.rows.query.get_compiler(using=self.rows.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        places = {_key(token): number for number, token in enumerate(_flat(tokens))}
        self.params = [(places.get(_key(param), -1), param) for param in params]
        needed = range(len(_flat(tokens[:optional])), len(places))
        lost = set(needed) - {place for place, _param in self.params}
        if self.sql and lost:
            raise ValueError(f"values {sorted(lost)} do not reach the statement unchanged: {self.sql}")

    def read(self, values: Sequence[Any]) -> list[R]:
        """The rows for these values."""
        if not self.sql:
            return []
        params = tuple(values[place] if place >= 0 else param for place, param in self.params)
        words = (self.sql, params)
        compiler = _like(self.compiler, connection=connections[self.rows.db], as_sql=lambda *_a, **_k: words)
        query = _like(self.rows.query, get_compiler=lambda *_a, **_k: compiler)
        return list(_like(self.rows, _query=query, _result_cache=None))


def _like(thing: T, **changes: Any) -> T:
    """A shallow copy with changes: ``copy.copy`` would read the rows of a query set."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__, **changes)
    return made


def _can_be_kept(value: Value) -> bool:
    """Whether a column could hold this at all: a number beyond that is nobody's."""
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _shape(value: Any) -> type | tuple[type, ...]:
    """What the words depend on: the kind of a single value, the length and kind of a list."""
    return type(value) if _is_single(value) else tuple(map(type, value))


def _is_single(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | str | date | list | tuple):
        raise TypeError(f"numbers, texts, days, moments, and lists of them: not {value!r}")
    return not isinstance(value, list | tuple)


def _flat(values: Sequence[Any]) -> list[Any]:
    return list(chain.from_iterable([value] if _is_single(value) else value for value in values))


def _tokens(values: Sequence[Any]) -> list[Any]:
    """Values nobody else has, one for each place."""
    number = count()
    return [
        _token(value, next(number)) if _is_single(value) else [_token(each, next(number)) for each in value]
        for value in values
    ]


def _token(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return datetime(8000, 1, 1, tzinfo=value.tzinfo) + timedelta(days=number)
    if isinstance(value, date):
        return _DAY + timedelta(days=number)
    return f"value {number} of a prepared statement" if isinstance(value, str) else _INT + number


def _key(value: Any) -> Any:
    """What a value is recognised by among the parameters, where there are unhashable ones too."""
    return (type(value), repr(value))
