"""``make backup``: database, documents and key in one file, with the numbers that prove it whole.

The dump and the counts are taken from one snapshot, so it may run while people work.
"""

import contextlib
import io
import json
import os
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from brm.core.config import read
from brm.ops import contents
from brm.ops.processes import run
from brm.ops.standing import BASE, OpsError, Standing, database

FORMAT = 1
_MOMENT = "%Y-%m-%dT%H%M%SZ"


def dump(standing: Standing, target: Path) -> dict[str, Any]:
    """Write the dump; answers what it holds, from the same snapshot."""
    connection = standing.connect()
    try:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            snapshot, server = cursor.fetchone()
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
        code, said = run([standing.programs / "pg_dump", *words], env=standing.env(), timeout=6 * 3600)
        if code:
            raise OpsError(f"The database could not be dumped: {said.strip()[-500:]}")
        return {
            "server": server,
            "tables": contents.tables(connection),
            "migrations": contents.migrations(connection),
        }
    finally:
        connection.close()


def make_backup(var: Path, target: Path) -> dict[str, Any]:
    """Write the whole backup to ``target``; a half-written one never gets that name."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent) as room, database(var) as standing:
        manifest: dict[str, Any] = {"format": FORMAT, "made_at": time.strftime(_MOMENT, time.gmtime())}
        manifest |= dump(standing, Path(room) / "database.dump")
        files: dict[str, str] = {}
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as raw_file, tarfile.open(fileobj=raw_file, mode="w") as archive:
            for path, name in _members(var, Path(room)):
                with contextlib.suppress(FileNotFoundError):  # taken away while we were at work
                    files[name] = contents.digest(path)
                    archive.add(path, name, recursive=False)
            manifest["files"] = files
            _add_text(archive, "manifest.json", json.dumps(manifest, indent=1))
        with part.open("rb") as written:
            os.fsync(written.fileno())
    part.rename(target)
    return manifest


def _members(var: Path, room: Path) -> list[tuple[Path, str]]:
    documents = sorted(path for path in (var / "documents").rglob("*") if path.is_file())
    found = [(room / "database.dump", "database.dump")]
    if (var / "secret_key").exists():
        found.append((var / "secret_key", "secret_key"))
    return found + [(path, str(path.relative_to(var))) for path in documents]


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(text.encode()), 0o600
    archive.addfile(member, io.BytesIO(text.encode()))


def main() -> int:
    """Make one in var/backups and say what is in it."""
    try:
        var = read(BASE).var_dir
        target = var / "backups" / f"portal-{time.strftime(_MOMENT, time.gmtime())}.tar"
        manifest = make_backup(var, target)
    except (OpsError, ImproperlyConfigured) as sentence:
        print(sentence)
        return 1
    except OSError as error:
        print(f"The backup could not be written: {error.strerror} ({error.filename}).")
        return 1
    rows = sum(count for count, _ in manifest["tables"].values())
    documents = sum(name.startswith("documents/") for name in manifest["files"])
    size = target.stat().st_size / 2**20
    print(f"{target}: {rows:,} rows in {len(manifest['tables'])} tables, {documents:,} documents, {size:.1f} MB.")
    print("It holds everything, passwords' hashes and the signing key too: keep it somewhere safe, and elsewhere.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
