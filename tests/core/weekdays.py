"""A calendar as plain as can be, for rules that need one."""

from datetime import date, timedelta

START = date(2026, 1, 1)


class Weekdays:
    """Monday to Friday, but for the days named; a calendar as plain as can be."""

    def __init__(self, *free: date) -> None:
        self.free = set(free)

    def is_working_day(self, day):
        return day.weekday() < 5 and day not in self.free

    def move(self, day, rule):
        step = {"before": -1, "after": 1, "keep": 0}[rule]
        while step and not self.is_working_day(day):
            day += timedelta(step)
        return day

    def nth_working_day(self, year, month, nth):
        days = [day for n in range(1, 32) if (day := _day(year, month, n)) and self.is_working_day(day)]
        return days[min(nth, len(days)) - 1] if nth > 0 else days[max(len(days) + nth, 0)]


def _day(year, month, number):
    try:
        return date(year, month, number)
    except ValueError:
        return None


WEEK = Weekdays(date(2026, 1, 1), date(2026, 5, 1))
