"""A browser for the journeys of a file."""

from tests.browser import chromium

__all__ = ["chromium"]
