"""``make proof``: every test that has full counts, with them; the figures go to docs/proof."""

import os
import platform
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.portal import BASE
from tests.proof.report import write_report
from tests.proof_figures import record


class OnlyProofs:
    """Leaves the tests that ask how much to do, and those that are too long for every day."""

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if self._is_proof(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen

    def _is_proof(self, item: pytest.Item) -> bool:
        module: Any = getattr(item, "module", None)
        asks = hasattr(module, "proof_figures") or hasattr(module, "record")
        return asks or any(item.get_closest_marker(name) for name in ("proof", "lengthy"))


def machine() -> str:
    """What it ran on, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"


def commit() -> str:
    """Of which state, where that is known."""
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=BASE, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()


def main(words: list[str]) -> int:
    """0 when everything is proven; the report is written in either case."""
    os.environ["PROOF"] = "1"
    for name in [name for name in os.environ if name.startswith(("DJANGO_", "PORTAL_"))]:
        del os.environ[name]
    os.chdir(BASE)
    began = time.monotonic()
    code = int(pytest.main(["-q", "-m", "", "--durations=15", *words], plugins=[OnlyProofs()]))
    minutes = round((time.monotonic() - began) / 60, 1)
    if not words:
        when = time.strftime("%Y-%m-%d")
        record("run", {"on": when, "of": commit(), "machine": machine(), "minutes": minutes, "passed": code == 0})
    print(f"The figures: {write_report()}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
