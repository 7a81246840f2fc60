"""``make bench``: build the worlds, measure floors and pages in one run, write docs/benchmarks.md."""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

from benchmarks.report import PLACE, write
from benchmarks.servers import STATE, database_and_broker

SMALL, LARGE = 1_000, 100_000


def main() -> None:
    """Everything, in order. ``--customers`` makes a smaller large world for trying out."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--customers", type=int, default=LARGE)
    wishes.add_argument("--keep", action="store_true", help="measure on the worlds that are there")
    wishes.add_argument("--pages", action="store_true", help="leave the mass work as it was measured last")
    options = wishes.parse_args()
    with database_and_broker() as (postgres, valkey):
        environment = {
            "REDIS_URL": valkey.url(0), "CACHE_URL": valkey.url(1), "VAR_DIR": str(STATE), "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "brm.settings", "TICK_SECONDS": "600",
        }  # fmt: skip
        os.environ.update(environment)
        lean = argparse.Namespace(keep=options.keep, pages=True)  # the small world only says how pages grow
        small = _in_child(postgres, environment, "small", SMALL, lean)
        large = _in_child(postgres, environment, "large", options.customers, options)
        today = date.today().isoformat()  # noqa: DTZ011 - the day of the report
        if options.pages:
            large = json.loads((PLACE / "benchmarks.json").read_text()) | large
        else:
            large["mass_on"] = today
        growth = [
            {"name": row["name"], "small": before["p50"], "large": row["p50"], "factor": row["p50"] / before["p50"]}
            for before, row in zip(small["pages"], large["pages"], strict=True)
            if row["who"] == "executive" or row["name"].startswith(("Customer", "Log"))
        ]
        write(large | {"growth": growth, "on": today})


def _flags(options: argparse.Namespace) -> list[str]:
    return [f"--{name}" for name in ("keep", "pages") if getattr(options, name)]


def _in_child(
    postgres: Any, environment: dict[str, str], name: str, customers: int, options: argparse.Namespace
) -> dict[str, Any]:
    """One world in one process: its database, its servers, its figures."""
    postgres.ensure_database(name)
    place = STATE / f"{name}.json"
    command = [sys.executable, "-m", "benchmarks.world", str(customers), str(place), *_flags(options)]
    subprocess.run(command, env={**os.environ, **environment, "DATABASE_URL": postgres.url(name)}, check=True)
    return dict(json.loads(place.read_text()))


if __name__ == "__main__":
    main()
