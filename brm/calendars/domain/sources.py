"""What the libraries know of public holidays and make-up days, and how sure that is (ruling 10)."""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import chinese_calendar
import holidays
from chinese_calendar.constants import Holiday

from brm.calendars.enums import DayKind, Standing

CHINA = "CN"


@dataclass(frozen=True)
class SourceDay:
    """One day as a library or an administrator's list has it."""

    day: date
    kind: str
    name: str = ""


@dataclass(frozen=True)
class KnownYear:
    """What is known of a year in a country, how sure it is, and from where."""

    days: tuple[SourceDay, ...]
    standing: str
    source: str


def known_year(country: str, year: int) -> KnownYear | None:
    """The exceptional days of a year, or None when nobody knows the country or the year.

    China's make-up days are set by the State Council, usually in November for the year after: until the library has
    them, the statutory holidays stand in, marked provisional.
    """
    if country == CHINA:
        return _announced_in_china(year) or _by_rule(country, year, Standing.PROVISIONAL)
    return _by_rule(country, year, Standing.OFFICIAL) if country else None


def knows_country(country: str) -> bool:
    """Whether public holidays of a country (with a region, ``DE-BY``) can be loaded at all."""
    return _by_rule(country, 2026, Standing.OFFICIAL) is not None


def _announced_in_china(year: int) -> KnownYear | None:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return None
    days = [
        SourceDay(day, kind, f"{Holiday(name).chinese} {name}")
        for kind, named in (
            (DayKind.HOLIDAY, chinese_calendar.constants.holidays),
            (DayKind.WORKDAY, chinese_calendar.constants.workdays),
        )
        for day, name in named.items()
        if day.year == year
    ]
    return KnownYear(
        tuple(sorted(days, key=lambda known: known.day)),
        Standing.OFFICIAL,
        f"chinesecalendar {version('chinesecalendar')}",
    )


def _by_rule(country: str, year: int, standing: Standing) -> KnownYear | None:
    code, _, region = country.partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=region or None, years=year)
    except NotImplementedError:
        return None
    if not found.start_year <= year <= found.end_year:
        return None
    worked = [day for day in getattr(found, "weekend_workdays", ()) if day.year == year]
    days = [SourceDay(day, DayKind.HOLIDAY, name) for day, name in found.items() if day.year == year]
    days += [SourceDay(day, DayKind.WORKDAY) for day in worked]
    return KnownYear(
        tuple(sorted(days, key=lambda known: known.day)), standing, f"holidays {version('holidays')} {country}"
    )
