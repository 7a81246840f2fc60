"""By when feedback is judged and answered, and what it is called by: pure reckoning."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from brm.calendars.engine import Schedule
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit, due_moment

ANSWER_WITHIN = Limit(3, Unit.WORKING_DAYS)
"""[D] What somebody told us is judged or answered within three working days."""
HEADLINE = 80


def answer_due(received: datetime, schedule: Schedule) -> datetime:
    """By when feedback is judged or answered, in the relationship's working days."""
    return due_moment(received, ANSWER_WITHIN, schedule)


def headline(text: str) -> str:
    """The first words, to find it by."""
    words = " ".join(text.split())
    return words if len(words) <= HEADLINE else f"{words[: HEADLINE - 1].rstrip()}…"


def start_of(day: date, zone: str) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(day, time(0), ZoneInfo(zone))
