"""How risks are weighed, and when they are looked at again ([D])."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brm.risks.enums import Level

LEVELS = ((20, Level.EXTREME), (12, Level.HIGH), (8, Level.ELEVATED), (4, Level.MODERATE))
"""From which product of probability and impact a level begins."""

REVIEW_DAYS = {Level.EXTREME: 30, Level.HIGH: 60, Level.ELEVATED: 90, Level.MODERATE: 180, Level.LOW: 365}
"""After how many days the form offers to look at a risk again, the graver the sooner."""

FARTHEST_REVIEW = timedelta(days=366)
LATE_AFTER = timedelta(days=7)
MORNING = time(8, 0)


def level_of(score: int | None) -> Level | None:
    """The level of a product; None while it has not been weighed."""
    if score is None:
        return None
    return next((level for least, level in LEVELS if score >= least), Level.LOW)


def scores_of(level: int) -> tuple[int, int]:
    """The least and the greatest product of a level."""
    bounds = {Level.EXTREME: (20, 25), Level.HIGH: (12, 19), Level.ELEVATED: (8, 11), Level.MODERATE: (4, 7)}
    return bounds.get(Level(level), (1, 3))


def next_review(level: Level | None, today: date) -> date:
    """The day the form offers for the next look."""
    return today + timedelta(days=REVIEW_DAYS[level or Level.ELEVATED])


def ask_moment(review_on: date, zone: str) -> datetime:
    """When the review is asked for: in the owner's morning of that day."""
    return datetime.combine(review_on, MORNING, ZoneInfo(zone))


def late_moment(review_on: date, zone: str) -> datetime:
    """When a review that was not done counts as late."""
    return ask_moment(review_on, zone) + LATE_AFTER
