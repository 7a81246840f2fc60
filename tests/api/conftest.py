"""Callers of the small cast: Alice keeps relationships, Lena leads her team, Sam manages elsewhere."""

import pytest

from tests.api.caller import Caller
from tests.browser import chromium
from tests.factories.people import Cast

__all__ = ["chromium"]


@pytest.fixture(autouse=True)
def _forgotten(clean_cache: None) -> None:
    """Nobody is throttled for what an earlier test asked."""


@pytest.fixture
def alice(cast: Cast) -> Caller:
    return Caller(cast.alice)


@pytest.fixture
def sam(cast: Cast) -> Caller:
    return Caller(cast.sam)


@pytest.fixture
def lena(cast: Cast) -> Caller:
    return Caller(cast.lena)
