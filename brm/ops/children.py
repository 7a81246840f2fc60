"""The processes of one installation: each restarted when it dies, slower and slower while it keeps dying."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from brm.ops.processes import OURSELVES, Account, signal_group, start

FIRST_WAIT, LONGEST_WAIT, STEADY = 0.2, 10.0, 30.0
LOG_LIMIT = 20 * 1024 * 1024


@dataclass
class Child:
    """One process under the supervisor: how it is started, how it is asked to stop, where it writes.

    ``served`` says whether it has shown life since it was started, ``missed`` how often in a row it did not answer.
    ``dies_by`` is what the kernel sends it when the supervisor itself is killed: no time for long goodbyes then.
    """

    name: str
    command: Sequence[str | Path]
    log: Path
    stops_by: int = signal.SIGTERM
    insists_by: int = signal.SIGKILL
    dies_by: int | None = None
    patience: float = 2.0
    account: Account = OURSELVES
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    keep: Sequence[int] = ()
    before: Callable[[], None] | None = None
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    served: bool = False
    missed: int = 0
    failures: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start it, its words appended to its log."""
        if self.before:
            self.before()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self._log() as log:
            self.process = start(
                self.command,
                account=self.account,
                dies_by=self.dies_by or self.stops_by,
                log=log,
                env=self.env,
                cwd=self.cwd,
                keep=self.keep,
            )
        self.began, self.served, self.missed = time.monotonic(), False, 0

    def _log(self) -> "contextlib.AbstractContextManager[int]":
        try:
            return _opened(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        except OSError:  # a full disk must not keep a process from coming back
            return _opened(os.open(os.devnull, os.O_WRONLY))

    @property
    def age(self) -> float:
        """Seconds since it was last started."""
        return time.monotonic() - self.began if self.process else 0.0

    def ended(self) -> int | None:
        """The exit code, once, when it has ended; the moment of the next start is then known."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        signal_group(self.process.pid, signal.SIGKILL)
        self.failures = 0 if self.age > STEADY else self.failures + 1
        self.put_off()
        self.process = None
        return code

    def put_off(self) -> None:
        """Wait longer before the next try, up to a limit: a full disk is not helped by haste."""
        self.not_before = time.monotonic() + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self.failures, 10))

    @property
    def due(self) -> bool:
        """Whether it is down and its wait is over."""
        return self.process is None and time.monotonic() >= self.not_before

    def ask_to_stop(self) -> None:
        """Say it once, politely."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stops_by)

    def stop(self, *, until: float | None = None) -> None:
        """Ask, wait (at most ``until`` a moment of the steady clock), insist, and leave nothing of its group behind."""
        if self.process is None:
            return
        self.ask_to_stop()
        patience = self.patience if until is None else max(0.1, until - time.monotonic())
        for how, seconds in ((self.insists_by, patience), (signal.SIGKILL, 0.5)):
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    self.process.send_signal(how)
        signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def last_words(self, size: int = 500) -> str:
        """The end of its log, for a person."""
        try:
            return self.log.read_bytes()[-size:].decode(errors="replace").strip()
        except OSError:
            return ""

    def trim_log(self) -> None:
        """Keep one former log and start the present one over when it has grown too long."""
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_LIMIT:
                former = self.log.with_suffix(".1.log")
                former.unlink(missing_ok=True)
                with self.log.open("rb") as full, former.open("wb") as kept:
                    full.seek(-LOG_LIMIT // 4, os.SEEK_END)
                    kept.write(full.read())
                os.truncate(self.log, 0)


@contextlib.contextmanager
def _opened(handle: int) -> Iterator[int]:
    """A plain file descriptor, closed at the end."""
    try:
        yield handle
    finally:
        os.close(handle)
