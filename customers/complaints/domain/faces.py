"""How the clocks of complaints look now: how much is spent, how long is left, for one complaint or a page of them.

The figures come from what is kept of each clock; a list of fifty asks as many statements as a list of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from brm.calendars.domain.queries import schedules_of
from brm.calendars.limits import Limit
from brm.core import clock
from customers.complaints.domain.clocks import Hours, Schedules, rests, running_of
from customers.complaints.enums import ClockKind
from customers.complaints.models import Complaint, ComplaintClock, ComplaintWait

BANDS = ((100, "red"), (75, "orange"), (50, "yellow"), (0, "green"))
"""From so many per cent of a limit on, its clock wears this tone."""


@dataclass(frozen=True)
class Face:
    """One clock as it is read: whether it runs, in which tone, how long is left, until when, how much is spent."""

    kind: str
    name: str
    state: str
    tone: str
    text: str
    due: datetime | None
    spent: int
    limit: Limit

    @property
    def share(self) -> int:
        """How much of the limit is spent, in per cent, a full bar at most."""
        return min(self.spent, 100)

    @property
    def note(self) -> str:
        """How much of which limit is spent."""
        return _("%(share)d %% of %(limit)s") % {"share": self.spent, "limit": self.limit}

    @property
    def is_running(self) -> bool:
        """Whether somebody can still stop it: running, late, or resting for a while."""
        return self.state in {"running", "late", "paused"}


def hang_clocks(rows: Sequence[Complaint]) -> None:
    """Give each complaint of a page the face of its most urgent clock (``face``), and the tone of its severity."""
    now = clock.now()
    urgent = _urgent(rows)
    schedules = _schedules(urgent.values())
    for row in rows:
        each = urgent.get(row.pk)
        row.face = face_of(each, _waits([each]), schedules, now) if each else None  # type: ignore[attr-defined]  # for the page
        row.tone = severity_tone(row.severity)  # type: ignore[attr-defined]  # for the page


def faces_of(complaint: Complaint) -> list[Face]:
    """The three clocks of the present round, in their order."""
    now = clock.now()
    found = list(ComplaintClock.objects.raw(_ALL, [complaint.pk]))
    rows, waits = {row.kind: row for row in found}, _waits(found)
    schedules = _schedules(rows.values())
    return [face_of(rows[kind], waits, schedules, now) for kind in ClockKind.values if kind in rows]


def face_of(row: ComplaintClock, waits: Sequence[ComplaintWait], schedules: Schedules, now: datetime) -> Face:
    """One clock, read at a moment."""
    limit = Limit.from_json(row.limit)
    schedule = Hours(row.calendar_id, row.time_zone).schedule(schedules)
    spent = running_of(row, limit).spent(row.stopped_at or now, schedule, rests(row, waits))
    share = round(100 * spent / row.budget)
    if row.stopped_at is not None:
        return _stopped(row, share, limit)
    rests_now = row.due_at is None
    late = share >= 100 or (row.due_at is not None and row.due_at <= now)
    tone = "red" if late else "blue" if rests_now else next(tone for least, tone in BANDS if share >= least)
    if rests_now:
        text, state = _("resting"), "paused"
    elif late:
        text, state = _("%(span)s late") % {"span": span(now - (row.due_at or now))}, "late"
    else:
        text, state = _("%(span)s left") % {"span": span((row.due_at or now) - now)}, "running"
    return Face(row.kind, row.get_kind_display(), state, tone, text, row.due_at, share, limit)


def _stopped(row: ComplaintClock, share: int, limit: Limit) -> Face:
    return Face(
        row.kind, row.get_kind_display(), "met" if row.in_time else "missed", "green" if row.in_time else "red",
        _("in time") if row.in_time else _("too late"), row.stopped_at, share, limit,
    )  # fmt: skip


def severity_tone(severity: int) -> str:
    """The colour a severity wears."""
    return {1: "red", 2: "orange", 3: "yellow"}.get(severity, "grey")


def span(length: timedelta) -> str:
    """A length of time in its two largest units."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _("%(d)d d %(h)d h") % {"d": days, "h": hours}
    if hours:
        return _("%(h)d h %(m)d min") % {"h": hours, "m": rest}
    return _("%(m)d min") % {"m": rest}


_READ = """k.*,
ARRAY(SELECT w.since_at FROM complaints_complaintwait w WHERE w.complaint_id = k.complaint_id ORDER BY since_at, w.id)
    AS rest_from,
ARRAY(SELECT w.until_at FROM complaints_complaintwait w WHERE w.complaint_id = k.complaint_id ORDER BY since_at, w.id)
    AS rest_to FROM complaints_complaintclock k"""
"""Each clock with when its complaint waited for the complainant, in the same statement."""
_URGENT = f"""SELECT DISTINCT ON (k.complaint_id) {_READ}
JOIN complaints_complaint c ON c.matter_id = k.complaint_id AND c.round = k.round
WHERE k.complaint_id = ANY(%s) AND k.stopped_at IS NULL
ORDER BY k.complaint_id, k.due_at NULLS LAST, k.id"""
_ALL = f"SELECT {_READ} WHERE k.complaint_id = %s ORDER BY k.round, k.id"


def _urgent(rows: Iterable[Complaint]) -> dict[int, ComplaintClock]:
    """Of each open complaint the clock that is due first; one that rests comes after those that run."""
    ids = [row.pk for row in rows if row.is_open]
    return {each.complaint_id: each for each in ComplaintClock.objects.raw(_URGENT, [ids])} if ids else {}


def _waits(clocks: Sequence[ComplaintClock]) -> list[ComplaintWait]:
    """The waits that came with the clocks of one complaint."""
    told: Any = clocks[0] if clocks else None
    pairs = zip(told.rest_from, told.rest_to, strict=True) if told is not None else ()
    return [ComplaintWait(since_at=since, until_at=until) for since, until in pairs]


def _schedules(rows: Iterable[ComplaintClock]) -> Schedules:
    return schedules_of({row.calendar_id for row in rows})
