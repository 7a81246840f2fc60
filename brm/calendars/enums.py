"""The words of calendars: what a day is, how sure we are of it, and where we know it from."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Weekday(IntegerChoices):
    """Monday first, as ISO 8601 and the Chinese week have it."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class DayKind(TextChoices):
    """What an exceptional day is: free although the weekday works, or worked although the weekday is free (调休)."""

    HOLIDAY = "holiday", _("holiday")
    WORKDAY = "workday", _("working day")


class Standing(TextChoices):
    """How sure a day is: announced, or our best guess until it is."""

    OFFICIAL = "official", _("official")
    PROVISIONAL = "provisional", _("provisional")


class Origin(TextChoices):
    """Who put the day there. What a person put survives every loading from a library."""

    LIBRARY = "library", _("loaded")
    IMPORTED = "imported", _("imported as an official list")
    BY_HAND = "by_hand", _("entered by hand")


class Unit(TextChoices):
    """The unit of a limit (ruling 11: every limit has a unit and a calendar)."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    WORKING_MINUTES = "working_minutes", _("working minutes")
    WORKING_HOURS = "working_hours", _("working hours")
    WORKING_DAYS = "working_days", _("working days")


class CalendarChoice(TextChoices):
    """Whose calendar a limit is reckoned in."""

    RELATIONSHIP = "relationship", _("the relationship's calendar")
    OURS = "ours", _("our own calendar")
