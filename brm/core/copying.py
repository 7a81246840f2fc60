"""Mass work as the database likes it: numbers drawn beforehand, rows by COPY, patches in one statement (ruling 7)."""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

Row = Mapping[str, Any]
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": None})


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Draw ``count`` fresh primary keys, so that rows which point at one another can be written at once."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_in(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Write rows by COPY. A row maps attribute names (``owner_id``) to values; what it leaves out has its default."""
    given: set[str] = set()
    rows = list(rows)
    for row in rows:
        given.update(row)
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and (not field.primary_key or field.attname in given)
    ]
    defaults = [_written(field.get_default(), field) for field in fields]
    writers = [_writer(field) for field in fields]
    place = {field.attname: number for number, field in enumerate(fields)}
    out = io.StringIO()
    for row in rows:
        line = defaults.copy()
        for name, value in row.items():
            number = place[name]
            line[number] = writers[number](value)
        out.write("\t".join(line))
        out.write("\n")
    out.seek(0)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', out)
    return len(rows)


def analyse(*models_: type[models.Model]) -> None:
    """Tell the planner of rows just written, in the middle of a long load: it would still believe the tables empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f'"{model._meta.db_table}"' for model in models_))


def patch(
    model: type[models.Model], patches: Sequence[tuple[int, Mapping[str, Any]]], *, at: datetime | None = None
) -> int:
    """Set some columns of some rows, other ones in each row: (id, {attribute name: value}), in one statement.

    With ``at`` the rows are versioned ones: changed at that moment, their version counted up.
    """
    if not patches:
        return 0
    by_attname = {field.attname: field for field in model._meta.concrete_fields}
    names = sorted({name for _, values in patches for name in values})
    if not names:
        return 0
    columns = [by_attname[name].column for name in names]
    table, key = model._meta.db_table, model._meta.pk.column
    sets = ", ".join(f'"{column}" = p."{column}"' for column in columns)
    if at is not None:
        sets += ", version = t.version + 1, updated_at = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE "{table}" t SET {sets}
                FROM unnest(%s::bigint[], %s::text[]) AS v(id, patch)
                JOIN "{table}" now ON now."{key}" = v.id,
                LATERAL jsonb_populate_record(now, v.patch::jsonb) p
                WHERE t."{key}" = v.id""",  # noqa: S608 - names of our own columns; values are parameters
            [
                *([] if at is None else [at]),
                [pk for pk, _ in patches],
                [
                    json.dumps({by_attname[name].column: _plain(value) for name, value in values.items()})
                    for _, values in patches
                ],
            ],
        )
        return int(cursor.rowcount)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _writer(field: "models.Field[Any, Any]") -> Callable[[Any], str]:
    if isinstance(field, models.JSONField):
        return _json
    return _text


def _json(value: Any) -> str:
    if value is None:
        return "\\N"
    if not value and isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _written(value: Any, field: "models.Field[Any, Any]") -> str:
    return _writer(field)(value)


def _text(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
    if kind is int:
        return str(value)
    if value is None:
        return "\\N"
    if kind is bool:
        return "t" if value else "f"
    if isinstance(value, date | datetime):
        return _moment(value)
    return str(value).translate(_ESCAPES)


@lru_cache(maxsize=256)
def _moment(value: date | datetime) -> str:
    return value.isoformat()
