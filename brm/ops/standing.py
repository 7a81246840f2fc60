"""A database to work on while the portal stands or runs: the configured one, or the embedded one."""

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import parse_dsn

from brm.core.config import raw
from brm.ops.embedded import EmbeddedError, Postgres, make_socket_folder, socket_folder
from brm.ops.processes import start

BASE = Path(__file__).resolve().parent.parent.parent


class OpsError(Exception):
    """One sentence for the administrator: what is in the way and what to do."""


@dataclass(frozen=True)
class Standing:
    """An address, the folder of PostgreSQL's programs, and whether the portal is down for the time."""

    url: str
    programs: Path
    exclusive: bool

    def connect(self, database: str = "") -> Any:
        """A connection of its own, in UTC and plain formats, so that texts of rows can be compared."""
        wanted = {"dbname": database} if database else {}
        plain = "-c timezone=UTC -c datestyle=ISO -c extra_float_digits=3"
        try:
            return psycopg2.connect(self.url, connect_timeout=5, options=plain, **wanted)
        except psycopg2.OperationalError as error:
            raise OpsError(f"The database does not answer: {' '.join(str(error).split())}") from None

    @property
    def name(self) -> str:
        """The name of the portal's database."""
        return str(parse_dsn(self.url)["dbname"])

    def env(self, database: str = "") -> dict[str, str]:
        """What PostgreSQL's own programs need to find it; passwords never stand on a command line."""
        said = {f"PG{name.upper()}": value for name, value in parse_dsn(self.url).items() if name != "dbname"}
        return dict(os.environ) | said | {"PGDATABASE": database or self.name, "PGCONNECT_TIMEOUT": "5"}


@contextlib.contextmanager
def lock(var: Path) -> Iterator[bool]:
    """Hold the portal's own lock; False when a running portal has it."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (var / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


@contextlib.contextmanager
def database(var: Path, *, exclusive: bool = False) -> Iterator[Standing]:
    """The portal's database. With ``exclusive`` a running portal is refused."""
    try:
        postgres = Postgres(var, socket_folder(var))
    except EmbeddedError as missing:
        raise OpsError(str(missing)) from None
    with lock(var) as alone:
        if exclusive and not alone:
            raise OpsError("The portal is running: stop it first (Ctrl-C in its terminal), then try again.")
        if url := raw("DATABASE_URL"):
            yield Standing(url, postgres.binaries, alone)
        elif not alone:
            yield Standing(postgres.url(), postgres.binaries, exclusive=False)
        else:
            with _started(postgres):
                yield Standing(postgres.url(), postgres.binaries, exclusive=True)


@contextlib.contextmanager
def _started(postgres: Postgres) -> Iterator[None]:
    make_socket_folder(postgres.data.parent)
    try:
        postgres.clear()
        postgres.make()
        process = start(postgres.command(), account=postgres.account, dies_by=signal.SIGINT, log=_quiet(postgres))
        for _ in range(1200):
            if postgres.answers():
                break
            if process.poll() is not None:
                raise OpsError("The embedded database does not start: see var/log/postgres.log.")
            time.sleep(0.05)
        postgres.ensure_database()
    except EmbeddedError as trouble:
        raise OpsError(str(trouble)) from None
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _quiet(postgres: Postgres) -> int:
    folder = postgres.data.parent / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / "postgres.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
