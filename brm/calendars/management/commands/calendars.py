"""``manage.py calendars``: our own calendar made if missing, the days of the years around today loaded."""

from typing import Any

from django.core.management.base import BaseCommand

from brm.calendars.domain.defaults import refresh_calendars
from brm.calendars.domain.queries import all_calendars, years_of
from brm.calendars.enums import Standing


class Command(BaseCommand):
    """Makes the default calendar and loads what is known of the near years; safe to repeat."""

    help = "Make our own working calendar if there is none and load holidays and make-up days of the near years."

    def handle(self, *args: Any, **options: Any) -> None:
        refresh_calendars()
        for calendar in all_calendars():
            years = ", ".join(
                f"{year} {Standing(standing).label} ({days})" for year, standing, days in years_of(calendar)
            )
            self.stdout.write(f"{calendar}: {years or '-'}")
