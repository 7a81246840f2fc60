"""One portal for all journeys: its pages, its database, its worker and beat, its mails, its clock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from brm.accounts.models import User
from brm.core import clock
from tests.browser import Look, chromium, look
from tests.factories.people import Cast, make_cast
from tests.fakes.services import ANSWERS, worker_and_beat
from tests.fakes.smtp import Mailbox, mail_server
from tests.journeys.looking import Inspector
from tests.servers import STATE

__all__ = ["chromium"]


@dataclass
class Journeys:
    """Where everything is, and who is there."""

    address: str
    cast: Cast
    box: Mailbox
    clock_file: Path
    logs: Path
    browser: Browser
    inspector: Inspector

    @contextmanager
    def window(self, user: User | None = None, **how: Any) -> Iterator[Look]:
        """A browser window whose pages are looked at; at the end nothing may have been complained about."""
        with look(self.browser, self.address, user, **how) as window:
            try:
                yield window
            except BaseException:
                window.page.screenshot(path=STATE / "journey.png", full_page=True)  # for whoever looks for the reason
                raise
            self.inspector.verdict(window)

    def let_pass(self, span: timedelta) -> None:
        """Let time pass for every process at once."""
        offset = float(self.clock_file.read_text() or 0) + span.total_seconds()
        fresh = self.clock_file.with_suffix(".new")
        fresh.write_text(str(offset))
        fresh.replace(self.clock_file)

    def until(self, good: Callable[[], Any], seconds: float = 60) -> Any:
        """Wait for what worker and beat do by themselves; answers what was waited for."""
        began = time.monotonic()
        while not (found := good()):
            said = {path.name: path.read_text()[-1500:] for path in self.logs.glob("*.log")}
            assert time.monotonic() - began < seconds, said
            time.sleep(0.2)
        return found


@pytest.fixture(scope="package")
def journeys(
    django_db_setup: None, django_db_blocker: Any, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journeys]:
    """Started once, gone without a trace when the last journey is over."""
    folder = tmp_path_factory.mktemp("journeys")
    clock_file = folder / "clock"
    ten = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=10, minute=0) + timedelta(days=1)
    clock_file.write_text(str((ten - datetime.now(UTC)).total_seconds()))  # no journey crosses a midnight by chance
    with (
        django_db_blocker.unblock(),
        override_settings(CLOCK_FILE=str(clock_file), DEBUG=False, **ANSWERS),
        mail_server(use=False) as box,
    ):
        cast = make_cast()
        server = LiveServer("127.0.0.1")
        with worker_and_beat(folder, box, clock_file):
            yield Journeys(server.url, cast, box, clock_file, folder, chromium, Inspector())
        server.stop()
        connection.close()
        TransactionTestCase._fixture_teardown(TransactionTestCase())
        clock.travel(None)
