"""``manage.py calendars``: our own calendar made if missing, the days of the years around today loaded."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from brm.calendars.domain.defaults import refresh_calendars


class Command(BaseCommand):
    """Makes the default calendar and loads what is known of the near years; safe to repeat."""

    help = "Make our own working calendar if there is none and load holidays and make-up days of the near years."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = refresh_calendars()
        self.stdout.write(_("Years changed: %(count)d") % {"count": changed})
