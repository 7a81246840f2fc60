"""A customer, its people, and the present of these tests."""

from collections.abc import Iterator

import pytest

from brm.core import clock
from tests.factories.communications import NOON, Scene, make_scene


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Olivia's customer on Monday 1 June 2026, noon in Shanghai."""
    clock.travel(NOON)
    yield make_scene()
    clock.travel(None)
