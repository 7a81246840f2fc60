"""The benchmark's own database, broker and web servers, in var/bench."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from brm.ops.embedded import Postgres, Valkey, make_socket_folder, socket_folder
from brm.ops.processes import start

BASE = Path(__file__).resolve().parent.parent
STATE = BASE / "var" / "bench"


@contextlib.contextmanager
def database_and_broker() -> Iterator[tuple[Postgres, Valkey]]:
    """Both, durable as in production, until the end of the run."""
    STATE.mkdir(parents=True, exist_ok=True)
    sockets = socket_folder(STATE)
    make_socket_folder(STATE)
    postgres, valkey = Postgres(STATE, sockets), Valkey(STATE, sockets)
    postgres.clear()
    postgres.make()
    with (STATE / "servers.log").open("wb") as log:
        tuned = ["-c", "shared_buffers=1GB", "-c", "max_wal_size=4GB", "-c", "work_mem=32MB"]
        children = [
            start([*postgres.command(), *tuned], log=log, account=postgres.account),
            start(valkey.command(), log=log),
        ]
        try:
            _until(postgres.answers)
            _until(valkey.answers)
            yield postgres, valkey
        finally:
            for child, how in zip(children, (signal.SIGINT, signal.SIGTERM), strict=True):
                child.send_signal(how)
                child.wait(60)


def _until(answers: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > end:
            raise TimeoutError("a server of the benchmark did not answer")
        time.sleep(0.1)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def web(application: str, environment: dict[str, str], path: str) -> Iterator[tuple[int, int]]:
    """Two synchronous workers of an application; answers the port and the master's process id."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", "-w", "2", "-k", "sync"]
    command += ["--preload", "--no-control-socket", "--log-level", "warning", "--timeout", "120"]
    with (STATE / "web.log").open("ab") as log:
        child = subprocess.Popen(command, cwd=BASE, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            _until(lambda: child.poll() is not None or _answers(port, path))
            if child.poll() is not None:
                raise RuntimeError(f"{application} did not start; see {STATE / 'web.log'}")
            yield port, child.pid
        finally:
            child.terminate()
            child.wait(30)


def _answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def resident_mb(master: int) -> float:
    """The largest worker of a server, in megabytes."""
    children = subprocess.run(["ps", "-o", "rss=", "--ppid", str(master)], capture_output=True, text=True, check=True)
    return max((int(line) for line in children.stdout.split()), default=0) / 1024
