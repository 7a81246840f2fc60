"""A recurrence rule as a value: checked when made, kept as JSON, hashable so that equal rules are reckoned once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from brm.core.errors import DomainError
from brm.core.recurrence.custom import check_custom

LAST = -1
MOST_TIMES = 1000
MOST_GRACE = 366


class Frequency(StrEnum):
    """How often: by the calendar's own periods, by working day of the month, or by a rule of one's own."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    WORKING_DAY_OF_MONTH = "working_day_of_month"
    CUSTOM = "custom"


class HolidayHandling(StrEnum):
    """What becomes of a day that turns out to be free."""

    BEFORE = "before"
    AFTER = "after"
    KEEP = "keep"


MONTHS_IN = {
    Frequency.MONTHLY: 1,
    Frequency.WORKING_DAY_OF_MONTH: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}
MOST_INTERVAL = {
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 24,
    Frequency.WORKING_DAY_OF_MONTH: 24,
    Frequency.QUARTERLY: 8,
    Frequency.HALF_YEARLY: 4,
    Frequency.YEARLY: 10,
    Frequency.CUSTOM: 1,
}


@dataclass(frozen=True)
class Rule:
    """When something comes round. Bad rules cannot be made: each refusal names its field.

    ``weekdays`` (Monday is 0) belong to weekly rules, or to ``nth_week`` (“last Friday”: nth_week -1, weekdays (4,)).
    ``months`` are, within the period, the months of a monthly or yearly rule (1 to 12) or the one month of a quarter
    (1 to 3) or half-year (1 to 6). In them the day is given by exactly one of ``day`` (1 to 31, or -1 for the last;
    a shorter month takes its last), ``nth_week``, or ``nth_working_day`` (negative from the end).
    """

    frequency: Frequency
    start: date
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    day: int | None = None
    nth_week: int | None = None
    nth_working_day: int | None = None
    months: tuple[int, ...] = ()
    custom: str = ""
    grace_days: int | None = None
    holidays: HolidayHandling = HolidayHandling.AFTER
    until: date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        self._put("frequency", _choice(Frequency, self.frequency, "frequency"))
        self._put("holidays", _choice(HolidayHandling, self.holidays, "holidays"))
        _day(self.start, "start")
        _whole(self.interval, 1, MOST_INTERVAL[self.frequency], "interval")
        self._put("weekdays", _several(self.weekdays, 0, 6, "weekdays"))
        self._put("months", _several(self.months, 1, 12, "months"))
        self._check_end()
        if not isinstance(self.custom, str):
            raise DomainError(_("A rule of your own is a text."), field="custom")
        if self.frequency == Frequency.CUSTOM:
            self._check_custom()
        elif self.custom or self.grace_days is not None:
            field = "custom" if self.custom else "grace_days"
            raise DomainError(_("This belongs to a rule of your own only."), field=field)
        elif self.frequency == Frequency.WEEKLY:
            self._check_weekly()
        else:
            self._check_day_of_month()

    def to_json(self) -> dict[str, Any]:
        """The rule as it is kept: only what was said."""
        kept: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value in ((), ""):
                continue
            if isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, StrEnum):
                value = value.value
            kept[field.name] = value
        return kept

    @classmethod
    def from_json(cls, kept: object) -> "Rule":
        """The rule that ``to_json`` kept or that somebody sent; refuses whatever is no rule."""
        if not isinstance(kept, Mapping):
            raise DomainError(_("A rule is a set of named values."), field="frequency")
        if unknown := sorted(str(name) for name in kept if name not in cls.__dataclass_fields__):
            raise DomainError(_("A rule has no %(name)s.") % {"name": unknown[0]}, field=unknown[0])
        for name in ("frequency", "start"):
            if not kept.get(name):
                raise DomainError(_("This is needed."), field=name)
        values = {name: value for name, value in kept.items() if value is not None}
        for name in ("start", "until"):
            if name in values:
                values[name] = _parsed(values[name], name)
        return cls(**values)

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _check_end(self) -> None:
        if self.until is not None:
            _day(self.until, "until")
            if self.until < self.start:
                raise DomainError(_("A rule cannot end before it starts."), field="until")
            if self.count is not None:
                raise DomainError(_("End by a date or after a number of times, not both."), field="count")
        if self.count is not None:
            _whole(self.count, 1, MOST_TIMES, "count")

    def _check_custom(self) -> None:
        for name in ("weekdays", "day", "nth_week", "nth_working_day", "months"):
            if getattr(self, name) not in ((), None):
                raise DomainError(_("Say this in the rule of your own."), field=name)
        if self.grace_days is not None:
            _whole(self.grace_days, 0, MOST_GRACE, "grace_days")
        self._put("custom", check_custom(self.custom, self.start))

    def _check_weekly(self) -> None:
        for name in ("day", "nth_week", "nth_working_day", "months"):
            if getattr(self, name) not in ((), None):
                raise DomainError(_("A weekly rule knows weekdays only."), field=name)
        self._put("weekdays", self.weekdays or (self.start.weekday(),))

    def _check_day_of_month(self) -> None:
        if self.frequency == Frequency.WORKING_DAY_OF_MONTH and self.nth_working_day is None:
            raise DomainError(_("Say which working day of the month."), field="nth_working_day")
        given = [name for name in ("day", "nth_week", "nth_working_day") if getattr(self, name) is not None]
        if len(given) != 1:
            raise DomainError(
                _("Say the day in one way: a day of the month, a weekday in it, or a working day in it."),
                field=given[1] if given else "day",
            )
        if self.day is not None and self.day != LAST:
            _whole(self.day, 1, 31, "day")
        if self.nth_week is not None and self.nth_week != LAST:
            _whole(self.nth_week, 1, 4, "nth_week")
        if self.nth_working_day is not None:
            _whole(abs(_number(self.nth_working_day, "nth_working_day")), 1, 23, "nth_working_day")
        if len(self.weekdays) != (self.nth_week is not None):
            message = _("Choose one weekday.") if self.nth_week is not None else _("Choose no weekday here.")
            raise DomainError(message, field="weekdays")
        self._check_months()

    def _check_months(self) -> None:
        if self.frequency == Frequency.YEARLY:
            self._put("months", self.months or (self.start.month,))
        elif self.frequency in (Frequency.QUARTERLY, Frequency.HALF_YEARLY):
            self._put("months", self.months or (1,))
            if len(self.months) != 1 or self.months[0] > MONTHS_IN[self.frequency]:
                raise DomainError(
                    _("Choose one month, from 1 to %(last)d.") % {"last": MONTHS_IN[self.frequency]}, field="months"
                )
        elif self.months and self.interval > 1:
            raise DomainError(_("Choose months or an interval, not both."), field="months")


def _choice(kind: type[StrEnum], value: object, field: str) -> StrEnum:
    try:
        return kind(str(value))
    except ValueError:
        raise DomainError(_("“%(value)s” is not among the choices.") % {"value": value}, field=field) from None


def _number(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DomainError(_("A whole number is needed."), field=field)
    return value


def _whole(value: object, least: int, most: int, field: str) -> None:
    if not least <= _number(value, field) <= most:
        raise DomainError(_("From %(least)d to %(most)d.") % {"least": least, "most": most}, field=field)


def _several(values: object, least: int, most: int, field: str) -> tuple[int, ...]:
    if not isinstance(values, Iterable) or isinstance(values, str | Mapping):
        raise DomainError(_("A list of whole numbers is needed."), field=field)
    found = list(values)
    for value in found:
        _whole(value, least, most, field)
    return tuple(sorted(set(found)))


def _day(value: object, field: str) -> None:
    if type(value) is not date or not 1970 <= value.year <= 2199:
        raise DomainError(_("A day between 1970 and 2199 is needed."), field=field)


def _parsed(value: object, field: str) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise DomainError(_("“%(value)s” is not a day.") % {"value": value}, field=field) from None
