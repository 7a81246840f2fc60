"""The same people as the tests of agreements."""

from tests.agreements.conftest import scene

__all__ = ["scene"]
