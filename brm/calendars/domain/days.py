"""Loading, importing and editing the days of a calendar; what a person put survives every loading (ruling 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from brm.calendars.domain.calendars import locked, touch
from brm.calendars.domain.sources import SourceDay, known_year
from brm.calendars.enums import DayKind, Origin, Standing
from brm.calendars.models import CalendarDay, WorkingCalendar
from brm.calendars.registry import days_changed, tell_witnesses
from brm.core.errors import DomainError

_KEPT = ("kind", "name", "standing", "origin", "source")


@dataclass(frozen=True)
class Loading:
    """What a loading did: how many days came, changed and went, and how sure the year now is (empty: unknown)."""

    year: int
    standing: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@transaction.atomic
def load_official_days(calendar: WorkingCalendar, year: int, by: Any = None) -> Loading:
    """Fill a year from what the libraries know: official days, or provisional ones until they are out.

    A year or country that nobody knows leaves the calendar as it is, and the weekday rule applies. Official days
    are never replaced by provisional ones, days that a person put never at all.
    """
    known = known_year(calendar.country, year)
    if known is None:
        return Loading(year)
    calendar = locked(calendar)
    present = {row.day: row for row in _rows(calendar, {year})}
    loaded = {day: row for day, row in present.items() if row.origin == Origin.LIBRARY}
    announced = any(row.standing == Standing.OFFICIAL for row in loaded.values())
    imported = any(row.origin == Origin.IMPORTED for row in present.values())
    if (imported and not announced) or (announced and known.standing == Standing.PROVISIONAL):
        return Loading(year, Standing.OFFICIAL)
    wanted = {
        found.day: _row(calendar, found, known.standing, Origin.LIBRARY, known.source)
        for found in known.days
        if found.day in loaded or found.day not in present
    }
    counts = _replace(calendar, loaded, wanted)
    loading = Loading(year, known.standing, *counts)
    if loading:
        said = f"{year}: {known.source}, {len(known.days)}, {known.standing}"
        tell_witnesses(calendar, "calendar.load", by=by, changes={"calendar_days": ("", said)})
    return loading


@transaction.atomic
def import_days(
    calendar: WorkingCalendar, rows: Iterable[SourceDay], *, by: Any, complete: bool = True, source: str = ""
) -> Loading:
    """Enter a list of official days.

    ``complete`` says that the list is all there is for its years: what was provisional goes, and no loading touches
    a year that had nothing official before. Otherwise the days are only added to what is there.
    """
    found = list(rows)
    if not found:
        raise DomainError(_("The list is empty."), field="rows")
    if len({row.day for row in found}) < len(found):
        raise DomainError(_("The list names a day twice."), field="rows")
    if any(row.kind not in DayKind.values for row in found):
        raise DomainError(_("A day is a holiday or a working day."), field="rows")
    calendar = locked(calendar)
    years = {row.day.year for row in found}
    days = {row.day for row in found}
    present = {
        row.day: row
        for row in _rows(calendar, years)
        if row.day in days or (complete and row.standing == Standing.PROVISIONAL and row.origin != Origin.BY_HAND)
    }
    origin = Origin.IMPORTED if complete else Origin.BY_HAND
    wanted = {row.day: _row(calendar, row, Standing.OFFICIAL, origin, source) for row in found}
    loading = Loading(min(years), Standing.OFFICIAL, *_replace(calendar, present, wanted))
    if loading:
        said = ", ".join(f"{row.day} {row.kind} {row.name}".strip() for row in sorted(found, key=lambda row: row.day))
        tell_witnesses(calendar, "calendar.import", by=by, changes={"calendar_days": ("", said)})
    return loading


@transaction.atomic
def set_day(
    calendar: WorkingCalendar, day: date, kind: str, *, by: Any, name: str = "", standing: str = Standing.OFFICIAL
) -> CalendarDay:
    """Enter or change one day by hand; no loading undoes it."""
    if kind not in DayKind.values or standing not in Standing.values:
        raise DomainError(_("A day is a holiday or a working day."), field="kind")
    calendar = locked(calendar)
    before = {row.day: row for row in calendar.days.filter(day=day)}
    wanted = {day: _row(calendar, SourceDay(day, kind, name), standing, Origin.BY_HAND, "")}
    if any(_replace(calendar, before, wanted)):
        old = f"{before[day].kind} {before[day].name}".strip() if before else ""
        tell_witnesses(calendar, "calendar.day", by=by, changes={str(day): (old, f"{kind} {name}".strip())})
    return calendar.days.get(day=day)


@transaction.atomic
def remove_day(calendar: WorkingCalendar, day: date, *, by: Any) -> None:
    """The day is an ordinary one again: as its weekday, whatever a library says of it."""
    calendar = locked(calendar)
    row = calendar.days.filter(day=day).first()
    if row is None:
        return
    wanted = {}
    known = known_year(calendar.country, day.year)
    if known and any(found.day == day for found in known.days):
        works = calendar.intervals.filter(weekday=day.weekday()).exists()
        kind = DayKind.WORKDAY if works else DayKind.HOLIDAY
        wanted = {day: _row(calendar, SourceDay(day, kind), Standing.OFFICIAL, Origin.BY_HAND, "")}
    if any(_replace(calendar, {day: row}, wanted)):
        tell_witnesses(calendar, "calendar.day", by=by, changes={str(day): (f"{row.kind} {row.name}".strip(), "")})


def _rows(calendar: WorkingCalendar, years: set[int]) -> Iterable[CalendarDay]:
    return calendar.days.filter(day__year__in=years)


def _row(calendar: WorkingCalendar, found: SourceDay, standing: str, origin: str, source: str) -> CalendarDay:
    return CalendarDay(
        calendar=calendar,
        day=found.day,
        kind=found.kind,
        name=found.name[:120],
        standing=standing,
        origin=origin,
        source=source[:200],
    )


def _replace(
    calendar: WorkingCalendar, before: dict[date, CalendarDay], wanted: dict[date, CalendarDay]
) -> tuple[int, int, int]:
    """Put ``wanted`` in the place of ``before`` and say which days turned from worked to free or back."""
    gone = [row for day, row in before.items() if day not in wanted]
    new = [row for day, row in wanted.items() if day not in before]
    other = [
        (before[day], row)
        for day, row in wanted.items()
        if day in before and any(getattr(before[day], field) != getattr(row, field) for field in _KEPT)
    ]
    if not (gone or new or other):
        return 0, 0, 0
    week = set(calendar.intervals.values_list("weekday", flat=True))

    def works(row: CalendarDay | None, day: date) -> bool:
        return day.weekday() in week if row is None else row.kind == DayKind.WORKDAY

    turned = {
        day for day in before.keys() | wanted.keys() if works(before.get(day), day) != works(wanted.get(day), day)
    }
    for old, row in other:
        row.pk, row.created_at = old.pk, old.created_at
    calendar.days.filter(pk__in=[row.pk for row in gone]).delete()
    CalendarDay.objects.bulk_update([row for _old, row in other], [*_KEPT, "updated_at"])
    CalendarDay.objects.bulk_create(new)
    touch(calendar)
    if turned:
        for react in days_changed:
            react(calendar, frozenset(turned))
    return len(new), len(other), len(gone)
