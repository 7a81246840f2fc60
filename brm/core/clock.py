"""The only source of now and today, in web, worker and beat alike (ruling 9).

In test mode (``CLOCK_FILE`` set) an offset in seconds is read from that file, so that every process of a running
installation can be moved to another moment together.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_offset = timedelta(0)


def _file_offset() -> timedelta:
    path = getattr(settings, "CLOCK_FILE", "")
    if not path:
        return timedelta(0)
    try:
        return timedelta(seconds=float(Path(path).read_text()))
    except (OSError, ValueError):
        return timedelta(0)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC) + _offset + _file_offset()


def today(zone: ZoneInfo | str | None = None) -> date:
    """The calendar day it is now in ``zone`` (default: the zone of the request, else the installation's)."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: ZoneInfo | str | None = None) -> date:
    """The calendar day of ``moment`` in ``zone`` (default: as `today`), which in Shanghai begins before that of UTC."""
    if zone is None:
        return timezone.localtime(moment).date()
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).date()


def travel(moment: datetime | timedelta | None) -> None:
    """Move this process to ``moment`` (or by an offset; None comes home). For tests and the demo story only."""
    global _offset
    if moment is None:
        _offset = timedelta(0)
    elif isinstance(moment, timedelta):
        _offset = moment
    else:
        _offset = moment - datetime.now(UTC)


class at:  # noqa: N801 - reads as a word: with at(moment)
    """``with at(moment):`` everything inside happens at that moment (tests, demo story)."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __enter__(self) -> None:
        self.before = _offset
        travel(self.moment)

    def __exit__(self, *_: object) -> None:
        travel(self.before)
