"""Periods results are told by: quarters, half-years, years, each with the one before."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from brm.core import clock
from brm.core.errors import DomainError
from surveys.results.rules import YEARS_BACK

_CODE = re.compile(r"(20\d\d|19\d\d|21\d\d)(?:-(Q[1-4]|H[12]))?")
MONTHS = {"": 12, "H": 6, "Q": 3}


@dataclass(frozen=True)
class Period:
    """A stretch of days with a name: 2026-Q4, 2026-H2, 2026."""

    code: str
    first_on: date
    last_on: date

    def __str__(self) -> str:
        return self.code.replace("-", " ")

    @property
    def months(self) -> int:
        """How long it is."""
        return MONTHS[self.code[5:6]]

    @property
    def begins(self) -> datetime:
        """Its first moment where we are."""
        return datetime.combine(self.first_on, time.min, ZoneInfo(settings.TIME_ZONE))

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last_on + timedelta(days=1), time.min, ZoneInfo(settings.TIME_ZONE))

    def before(self, steps: int = 1) -> "Period":
        """The one so many periods of the same length before it."""
        months = self.first_on.year * 12 + self.first_on.month - 1 - steps * self.months
        return _named(date(months // 12, months % 12 + 1, 1), self.months)


def _named(first: date, months: int) -> Period:
    after = first.year * 12 + first.month - 1 + months
    last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    part = {12: "", 6: f"-H{(first.month + 5) // 6}", 3: f"-Q{(first.month + 2) // 3}"}[months]
    return Period(f"{first.year}{part}", first, last)


def period_of(code: str) -> Period:
    """The period of a name; a name that is none is refused."""
    found = _CODE.fullmatch(code.strip())
    if found is None:
        raise DomainError(_("Choose a quarter, a half-year or a year."), field="period")
    year, part = int(found[1]), found[2] or ""
    months = MONTHS[part[:1]]
    return _named(date(year, 1 + (int(part[1:]) - 1) * months if part else 1, 1), months)


def present(months: int = 3) -> Period:
    """The quarter (or half-year, or year) we are in."""
    today = clock.today()
    return _named(today.replace(month=1 + (today.month - 1) // months * months, day=1), months)


def recent_periods() -> list[Period]:
    """What one may choose from, the latest first: quarters, half-years and years of three years."""
    found = []
    for months in (3, 6, 12):
        period = present(months)
        found += [period.before(step) for step in range(YEARS_BACK * 12 // months + 1)]
    return found
