"""Rows by INSERT ... SELECT: a world of millions of rows in minutes."""

from collections.abc import Mapping

from django.db import connection, models


def fill(model: type[models.Model], source: str, columns: Mapping[str, str]) -> int:
    """INSERT ... SELECT into ``model`` from ``source`` (alias g); what is not given takes the field's own default."""
    names, expressions, params = [], [], []
    for field in model._meta.concrete_fields:
        if getattr(field, "generated", False):
            continue
        if field.column in columns:
            names.append(field.column)
            expressions.append(columns[field.column])
        elif isinstance(field, models.AutoField | models.BigAutoField):
            continue
        else:
            names.append(field.column)
            expressions.append("%s")
            params.append(field.get_db_prep_save(field.get_default(), connection))
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({listed}) SELECT {", ".join(expressions)} FROM {source}', params
        )
        return cursor.rowcount


def pick(values: tuple[str, ...], step: str) -> str:
    """One of some words in turn, reckoned by ``step``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{listed}])[1 + ({step}) %% {len(values)}]"
