"""The clock again, as slowly and plainly as can be: minute by minute, asking the wall each time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


class Oracle:
    """Walks minutes of UTC. Whole minutes only; nothing of the engine is used here."""

    def __init__(
        self, zone: str, hours: dict[int, list[tuple[time, time]]], days: dict[date, bool] | None = None
    ) -> None:
        self.zone = ZoneInfo(zone)
        self.days = days or {}
        self.hours = {
            weekday: [
                (opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute or 24 * 60)
                for opens, closes in intervals
            ]
            for weekday, intervals in hours.items()
        }
        self.week = sum(closes - opens for spans in self.hours.values() for opens, closes in spans)
        self.usual = self.hours[min(weekday for weekday, intervals in self.hours.items() if intervals)]

    def works(self, moment: datetime) -> bool:
        """Whether the minute that begins at ``moment`` is worked."""
        wall = moment.astimezone(self.zone)
        own = self.hours.get(wall.weekday(), [])
        if not self.days.get(wall.date(), bool(own)):
            return False
        minute = wall.hour * 60 + wall.minute
        return any(opens <= minute < closes for opens, closes in own or self.usual)

    def paused(self, moment: datetime, pauses: Iterable[tuple[datetime, datetime | None]]) -> bool:
        return any(since <= moment and (until is None or moment < until) for since, until in pauses)

    def elapsed(self, start: datetime, end: datetime, pauses: Iterable = ()) -> timedelta:
        """Minutes worked and not paused from ``start`` to ``end``."""
        moment, count = start.astimezone(UTC), 0
        while moment < end:
            count += self.works(moment) and not self.paused(moment, pauses)
            moment += MINUTE
        return count * MINUTE

    def due(self, start: datetime, minutes: int, pauses: Iterable = (), most: int = 200_000) -> datetime | None:
        """The moment at which ``minutes`` have been worked; None when an open pause begins first."""
        moment = start.astimezone(UTC)
        opened = min((since for since, until in pauses if until is None), default=None)
        while minutes:
            if opened is not None and moment >= opened:
                return None
            if most == 0:
                raise AssertionError("the walk is too long")
            minutes -= self.works(moment) and not self.paused(moment, pauses)
            moment += MINUTE
            most -= 1
        return moment
