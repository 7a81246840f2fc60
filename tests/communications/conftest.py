"""The present of these tests is noon of Monday 1 June 2026 in Shanghai."""

from collections.abc import Iterator

import pytest

from brm.core import clock
from tests.factories.communications import NOON, Scene, make_scene


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


@pytest.fixture
def scene(db: None) -> Scene:
    """A customer with its people."""
    return make_scene()
