"""What is in a database and in a folder, in numbers that can be compared after a restore."""

import ast
import hashlib
from pathlib import Path
from typing import Any

from psycopg2 import sql

_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = 'public' ORDER BY 1
"""
_SUM = "SELECT count(*), coalesce(sum(hashtextextended(row::text, 0)), 0)::text FROM {table} AS row"


def tables(connection: Any) -> dict[str, list[Any]]:
    """Rows and a checksum of every table; the checksum does not depend on their order."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(sql.SQL(_SUM).format(table=sql.Identifier(name)))
            found[name] = list(cursor.fetchone())
        return found


def migrations(connection: Any) -> list[list[str]]:
    """The migrations that made this schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations')")
        if cursor.fetchone()[0] is None:
            return []
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [list(row) for row in cursor.fetchall()]


def digest(path: Path) -> str:
    """The checksum of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unknown_migrations(applied: list[list[str]], base: Path) -> list[str]:
    """Migrations of our own apps that this version of the portal neither has nor took the place of."""
    known: set[tuple[str, str]] = set()
    for path in (*base.glob("*/migrations/[0-9]*.py"), *base.glob("*/*/migrations/[0-9]*.py")):
        known |= {(path.parent.parent.name, path.stem), *_folded_into(path)}
    ours = {app for app, _ in known}
    return [f"{app}.{name}" for app, name in applied if app in ours and (app, name) not in known]


def _folded_into(path: Path) -> set[tuple[str, str]]:
    """What a migration took the place of, read from its text: nothing here may need Django."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "replaces" for name in node.targets):
            return set(ast.literal_eval(node.value))
    return set()
