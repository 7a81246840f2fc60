"""A whole running portal of its own for tests: embedded servers, web, workers and beat under the real supervisor."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from brm.ops import probe

BASE = Path(__file__).resolve().parent.parent
_OURS = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPYCACHEPREFIX")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class Portal:
    """``with Portal(tmp_path) as portal:`` runs until the block ends; ``said`` is what it printed."""

    def __init__(self, var: Path, *, base: Path = BASE, **settings: str) -> None:
        self.var, self.base, self.port = var, base, free_port()
        self.env = {name: os.environ[name] for name in _OURS if name in os.environ}
        self.env |= {"VAR_DIR": str(var), "PORT": str(self.port), "DEMO": "no", "TICK_SECONDS": "2"} | settings
        if self.env["PORT"].isdigit():
            self.port = int(self.env["PORT"])
        self.log = var.parent / f"{var.name}.{time.monotonic_ns()}.said"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """Everything it printed so far."""
        return self.log.read_text()

    def start(self) -> "Portal":
        """Start it, not waiting."""
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "brm.ops.serve"]
            self.process = subprocess.Popen(
                command, cwd=self.base, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __enter__(self) -> "Portal":
        self.start()
        try:
            self.until(self.ready, 180)
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process is not None and self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.kill()

    def ready(self) -> bool:
        """Whether /readyz says that everything is good."""
        return self.health()[0] == 200

    def health(self) -> tuple[int, dict[str, Any]]:
        """What /readyz says."""
        return probe.ask(self.port, timeout=5)

    def until(self, good: Callable[[], object], seconds: float) -> float:
        """Wait until it is so; answers how long that took."""
        began = time.monotonic()
        while not good():
            waited = time.monotonic() - began
            if waited > seconds or (self.process is not None and self.process.poll() is not None):
                logs = "\n".join(f"{p.name}: {p.read_text()[-800:]}" for p in sorted(self.var.glob("log/*.log")))
                raise AssertionError(f"not so after {waited:.0f} s\n{self.said}\n{json.dumps(self.health())}\n{logs}")
            time.sleep(0.1)
        return time.monotonic() - began

    def stop(self, how: int = signal.SIGINT) -> tuple[int, float]:
        """Ask it to stop; answers the exit code and how long it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(how)
        return self.process.wait(30), time.monotonic() - began

    def kill(self) -> None:
        """Kill the supervisor, by force."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def until_gone(self, seconds: float) -> None:
        """Wait until no process of it is left."""
        began = time.monotonic()
        while left := self.processes():
            assert time.monotonic() - began < seconds, left
            time.sleep(0.1)

    def processes(self) -> dict[int, str]:
        """Every living process of this portal: number and command line."""
        mark, found = f"VAR_DIR={self.var}".encode(), {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                inside = mark in (entry / "environ").read_bytes().split(b"\0") or str(self.var) in words
                inside = inside or os.readlink(entry / "cwd").startswith(f"{self.var}/")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if inside and state != "Z":
                found[int(entry.name)] = words
        return found

    def children(self, pattern: str) -> list[int]:
        """The supervisor's own children whose command line matches."""
        assert self.process is not None
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        own = {int(number) for number in path.read_text().split()}
        return sorted(pid for pid, words in self.processes().items() if pid in own and re.search(pattern, words))
