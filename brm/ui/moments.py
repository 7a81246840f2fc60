"""Moments in words: in the reader's zone and language, the year only where it is needed, distances from now."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brm.core import clock

Zone = str | ZoneInfo | None


@lru_cache(maxsize=4096)
def _written_day(value: date, language: str, pattern: str) -> str:
    return formats.date_format(value, pattern)


def day_text(value: date, *, full: bool = False) -> str:
    """A day; ``full`` keeps the year in any case."""
    pattern = "DATE_FORMAT" if full or value.year != clock.today().year else "MONTH_DAY_FORMAT"
    return _written_day(value, translation.get_language() or "", pattern)


def moment_text(value: datetime, *, full: bool = False) -> str:
    """A moment that is in the reader's zone already."""
    joint = " " if (translation.get_language() or "").startswith("zh") else ", "
    return f"{day_text(value.date(), full=full)}{joint}{value:%H:%M}"


def title(value: datetime, zone: Zone) -> str:
    """The whole moment with its zone, and the same in another zone where that differs (ruling 12)."""
    here = timezone.localtime(value)
    text = f"{moment_text(here, full=True)} ({timezone.get_current_timezone_name()})"
    if zone:
        there = value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
        if there.utcoffset() != here.utcoffset():
            text += f" · {moment_text(there, full=True)} ({zone})"
    return text


def _past(seconds: float, days: int) -> str:
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _("%(n)d min ago") % {"n": seconds // 60}
    if days == 0:
        return _("%(n)d h ago") % {"n": seconds // 3600}
    if days == 1:
        return _("yesterday")
    if days < 60:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days >= 730:
        return ngettext("%(n)d year ago", "%(n)d years ago", days // 365) % {"n": days // 365}
    return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}


def _future(seconds: float, days: int) -> str:
    if seconds < 3600:
        return _("in %(n)d min") % {"n": max(1, round(seconds / 60))}
    if days == 0:
        return _("in %(n)d h") % {"n": max(1, round(seconds / 3600))}
    if days == 1:
        return _("tomorrow")
    if days < 60:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if days >= 730:
        return ngettext("in %(n)d year", "in %(n)d years", days // 365) % {"n": days // 365}
    return ngettext("in %(n)d month", "in %(n)d months", days // 30) % {"n": days // 30}


def relative(value: datetime | date) -> str:
    """How long ago, or how soon, in words."""
    if not isinstance(value, datetime):
        days = (value - clock.today()).days
        if days == 0:
            return _("today")
        return _future(abs(days) * 86400, days) if days > 0 else _past(abs(days) * 86400, -days)
    seconds = (value - clock.now()).total_seconds()
    days = (timezone.localtime(value).date() - clock.today()).days
    return _future(seconds, days) if seconds >= 0 else _past(-seconds, -days)
