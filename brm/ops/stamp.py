"""Says in a few words what a database was prepared for, so that the next start can skip what is done."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

PACKAGES = ("brm", "customers", "suppliers", "thirdparty", "surveys")


def migration_files(base: Path) -> list[Path]:
    """Every migration of ours, in order."""
    return sorted(path for package in PACKAGES for path in (base / package).rglob("migrations/*.py"))


def digest(base: Path, files: Iterable[Path]) -> str:
    """One word that changes whenever one of the files does."""
    seen = hashlib.sha256()
    for path in files:
        seen.update(str(path.relative_to(base)).encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def prepared_for(base: Path, var: Path) -> dict[str, str]:
    """Which schema, which words, and which data folder: a new folder is never taken for the old one."""
    made = var / "postgres" / "PG_VERSION"
    facts = made.stat() if made.exists() else None
    return {
        "schema": digest(base, [*migration_files(base), base / "requirements.lock"]),
        "words": digest(base, sorted((base / "brm" / "locale").rglob("*.po"))),
        "data": f"{facts.st_ino}-{facts.st_mtime_ns}" if facts else "",
    }
