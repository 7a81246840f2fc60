"""The history of calendars: they lie below the trail, so the trail comes to them."""

from django.utils.translation import gettext_lazy as _

from brm.audit import trail, words
from brm.calendars.domain.queries import calendars_for
from brm.calendars.registry import witnesses

witnesses.register("history", trail.record)
words.readable("calendars.workingcalendar", calendars_for)
words.word("working_hours", _("Working hours"))
words.word("calendar_days", _("Days"))
words.word("our_calendar", _("Our own calendar"))

trail.label("calendar.create", _("Made the calendar"))
trail.label("calendar.change", _("Changed the calendar"))
trail.label("calendar.hours", _("Changed the working hours"))
trail.label("calendar.default", _("Made it our own calendar"))
trail.label("calendar.load", _("Loaded official days"))
trail.label("calendar.import", _("Imported official days"))
trail.label("calendar.day", _("Changed a day"))
