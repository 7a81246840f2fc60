"""The toolkit's own list and form, reachable while a test runs."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser import chromium
from tests.factories.people import UserFactory

__all__ = ["chromium"]


@pytest.fixture
def pages(settings):
    """``people:list``, ``people:edit``, ``people:archive``."""
    settings.ROOT_URLCONF = "tests.ui.pages"


@pytest.fixture
def people(db):
    """Make people of the list: ``people("Ann", "Ben", left_at=None)``."""

    def make(*names, **values):
        return [
            UserFactory(name=name, email=f"{name.lower().replace(' ', '.')}.{number}@list.example", **values)
            for number, name in enumerate(names)
        ]

    return make


@pytest.fixture
def signed_in(client, cast):
    """Alice's browser."""
    client.force_login(cast.alice)
    return client


@pytest.fixture
def query_count():
    """How many statements something takes."""

    def count(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count


@pytest.fixture(scope="session")
def shots():
    """Where to keep pictures of what the browser saw (``SHOTS=folder``), or nowhere."""
    folder = os.environ.get("SHOTS")

    def keep(window, name):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            window.page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return keep
