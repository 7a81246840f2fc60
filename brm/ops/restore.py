"""``make restore FILE=...``: put a backup back, proven whole before and after; what was there is kept aside.

Everything is checked before anything is touched; the former database and documents only give way when the restored
ones have shown the same numbers as on the day of the backup.
"""

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
from django.core.exceptions import ImproperlyConfigured
from psycopg2 import sql

from brm.core.config import read
from brm.ops import contents
from brm.ops.processes import run
from brm.ops.standing import BASE, OpsError, Standing, database

ASIDE = "before_restore"


def unpack(file: Path, room: Path) -> dict[str, Any]:
    """Take it apart and compare every checksum; answers its manifest."""
    try:
        with tarfile.open(file, "r:") as archive:
            archive.extractall(room, filter="data")
        manifest: dict[str, Any] = json.loads((room / "manifest.json").read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise OpsError(f"FILE {file} is not a backup of the portal, or it is damaged ({error}).") from None
    for name, digest in manifest["files"].items():
        if not (room / name).is_file() or contents.digest(room / name) != digest:
            raise OpsError(f"FILE {file} is damaged: {name} is not what was saved. Nothing was changed.")
    return manifest


def refuse_newer(manifest: dict[str, Any]) -> None:
    """A schema from the future cannot be understood."""
    if manifest["format"] > 1 or (unknown := contents.unknown_migrations(manifest["migrations"], BASE)):
        what = f" ({', '.join(unknown[:3])})" if manifest["format"] <= 1 else ""
        raise OpsError(f"The backup was made by a newer version of the portal{what}: update the portal first.")


def put_back(standing: Standing, dump: Path, manifest: dict[str, Any]) -> None:
    """Restore beside the present database, compare, then change places."""
    fresh, aside = f"{standing.name}_restored", f"{standing.name}_{ASIDE}"
    _refuse_company(standing)
    _execute(standing, "DROP DATABASE IF EXISTS {}", fresh)
    _execute(standing, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", fresh)
    words = ["--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2", f"--dbname={fresh}", str(dump)]
    code, said = run([standing.programs / "pg_restore", *words], env=standing.env(fresh), timeout=12 * 3600)
    if code:
        raise OpsError(f"The database could not be restored, the present one is untouched: {said.strip()[-500:]}")
    connection = standing.connect(fresh)
    try:
        found = contents.tables(connection)
    finally:
        connection.close()
    wrong = [name for name in {*found, *manifest["tables"]} if found.get(name) != manifest["tables"].get(name)]
    if wrong:
        raise OpsError(f"The restored rows are not the saved ones in {', '.join(sorted(wrong))}; nothing was changed.")
    _execute(standing, "DROP DATABASE IF EXISTS {}", aside)
    _execute(standing, "ALTER DATABASE {} RENAME TO {}", standing.name, aside)
    _execute(standing, "ALTER DATABASE {} RENAME TO {}", fresh, standing.name)


def _refuse_company(standing: Standing) -> None:
    connection = standing.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            others = cursor.fetchone()[0]
    finally:
        connection.close()
    if others:
        raise OpsError(f"{others} others are connected to the database: stop web, worker and beat first.")


def _execute(standing: Standing, statement: str, *names: str) -> None:
    connection = standing.connect("postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
    except psycopg2.errors.InsufficientPrivilege:
        raise OpsError(
            "The database user may not create databases: restore needs that right (ALTER USER ... CREATEDB)."
        ) from None
    except psycopg2.Error as error:
        raise OpsError(f"The database refused: {' '.join(str(error).split())}") from None
    finally:
        connection.close()


def put_documents_back(var: Path, room: Path) -> None:
    """The saved documents take their place, the former ones step aside."""
    aside = var / f"documents.{ASIDE}"
    shutil.rmtree(aside, ignore_errors=True)
    if (var / "documents").exists():
        (var / "documents").rename(aside)
    (room / "documents").mkdir(exist_ok=True)
    (room / "documents").rename(var / "documents")
    if (room / "secret_key").exists():
        (room / "secret_key").replace(var / "secret_key")


def bring_up_to_date(standing: Standing) -> None:
    """An older schema is brought to the present one."""
    env = standing.env() | {"DATABASE_URL": standing.url}
    forward = [sys.executable, "manage.py", "prepare", "--schema-only"]
    if subprocess.run(forward, cwd=BASE, env=env, check=False).returncode:  # noqa: S603 - fixed words
        raise OpsError("The data are back, but their schema could not be brought up to date: see above.")


def restore(var: Path, file: Path, *, finish: Callable[[Standing], None] = bring_up_to_date) -> dict[str, Any]:
    """All of it; answers the manifest."""
    room = var / "restoring"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True, mode=0o700)
    try:
        manifest = unpack(file, room)
        refuse_newer(manifest)
        with database(var, exclusive=True) as standing:
            put_back(standing, room / "database.dump", manifest)
            put_documents_back(var, room)
            for stamp in (var / "run" / "prepared.json", var / "welcome.txt"):
                stamp.unlink(missing_ok=True)
            finish(standing)
        return manifest
    finally:
        shutil.rmtree(room, ignore_errors=True)


def main(words: list[str]) -> int:
    """Restore the named file and say what came back."""
    if not words or not words[0]:
        print("Say which backup: make restore FILE=var/backups/portal-....tar")
        return 1
    file = Path(words[0])
    if not file.is_file():
        print(f"FILE {file} does not exist.")
        return 1
    try:
        manifest = restore(read(BASE).var_dir, file)
    except (OpsError, ImproperlyConfigured) as sentence:
        print(sentence)
        return 1
    except OSError as error:
        print(f"The backup could not be put back: {error.strerror} ({error.filename}).")
        return 1
    rows = sum(count for count, _ in manifest["tables"].values())
    documents = sum(name.startswith("documents/") for name in manifest["files"])
    print(f"Restored: {rows:,} rows in {len(manifest['tables'])} tables and {documents:,} documents, all as saved.")
    print(f"What was there before is kept: database ..._{ASIDE} and var/documents.{ASIDE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
