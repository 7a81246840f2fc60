"""A customer's contact who answers by mail."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from brm.parties.models import Contact
from tests.factories.parties import ContactFactory
from tests.inbound.letters import LISTENER, SETTINGS


@pytest.fixture
def configured() -> Iterator[None]:
    """Answers by mail are taken, and one mail server is trusted."""
    with override_settings(**SETTINGS):
        yield


@pytest.fixture
def cora(db: None, configured: None) -> Iterator[Contact]:
    """Cora of their.example."""
    LISTENER.heard.clear()
    yield ContactFactory(name="Cora", email="Cora@their.example", language="en")
    LISTENER.refuse, LISTENER.breaks = "", False
