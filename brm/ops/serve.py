"""``make run``: reads the settings, takes the lock and the port, then hands over to the supervisor.

Everything that can be wrong on a strange machine ends here as one sentence, never as a traceback.
"""

import errno
import fcntl
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from django.core.exceptions import ImproperlyConfigured

from brm.core.config import raw, read
from brm.ops.embedded import EmbeddedError
from brm.ops.supervisor import CannotStartError, Portal, asked_to_stop, say

BASE = Path(__file__).resolve().parent.parent.parent


def take_lock(var: Path, address: str) -> IO[str]:
    """Only one portal on one folder of data. The kernel lets go of the lock when we die, however we die."""
    try:
        var.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (var / "lock").open("a+")
    except OSError as error:
        raise CannotStartError(f"VAR_DIR names {var}, where nothing can be written: {error.strerror}.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        other = file.read().strip() or "somewhere"
        raise CannotStartError(
            f"The portal already runs on the data in {var} ({other}): stop it first, or set VAR_DIR to another folder."
        ) from None
    file.truncate(0)
    file.write(f"{address}, process {os.getpid()}")
    file.flush()
    return file


def take_port(host: str, port: int) -> socket.socket:
    """The socket that web servers will listen on, kept open over their restarts so that no visitor is refused."""
    line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for attempt in range(10):
        try:
            line.bind((host, port))
            break
        except OSError as error:
            if error.errno == errno.EADDRINUSE and attempt < 9:
                time.sleep(0.2)
                continue
            line.close()
            raise CannotStartError(_why_no_port(host, port, error)) from None
    return line


def _why_no_port(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        with socket.socket() as spare:
            spare.bind(("127.0.0.1", 0))
            free = spare.getsockname()[1]
        return f"PORT {port} is taken by another program: stop that, or choose another, such as PORT={free} make run."
    if error.errno == errno.EACCES:
        return f"PORT {port} is reserved for the system's own programs: choose one from 1024, such as PORT=8000."
    return f"HOST {host} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0."


def enough_disk(var: Path, floor: int) -> None:
    """A database that cannot write stops; better said before."""
    facts = os.statvfs(var)
    free = facts.f_bavail * facts.f_frsize // 2**20
    if free < floor:
        raise CannotStartError(f"The disk of {var} has {free} MB free, {floor} are needed (DISK_FLOOR_MB): free some.")


def main() -> int:
    """Run until asked to stop; 0 then, 1 with a sentence otherwise."""
    began = time.monotonic()
    try:
        settings = read(BASE)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{settings.port}"  # noqa: S104 - named, not bound
        lock = take_lock(settings.var_dir, address)
        line = take_port(settings.host, settings.port)
        enough_disk(settings.var_dir, settings.disk_floor_mb)
    except (ImproperlyConfigured, CannotStartError) as sentence:
        say(f"{sentence}")
        return 1
    configured = {name: bool(raw(name)) for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL")}
    portal = Portal(BASE, settings, configured, line.fileno())
    code = 0
    try:
        with asked_to_stop(portal):
            portal.start()
            took = time.monotonic() - began
            say(f"\nBRM Portal is ready after {took:.0f} s: {address}   (Ctrl-C stops it; logs: var/log)")
            portal.watch()
    except (CannotStartError, EmbeddedError) as sentence:
        say(f"{sentence}")
        code = 1
    except OSError as error:
        say(f"The portal cannot go on: {error.strerror or error} ({error.filename or 'no file named'}).")
        code = 1
    finally:
        portal.stop()
        line.close()
        lock.close()
    say("Stopped.")
    return code


if __name__ == "__main__":
    sys.exit(main())
