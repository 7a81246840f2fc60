"""Our own calendar, there from the first need on, and the years around today kept filled."""

from typing import Any

from django.db import IntegrityError, transaction

from brm.calendars.domain.calendars import create_calendar
from brm.calendars.domain.days import Loading, load_official_days
from brm.calendars.models import WorkingCalendar
from brm.core import clock

CODE = "china"


def ensure_default_calendar(by: Any = None) -> WorkingCalendar:
    """Our own calendar: if there is none, mainland China's with office hours and the days of three years."""
    try:
        with transaction.atomic():
            calendar = WorkingCalendar.objects.filter(is_default=True).first()
            if calendar is None:
                calendar = create_calendar(
                    name="中国大陆 / Mainland China",
                    code=CODE,
                    time_zone="Asia/Shanghai",
                    country="CN",
                    is_default=True,
                    by=by,
                )
                load_near_years(calendar, by=by)
    except IntegrityError:
        # Two processes had the same first need; the other's calendar stands.
        pass
    return WorkingCalendar.objects.get(is_default=True)


def load_near_years(calendar: WorkingCalendar, *, by: Any = None) -> list[Loading]:
    """Load last year, this year and the next, in the calendar's own present."""
    year = clock.today(calendar.time_zone).year
    return [load_official_days(calendar, near, by) for near in (year - 1, year, year + 1)]


def refresh_calendars() -> int:
    """Load what the libraries have learnt meanwhile, into every calendar; answers how many years changed.

    This is how official days replace provisional ones after an upgrade, and how the year after next appears.
    """
    ensure_default_calendar()
    calendars = WorkingCalendar.objects.exclude(country="")
    return sum(bool(loading) for calendar in calendars for loading in load_near_years(calendar))
