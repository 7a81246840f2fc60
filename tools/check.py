"""``make check``: every check runs, then one summary names those that failed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-m")
MANAGE = (sys.executable, "-W", "ignore", "manage.py")
# The environment of a server on the net: what check --deploy is to look at.
SERVER = {
    "HTTPS": "yes",
    "SECRET_KEY": "only-for-the-check-of-the-settings-and-long-enough-to-pass-it",
    "ALLOWED_HOSTS": "portal.example.com",
    "SITE_URL": "https://portal.example.com",
    "DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "VAR_DIR": str(BASE / "var" / "test" / "files" / "check"),
}
CHECKS: dict[str, tuple[str, ...]] = {
    "mypy": (*PYTHON, "mypy"),
    "ruff check": (*PYTHON, "ruff", "check", "."),
    "ruff format": (*PYTHON, "ruff", "format", "--check", "."),
    "import contracts": (str(Path(sys.executable).parent / "lint-imports"), "--no-cache"),
    "missing migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "translations": (*MANAGE, "messages", "--check"),
    "deployment": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
}
_NAMES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TERM")


def run(name: str) -> tuple[str, int, str, float]:
    """One check with the environment of a server."""
    began = time.monotonic()
    env = {key: os.environ[key] for key in _NAMES if key in os.environ} | SERVER
    said = subprocess.run(CHECKS[name], cwd=BASE, env=env, capture_output=True, text=True, check=False)
    return name, said.returncode, (said.stdout + said.stderr).strip(), time.monotonic() - began


def main() -> int:
    """0 when all pass."""
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for name, code, said, seconds in pool.map(run, CHECKS):
            print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.0f} s)", flush=True)
            if code:
                failed.append(name)
                print("\n".join(f"    {line}" for line in said.splitlines()[-60:]), flush=True)
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
