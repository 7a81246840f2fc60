"""The tests' own PostgreSQL and Valkey in var/test: started on demand, shared, stopped by the last run.

Every run holds a shared lock while it lives, so a killed run counts as gone. A database is cloned from a template that
is migrated once for each state of the migration files.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import psycopg2

from brm.ops.embedded import FORGETFUL, USER, EmbeddedError, Postgres, Valkey, make_socket_folder, socket_folder
from brm.ops.processes import ended, start, working_in

BASE = Path(__file__).resolve().parent.parent
STATE = BASE / "var" / "test"
KEPT_TEMPLATES = 3


@contextlib.contextmanager
def locked(name: str, how: int = fcntl.LOCK_EX) -> Iterator[IO[str]]:
    """Hold a file lock in var/test."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / f"{name}.lock").open("a") as file:
        fcntl.flock(file, how)
        yield file


def servers() -> tuple[Postgres, Valkey]:
    """The two servers of the tests, running or not."""
    sockets = socket_folder(STATE)
    return Postgres(STATE, sockets, FORGETFUL), Valkey(STATE, sockets, durable=False, databases=1000)


def ensure_running() -> None:
    """Start what does not answer; data that a crash left broken are made anew, they are only tests'."""
    with locked("start"):
        make_socket_folder(STATE)
        postgres, valkey = servers()
        if not valkey.answers():
            _start("valkey", valkey.command(), valkey.answers)
        if postgres.answers():
            return
        for attempt in (1, 2):
            try:
                postgres.clear()
                postgres.make()
                return _start("postgres", postgres.command(), postgres.answers, postgres)
            except EmbeddedError:
                if attempt == 2:
                    raise
                shutil.rmtree(postgres.data, ignore_errors=True)


def _start(name: str, command: list[Any], answers: Callable[[], bool], postgres: Postgres | None = None) -> None:
    with (STATE / f"{name}.log").open("wb") as log:
        process = start(command, dies_by=None, log=log, **({"account": postgres.account} if postgres else {}))
    (STATE / f"{name}.pid").write_text(str(process.pid))
    for _ in range(600):
        if answers():
            process.returncode = 0  # from here on it is nobody's child
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise EmbeddedError(f"The tests' {name} did not start: {(STATE / f'{name}.log').read_text()[-600:]}")


def stop() -> None:
    """Stop both, unless another run still uses them."""
    with locked("start"), (STATE / "users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        for name, how in (("postgres", signal.SIGINT), ("valkey", signal.SIGTERM)):
            try:
                pid = int((STATE / f"{name}.pid").read_text())
            except (OSError, ValueError):
                continue
            folder = STATE / name
            if pid in working_in(folder):
                os.kill(pid, how)
                ended(lambda pid=pid, folder=folder: pid in working_in(folder), within=15, wait=time.sleep)


@contextlib.contextmanager
def using() -> Iterator[None]:
    """Count as a user of the servers, from start to end."""
    STATE.mkdir(parents=True, exist_ok=True)
    with locked("users", fcntl.LOCK_SH):
        ensure_running()
        yield
    stop()


def execute(*statements: str) -> list[tuple[Any, ...]]:
    """Run statements in the maintenance database, outside a transaction."""
    connection = psycopg2.connect(host=str(socket_folder(STATE)), user=USER, dbname="postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def state_of_migrations() -> str:
    """One word that changes whenever a migration or a library does."""
    digest = hashlib.sha256()
    files = [*BASE.glob("*/migrations/*.py"), *BASE.glob("*/*/migrations/*.py")]
    for path in [*sorted(files), BASE / "requirements.lock", BASE / "brm" / "settings.py"]:
        digest.update(str(path.relative_to(BASE)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """The name of the migrated database that all others are cloned from."""
    return f"template_{state_of_migrations()}"


class Database:
    """One run's database, cloned from the template; ``again`` gives a fresh one in its place."""

    def __init__(self, name: str, migrate: Callable[[str], None]) -> None:
        self.name, self.migrate = name, migrate
        self.held = contextlib.ExitStack()

    def __enter__(self) -> "Database":
        self.held.enter_context(using())
        _forget_the_dead()
        state = state_of_migrations()
        self.template = template()
        self.held.enter_context(locked(self.template, fcntl.LOCK_SH))  # in use: nobody tidies it away
        with locked("building"):
            if not execute(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}'"):
                building = f"building_{state}"
                execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)', f'CREATE DATABASE "{building}"')
                self.migrate(building)
                execute(f'ALTER DATABASE "{building}" RENAME TO "{self.template}"')
        (STATE / f"{self.template}.lock").touch()
        _forget_old_templates()
        self.again()
        return self

    def again(self) -> None:
        """Drop it and clone it anew."""
        execute(
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY',
        )

    def __exit__(self, *_: object) -> None:
        execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.held.close()


def _forget_the_dead() -> None:
    """Drop databases and files of runs that were killed."""
    for (name,) in execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'"):
        number = name.split("_")[1]
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            shutil.rmtree(STATE / "files" / number, ignore_errors=True)


def _forget_old_templates() -> None:
    """Keep the newest few templates; one that is in use is left alone."""
    locks = sorted(STATE.glob("template_*.lock"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in locks[KEPT_TEMPLATES:]:
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            execute(f'DROP DATABASE IF EXISTS "{path.stem}"')
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    {"start": ensure_running, "stop": stop}[sys.argv[1]]()
