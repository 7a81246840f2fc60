"""``make test``: a browser, every check, then the suite; its closing line comes last."""

import os
import subprocess
import sys
from pathlib import Path

import browser
import check

BASE = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """0 when everything passed."""
    if missing := browser.ensure():
        print(missing, file=sys.stderr)
        return 1
    if check.main():
        return 1
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PORTAL_"))}
    # every process that a test starts reads the compiled code of the one before it
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(BASE / "var" / "test" / "compiled")
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=BASE, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["-q", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]))
