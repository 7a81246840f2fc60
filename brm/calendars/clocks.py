"""A limit that runs: pauses stop it, and a calendar or zone that changes midway goes on where the other left off.

Pure like the engine. What is spent counts in the calendar it was spent in; what is left is spent in the present one
(INV-13). ``docs/dev/time.md`` says it at length.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from brm.calendars.engine import Schedule, around_the_clock
from brm.calendars.limits import Limit, budget
from brm.calendars.stretches import Pause


@dataclass(frozen=True)
class Running:
    """How much time a limit gives in all, what was spent before ``since``, and that it runs since then."""

    limit: Limit
    budget: timedelta
    since: datetime
    spent_before: timedelta = timedelta(0)

    @classmethod
    def start(cls, at: datetime, limit: Limit, schedule: Schedule) -> "Running":
        """The limit begins to run."""
        return cls(limit, budget(at, limit, schedule), at)

    def spent(self, until: datetime, schedule: Schedule, pauses: Iterable[Pause] = ()) -> timedelta:
        """How much of it has run by ``until``; never less than before, never negative."""
        return self.spent_before + self._clock(schedule).elapsed(self.since, until, pauses)

    def due(self, schedule: Schedule, pauses: Iterable[Pause] = (), *, percent: int = 100) -> datetime | None:
        """When ``percent`` of it is spent; None while an open pause comes first. What is spent already is due now."""
        left = self.budget * percent / 100 - self.spent_before
        return self._clock(schedule).add_working_time(self.since, max(left, timedelta(0)), pauses)

    def switched(self, at: datetime, schedule: Schedule, pauses: Iterable[Pause] = ()) -> "Running":
        """The same limit where ``schedule`` counted until ``at`` and another one counts from then on."""
        at = max(at, self.since)
        return replace(self, since=at, spent_before=self.spent(at, schedule, pauses))

    def _clock(self, schedule: Schedule) -> Schedule:
        return schedule if self.limit.works else around_the_clock()
