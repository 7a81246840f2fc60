"""A real database for every run, cloned from a migrated template, and a clean slate for every test."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from xdist.scheduler import LoadFileScheduling

from brm.core import clock
from brm.ops.messages.catalogue import CHINESE, Catalogue
from tests.fixtures import cast
from tests.servers import Database

__all__ = ["cast"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in the tests' thread


LONGEST = (
    "tests/journeys/", "tests/proof/test_faults.py", "tests/access/test_matrix.py", "tests/proof/test_complaints.py",
    "tests/access/test_scope.py", "tests/api/test_resources.py", "tests/ops/test_serve.py", "tests/ui/test_journeys.py",
    "tests/complaint_pages/", "tests/demo/", "tests/api/test_fuzz.py", "tests/notifications/test_kills.py",
    "tests/answering/test_browser.py", "tests/accounts/test_look.py", "tests/customers/test_races.py",
)  # fmt: skip
"""What takes a minute or so begins first: nobody waits for it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name)), 99))


class Together(LoadFileScheduling):
    """A file stays with one process, and so do all journeys: they share a portal with worker and beat."""

    def _split_scope(self, nodeid: str) -> str:
        return LONGEST[0] if nodeid.startswith(LONGEST[0]) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_configure() -> None:
    """A fresh clone has no compiled words; compile them before anybody looks for them."""
    Catalogue(CHINESE).compile()


def pytest_collection_finish() -> None:
    """What is there stays; looking through all of it for garbage again and again took a quarter of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def _migrate(name: str) -> None:
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A database of this run's own; tests that commit leave it behind and get a fresh clone."""
    with django_db_blocker.unblock(), Database(settings.DATABASES["default"]["NAME"], _migrate) as database:
        cache.clear()

        def fresh(case: TransactionTestCase) -> None:
            connection.close()
            database.again()

        flush = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = fresh
        yield
        TransactionTestCase._fixture_teardown = flush
        connection.close()


@pytest.fixture(autouse=True)
def _present() -> Iterator[None]:
    """Whatever a test does to the clock, the next one starts now."""
    yield
    clock.travel(None)


@pytest.fixture
def clean_cache(django_db_setup: None) -> Iterator[None]:
    """Throttles and fragments of earlier tests forgotten."""
    cache.clear()
    yield
    cache.clear()
