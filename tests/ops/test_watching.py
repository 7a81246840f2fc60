"""What the supervisor takes for hanging: silence after a life, never a slow start."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brm.ops.children import Child
from brm.ops.supervisor import PATIENCE, Portal


class Web(HTTPServer):
    """Answers what it is told to."""

    ages: dict[str, float | None] = {}


class Answering(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        body = json.dumps({"checks": {"database": "ok", "broker": "ok"}, "ages": self.server.ages}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing."""


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def portal(web: Web, tmp_path: Path) -> Iterator[Portal]:
    settings = SimpleNamespace(port=web.server_port, tick_seconds=1, var_dir=tmp_path)
    portal = Portal(tmp_path, settings, {"DATABASE_URL": True, "REDIS_URL": True}, 0)
    yield portal
    for child in portal.children:
        child.stop()


def started(portal: Portal, name: str, ago: float) -> Child:
    child = Child(name, ["sleep", "60"], portal.var / f"{name}.log")
    portal.children.append(child)
    child.start()
    child.began -= ago
    return child


def test_a_slow_start_is_waited_for_and_silence_after_a_life_is_not(portal: Portal, web: Web):
    beat = started(portal, "beat", ago=30)
    web.ages = {"beat": 45.0}  # the last sign came from the one before
    portal._restart_what_hangs()
    assert beat.process is not None
    beat.began -= PATIENCE
    portal._restart_what_hangs()
    assert beat.process is None

    beat.start()
    beat.began -= 30
    web.ages = {"beat": 2.0}
    portal._restart_what_hangs()
    assert beat.process is not None
    web.ages = {"beat": 25.0, "worker": 0.8}  # its ticks wait in a full queue, and are taken
    portal._restart_what_hangs()
    assert beat.process is not None
    web.ages = {"beat": 16.0, "worker": 16.0}
    portal._restart_what_hangs()
    assert beat.process is None


def test_a_web_server_that_lived_is_restarted_when_it_is_silent_twice(portal: Portal, web: Web):
    child = started(portal, "web", ago=30)
    assert portal._restart_what_hangs()
    portal.settings.port = 9  # nobody there

    assert not portal._restart_what_hangs()
    assert child.process is not None
    portal._restart_what_hangs()
    assert child.process is None
