"""When thanks are due, and which consent holds: pure reckoning."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from brm.calendars.engine import Schedule
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit, due_moment
from customers.praise.models import LimitName

DEFAULTS: dict[str, Limit] = {LimitName.THANK: Limit(2, Unit.WORKING_DAYS)}
"""[D] A customer who praised is thanked within two working days, until another limit is set."""
CONSENT_WARNING = timedelta(days=14)
HEADLINE = 80


def thank_due(received: datetime, limit: Limit, schedule: Schedule) -> datetime:
    """By when the customer is to be thanked, in the relationship's calendar."""
    return due_moment(received, limit, schedule)


def headline(text: str) -> str:
    """The first words of praise, to find it by."""
    words = " ".join(text.split())
    return words if len(words) <= HEADLINE else f"{words[: HEADLINE - 1].rstrip()}…"


def start_of(day: date, zone: str) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(day, time(0), ZoneInfo(zone))


def holds(consent: Any, on: date) -> bool:
    """Whether a consent is in force on a day."""
    return consent.revoked_at is None and (consent.expires_on is None or on <= consent.expires_on)
