"""Limits with a unit and a calendar, and when they end (ruling 11; the default clocks of 4.6; INV-13).

A limit is turned once into a budget of time; pauses stop the spending of it, the limit is due when it is spent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, overload

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from brm.calendars.engine import Schedule, around_the_clock
from brm.calendars.enums import CalendarChoice, Unit
from brm.calendars.stretches import Pause
from brm.core.errors import DomainError

MOST = 100_000
_WORDS = {
    Unit.MINUTES: ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    Unit.HOURS: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    Unit.DAYS: ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    Unit.WORKING_MINUTES: ngettext_lazy("%(n)d working minute", "%(n)d working minutes", "n"),
    Unit.WORKING_HOURS: ngettext_lazy("%(n)d working hour", "%(n)d working hours", "n"),
    Unit.WORKING_DAYS: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
}
_UNITS, _CALENDARS = frozenset(Unit.values), frozenset(CalendarChoice.values)
_PLAIN = {Unit.MINUTES, Unit.HOURS, Unit.DAYS}


@dataclass(frozen=True)
class Limit:
    """“4 hours”, “2 working days”: an amount, its unit, and whose calendar it is reckoned in."""

    amount: int
    unit: Unit
    calendar: CalendarChoice = CalendarChoice.RELATIONSHIP

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or not 0 < self.amount <= MOST:
            raise DomainError(_("A limit is a whole number above zero."), field="amount")
        if self.unit not in _UNITS:
            raise DomainError(_("There is no unit called %(unit)s.") % {"unit": self.unit}, field="unit")
        if self.calendar not in _CALENDARS:
            raise DomainError(_("Choose whose calendar counts."), field="calendar")
        object.__setattr__(self, "unit", Unit(self.unit))
        object.__setattr__(self, "calendar", CalendarChoice(self.calendar))

    @property
    def works(self) -> bool:
        """Whether the limit runs in working time only."""
        return self.unit not in _PLAIN

    def __str__(self) -> str:
        return str(_WORDS[self.unit] % {"n": self.amount})

    def to_json(self) -> dict[str, Any]:
        """What a running clock keeps of the limit it started with."""
        return {"amount": self.amount, "unit": self.unit.value, "calendar": self.calendar.value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Limit":
        """The limit kept by ``to_json``; refuses what is none."""
        return cls(kept.get("amount", 0), kept.get("unit", ""), kept.get("calendar", CalendarChoice.RELATIONSHIP))


def budget(start: datetime, limit: Limit, schedule: Schedule) -> timedelta:
    """How much time a limit that begins at ``start`` gives: working time for working units, else plain time."""
    amount = limit.amount
    if limit.unit in (Unit.MINUTES, Unit.WORKING_MINUTES):
        return timedelta(minutes=amount)
    if limit.unit in (Unit.HOURS, Unit.WORKING_HOURS):
        return timedelta(hours=amount)
    if limit.unit == Unit.DAYS:
        shown = start.astimezone(schedule.zone)
        return max(schedule.wall(shown.date() + timedelta(amount), shown.time()) - start, timedelta(0))
    shown = schedule.next_moment(start).astimezone(schedule.zone)
    end = schedule.wall(schedule.add_working_days(shown.date(), amount), shown.time())
    return schedule.working_time_between(start, end)


@overload
def due_moment(start: datetime, limit: Limit, schedule: Schedule, *, percent: int = 100) -> datetime: ...


@overload
def due_moment(
    start: datetime, limit: Limit, schedule: Schedule, pauses: Iterable[Pause], *, percent: int = 100
) -> datetime | None: ...


def due_moment(
    start: datetime, limit: Limit, schedule: Schedule, pauses: Iterable[Pause] = (), *, percent: int = 100
) -> datetime | None:
    """When ``percent`` of a limit is spent (80 to warn, 100 due, 150 to escalate); None while a pause is open."""
    amount = budget(start, limit, schedule) * percent / 100
    return _clock(limit, schedule).add_working_time(start, amount, pauses)


def spent(
    start: datetime, until: datetime, limit: Limit, schedule: Schedule, pauses: Iterable[Pause] = ()
) -> timedelta:
    """How much of a limit's time has run by ``until``: to compare with ``budget``, never negative (INV-13)."""
    return _clock(limit, schedule).elapsed(start, until, pauses)


def _clock(limit: Limit, schedule: Schedule) -> Schedule:
    return schedule if limit.works else around_the_clock()
