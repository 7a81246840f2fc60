"""Starting processes that never outlive their supervisor, whoever kills it and however (standard library only)."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_INSIDE = 1000


class Account:
    """Who a server that refuses to run as root runs as: ourselves, ourselves under another number, or an account."""

    def __init__(self, kind: str = "self", uid: int = 0, gid: int = 0) -> None:
        self.kind, self.uid, self.gid = kind, uid, gid

    def enter(self) -> None:
        """Become it; called in the child, between fork and exec."""
        if self.kind == "namespace":
            uid, gid = os.geteuid(), os.getegid()
            if _libc.unshare(_CLONE_NEWUSER) != 0:
                raise OSError(ctypes.get_errno(), "no user namespace")
            for name, text in (
                ("uid_map", f"{_INSIDE} {uid} 1"),
                ("setgroups", "deny"),
                ("gid_map", f"{_INSIDE} {gid} 1"),
            ):
                handle = os.open(f"/proc/self/{name}", os.O_WRONLY)
                os.write(handle, text.encode())
                os.close(handle)
        elif self.kind == "account":
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


OURSELVES = Account()


def die_with_parent(how: int = signal.SIGTERM) -> None:
    """Ask the kernel to send us ``how`` when our parent dies, even by kill -9."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0)


def start(
    command: Sequence[str | Path],
    *,
    account: Account = OURSELVES,
    dies_by: int | None = signal.SIGTERM,
    log: IO[bytes] | int | None = None,
    errors: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    keep: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start a process in a session of its own; with ``dies_by`` it gets that signal when we die.

    The wish to die with the parent comes after the change of account: that change clears it.
    """
    parent = os.getpid()

    def between() -> None:
        account.enter()
        if dies_by is not None:
            die_with_parent(dies_by)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(  # noqa: S603 - the commands are ours, no shell, no words of a stranger
        [str(word) for word in command],
        preexec_fn=between,  # noqa: PLW1509 - the supervisor has one thread
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log if errors is None else errors,
        env=env,
        cwd=cwd,
        pass_fds=keep,
    )


def run(
    command: Sequence[str | Path],
    *,
    account: Account = OURSELVES,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 120,
) -> tuple[int, str]:
    """Run to the end; answers the exit code and everything it said."""
    process = start(command, account=account, log=subprocess.PIPE, env=env, cwd=cwd)
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    return process.returncode, (out + err).decode(errors="replace")


def possible(account: Account) -> bool:
    """Whether this machine lets us run something as ``account``."""
    try:
        return run(["/bin/true"], account=account)[0] == 0
    except (OSError, subprocess.SubprocessError):
        return False


def working_in(folder: Path) -> list[int]:
    """The processes whose current folder this is."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if os.readlink(entry / "cwd") == str(folder):
                    found.append(int(entry.name))
    return found


def ended(check: Callable[[], bool], *, within: float, wait: Callable[[float], None]) -> bool:
    """Wait until ``check`` says no more, at most ``within`` seconds."""
    for _ in range(int(within / 0.05)):
        if not check():
            return True
        wait(0.05)
    return not check()


def signal_group(pid: int, how: int) -> None:
    """Send a signal to a whole process group that may be gone already."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, how)
