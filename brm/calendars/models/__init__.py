"""Calendars as rows: the calendar, its weekly hours, and the days that differ from their weekday."""

from brm.calendars.models.calendar import WorkingCalendar, WorkingInterval
from brm.calendars.models.day import CalendarDay

__all__ = ["CalendarDay", "WorkingCalendar", "WorkingInterval"]
