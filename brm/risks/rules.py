"""How risks are weighed, and when they are looked at again ([D])."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brm.risks.enums import Level

REVIEW_DAYS = {Level.EXTREME: 30, Level.HIGH: 60, Level.ELEVATED: 90, Level.MODERATE: 180, Level.LOW: 365}
"""After how many days the form offers to look at a risk again, the graver the sooner."""

FARTHEST_REVIEW = timedelta(days=366)
LATE_AFTER = timedelta(days=7)
MORNING = time(8, 0)


def next_review(level: Level | None, today: date) -> date:
    """The day the form offers for the next look."""
    return today + timedelta(days=REVIEW_DAYS[level or Level.ELEVATED])


def ask_moment(review_on: date, zone: str) -> datetime:
    """When the review is asked for: in the owner's morning of that day."""
    return datetime.combine(review_on, MORNING, ZoneInfo(zone))


def late_moment(review_on: date, zone: str) -> datetime:
    """When a review that was not done counts as late."""
    return ask_moment(review_on, zone) + LATE_AFTER
