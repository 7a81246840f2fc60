"""Fixtures shared by the tests of all packages."""

import pytest

from tests.factories.people import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice, Bob, Lena, Eve, Ed, Fay, Ada, Sam and Cora."""
    return make_cast()
