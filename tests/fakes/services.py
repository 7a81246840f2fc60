"""A real worker and a real beat beside a test: the tests' database, a mail server of their own, a movable clock."""

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from brm.ops.processes import start
from tests.fakes.smtp import Mailbox

ROOT = Path(__file__).resolve().parent.parent.parent
ANSWERS = {
    "INBOUND_ADDRESS": "portal@our.example",
    "INBOUND_TRUSTED_HOST": ["mx.our.example"],
    "INBOUND_WEBHOOK_SECRET": "whsec_" + base64.b64encode(b"a secret of our own").decode(),
}
"""With these a mail of ours can be answered."""
CELERY = [sys.executable, "-m", "celery", "-A", "brm.celery"]


@contextmanager
def worker_and_beat(folder: Path, box: Mailbox, clock: Path) -> Iterator[None]:
    """They sweep every two seconds while the block lasts; what they say is in ``folder``."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "brm.settings", "TICK_SECONDS": "2", "CLOCK_FILE": str(clock), "SMTP_TLS": "no",
        "SMTP_HOST": box.host, "SMTP_PORT": str(box.port), "DEMO": "no",
        "INBOUND_ADDRESS": ANSWERS["INBOUND_ADDRESS"], "INBOUND_TRUSTED_HOST": ANSWERS["INBOUND_TRUSTED_HOST"][0],
    }  # fmt: skip
    with redis.from_url(os.environ["REDIS_URL"]) as broker:
        broker.flushdb()
    quiet = ["-l", "WARNING"]
    commands = {
        "worker": ["worker", "-Q", "celery,long", "-c", "2", "--without-gossip", "--without-mingle", *quiet],
        "beat": ["beat", "--schedule", str(folder / "schedule"), "--pidfile=", *quiet],
    }
    running: list[subprocess.Popen[bytes]] = []
    try:
        for name, words in commands.items():
            with (folder / f"{name}.log").open("wb") as log:
                running.append(start([*CELERY, *words], log=log, env=env, cwd=ROOT))
        yield
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
