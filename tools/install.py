"""Installs the pinned dependencies into .venv; does nothing when they are there (standard library only)."""

import fcntl
import hashlib
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(;[^\\]*)?", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    """What the lock file asks for on this machine, as far as it is said plainly."""
    plain = {"", f"; sys_platform == '{sys.platform}'"}
    return {name: pinned for name, pinned, condition in _PIN.findall(lock.read_text()) if condition.strip() in plain}


def there(name: str, pinned: str) -> bool:
    """Whether exactly this is installed."""
    try:
        return version(name) == pinned
    except PackageNotFoundError:
        return False


def main(kind: str) -> int:
    """Install for running, or for testing too."""
    lock = BASE / LOCKS[kind]
    stamp = Path(sys.prefix) / f".installed-{kind}"
    state = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version}"
    with (Path(sys.prefix) / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == state:
            return 0
        if not all(there(name, pinned) for name, pinned in pins(lock).items()):
            print(f"Installing the dependencies pinned in {lock.name} (a minute or two, once)...", flush=True)
            if find_spec("pip") is None:
                subprocess.run([sys.executable, "-m", "ensurepip", "--default-pip"], capture_output=True, check=False)
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
            said = subprocess.run(
                [*pip, "--require-hashes", "-r", str(lock)], capture_output=True, text=True, check=False
            )
            if said.returncode:
                print("\n".join((said.stdout + said.stderr).strip().splitlines()[-8:]), file=sys.stderr)
                print(
                    "The dependencies could not be installed: the reason is above. With the network back, try again.",
                    file=sys.stderr,
                )
                return 1
        stamp.write_text(state)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
