"""The present of these tests is noon of Monday 1 June 2026 in Shanghai."""

from collections.abc import Iterator

import pytest

from brm.core import clock
from tests.factories.complaints import NOON, Stage, make_stage


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


@pytest.fixture
def stage(db: None) -> Stage:
    """A customer with its people and an active ladder."""
    return make_stage()
