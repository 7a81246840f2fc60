"""Telling a database that is away from a statement that is wrong; many tables written in one statement."""

from collections.abc import Iterable

from django.db import DatabaseError, InterfaceError, OperationalError, connection, models
from django.db.models.sql import InsertQuery


def is_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached or went away; the driver says the latter by a bare DatabaseError."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return type(error) is DatabaseError and "server closed the connection" in str(error)


def insert_together(rows: Iterable[models.Model]) -> None:
    """Insert checked new rows, of however many models, in one statement; each learns its id.

    Either all of them are in or none is. A row may point at another whose id was taken beforehand: foreign keys are
    looked at when the statement is over. In the order of their models, as they come.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    parts, values, told = [], [], []
    for number, (model, group) in enumerate(by_model.items()):
        key = model._meta.pk
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.generated and (field is not key or group[0].pk is not None)
        ]
        query = InsertQuery(model)
        query.insert_values(fields, group)
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [key]
        ((sql, said),) = compiler.as_sql()
        parts.append(f"made_{number} AS ({sql})")
        values.extend(said)
        told.append(f"TABLE made_{number}")
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {' UNION ALL '.join(told)}", values)
        ids = [pk for (pk,) in cursor.fetchall()]
    for row, pk in zip((row for group in by_model.values() for row in group), ids, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias
