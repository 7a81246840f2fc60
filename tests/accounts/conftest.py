"""A browser for the journeys at the door."""

from tests.browser import chromium

__all__ = ["chromium"]
