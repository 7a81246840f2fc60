"""What those above may plug into the calendars without being known here."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.db import models

from brm.calendars.models import WorkingCalendar
from brm.core.registry import Registry


class DaysChanged(Protocol):
    """Called in the transaction that changed the calendar; ``days`` None means any day may have changed."""

    def __call__(self, calendar: WorkingCalendar, days: frozenset[date] | None) -> None: ...


class Witness(Protocol):
    """Writes one line of history; calendars lie below the audit trail and cannot call it by name."""

    def __call__(
        self, subject: models.Model, action: str, *, by: Any, changes: Mapping[str, tuple[Any, Any]] | None = None
    ) -> object: ...


days_changed: Registry[DaysChanged] = Registry("reaction to changed days")
"""Reactions when days become working or free, so that what is planned and not done can be placed again (ruling 10)."""

witnesses: Registry[Witness] = Registry("witness of calendar changes")
"""Who keeps the history of calendars."""


def tell_witnesses(
    calendar: WorkingCalendar, action: str, *, by: Any, changes: Mapping[str, tuple[Any, Any]] | None = None
) -> None:
    """Leave one line of history about a calendar."""
    for witness in witnesses:
        witness(calendar, action, by=by, changes=changes)
