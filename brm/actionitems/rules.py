"""When a promise is brought to mind, and when it is late: by the owner's own day (INV-59)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brm.attention.models import Severity

REMIND_BEFORE = timedelta(days=2)
MORNING = time(8, 0)
GRAVE_AFTER = timedelta(days=7)


def remind_moment(due_on: date, zone: str) -> datetime:
    """Two days before it is due, in the owner's morning."""
    return datetime.combine(due_on - REMIND_BEFORE, MORNING, ZoneInfo(zone))


def late_moment(due_on: date, zone: str) -> datetime:
    """When the day it was due on is over where its owner is."""
    return datetime.combine(due_on + timedelta(days=1), time(0), ZoneInfo(zone))


def last_moment(due_on: date, zone: str) -> datetime:
    """The last second of the day it is due on, still of that day where its owner is."""
    return late_moment(due_on, zone) - timedelta(seconds=1)


def lateness(due_on: date, today: date) -> int:
    """How loudly a late item asks: late, and grave after a week."""
    return Severity.GRAVE if today - due_on > GRAVE_AFTER else Severity.LATE
