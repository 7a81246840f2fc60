"""A browser for the journeys of a file, and the manager who brings it."""

import pytest
from django.test import Client

from brm.accounts.models import User
from tests.browser import chromium
from tests.imports.world import person

__all__ = ["chromium"]


@pytest.fixture
def me(client: Client) -> User:
    """The manager at the browser."""
    user = person("Me")
    client.force_login(user)
    return user
