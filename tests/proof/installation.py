"""A complete installation to be maltreated: the real supervisor, a mail server that counts, a clock."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import psycopg2

from tests.fakes.smtp import Mailbox
from tests.portal import BASE, Portal

ZONE = ZoneInfo("Asia/Shanghai")
BEAT = r"brm\.celery beat"
FAULTS: dict[str, tuple[str, str | None]] = {
    "web": (r"gunicorn", None),
    "web process": (r"gunicorn", r"gunicorn"),
    "worker": (r"worker@", None),
    "worker process": (r"worker@", r"worker@"),
    "beat": (BEAT, None),
    "broker": (r"valkey-server", None),
    "database": (r"bin/postgres", None),
    "database session": (r"bin/postgres", r"postgres: brm brm"),
}
"""What is killed: a child of the supervisor, or one of that child's own."""


class Installation(Portal):
    """``started`` is the first morning by its own clock; mails go to ``box``."""

    def __init__(self, folder: Path, box: Mailbox) -> None:
        self.clock = folder / "clock"
        self.box = box
        super().__init__(
            folder / "var", TICK_SECONDS="1", CLOCK_FILE=str(self.clock), SMTP_HOST=box.host, SMTP_PORT=str(box.port),
            SMTP_TLS="no", LOG_LEVEL="WARNING",
        )  # fmt: skip
        night = datetime.now(ZONE).replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.first = night.date()
        self.set_clock(night)

    # Its clock

    def set_clock(self, moment: datetime) -> None:
        """Move every process to ``moment`` together; time goes on from there."""
        self.offset = (moment - datetime.now(ZONE)).total_seconds()
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{self.offset:.3f}")
        fresh.replace(self.clock)  # at once: half a number would be another time

    def pass_time(self, span: timedelta) -> None:
        """Let time pass at once."""
        self.set_clock(self.now() + span)

    def now(self) -> datetime:
        """What its clock shows."""
        return datetime.now(ZONE) + timedelta(seconds=self.offset)

    def morning(self, day: int) -> datetime:
        """Just after the reminders of the given day are due."""
        return datetime.combine(self.first, datetime.min.time(), ZONE) + timedelta(days=day, hours=8, seconds=2)

    # Its data

    def run(self, *words: str) -> str:
        """Run one of the project's own commands on it; answers what it printed."""
        env = self.env | {"DJANGO_SETTINGS_MODULE": "brm.settings"}
        made = subprocess.run([sys.executable, *words], cwd=BASE, env=env, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stdout + made.stderr
        return made.stdout

    def build(self, kept: int, missed: int) -> dict[str, Any]:
        """Fill it; answers what ``world`` printed."""
        self.world: dict[str, Any] = json.loads(
            self.run("-c", f"import django; django.setup(); from tests.proof.world import tell; tell({kept}, {missed})")
        )
        return self.world

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database itself; one that is just coming back is waited for."""
        lines = (self.var / "run" / "addresses").read_text().splitlines()
        address = dict(line.split("=", 1) for line in lines)["DATABASE_URL"]
        for attempt in range(60):
            try:
                connection = psycopg2.connect(address)
                try:
                    with connection.cursor() as cursor:
                        cursor.execute(statement, values)
                        return list(cursor.fetchall())
                finally:
                    connection.close()
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                if attempt == 59:
                    raise
                time.sleep(0.5)
        raise AssertionError

    def faults(self) -> str:
        """What the web server wrote down about faults of its own, the latest."""
        lines = (self.var / "log" / "web.log").read_text().splitlines()
        return "\n".join([line for line in lines if "Internal Server Error" in line][-3:])

    def count(self, statement: str, *values: object) -> int:
        """One number."""
        return int(self.rows(statement, *values)[0][0])

    # Its processes

    def victims(self, fault: str) -> list[int]:
        """The processes that the fault may hit now."""
        pattern, inner = FAULTS[fault]
        found = self.children(pattern)
        if inner is None:
            return found
        inside = []
        for pid, words in self.processes().items():
            with suppress(OSError):
                parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
                if parent in found and re.search(inner, words):
                    inside.append(pid)
        return inside

    def kill_one(self, fault: str, dice: Random) -> tuple[int, float]:
        """Kill -9 one of them; answers which, and when."""
        self.until(lambda: self.victims(fault), 20)
        pid = dice.choice(self.victims(fault))
        moment = time.monotonic()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return pid, moment

    def until_back(self, fault: str, pid: int, moment: float, written: Callable[[], float]) -> float:
        """Wait until everything serves again: something was written, every part has shown life since, the killed is
        replaced. Answers the seconds that it took."""

        def back() -> bool:
            status, said = self.health()
            since = time.monotonic() - moment
            ages = said.get("ages", {})
            alive = all(ages.get(name, 999) < since for name in ("worker", "beat"))
            return status == 200 and alive and written() > moment and set(self.victims(fault)) - {pid} != set()

        self.until(back, 60)
        return time.monotonic() - moment

    def freeze_beat(self) -> int:
        """Stop beat without anybody noticing yet, and let the workers finish what it sent."""
        (beat,) = self.children(BEAT)
        os.kill(beat, signal.SIGSTOP)
        time.sleep(2)
        return beat

    def second_beat(self, folder: Path) -> "subprocess.Popen[bytes]":
        """Another beat beside the supervisor's own."""
        command = [sys.executable, "-m", "celery", "-A", "brm.celery", "beat", "--pidfile=", "-l", "WARNING"]
        with (folder / "second-beat.log").open("wb") as log:
            return subprocess.Popen(
                [*command, "--schedule", str(folder / "second-beat")], cwd=BASE, env=self.env, stdout=log, stderr=log
            )
