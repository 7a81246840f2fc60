"""The calendar of a person or a team between two days: meetings and visits side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from brm.accounts.domain.queries import acting_ids, colleagues_for, team_member_ids
from brm.accounts.models import User
from brm.communications.domain.queries import meetings_for, visits_for
from brm.communications.enums import OccurrenceStatus, VisitStatus
from brm.communications.models import ExecutiveVisit, Occurrence, OccurrenceAttendee, VisitAttendee
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.core.numbers import whole

M = TypeVar("M", bound=Model)
MOST = 400
HELD = frozenset({OccurrenceStatus.HELD, OccurrenceStatus.HELD_LATE})


@dataclass(frozen=True)
class Entry:
    """One line of a calendar."""

    starts_at: datetime
    title: str
    who: str
    url: str
    state: str
    state_word: str
    owner: str
    is_done: bool
    is_dropped: bool
    is_visit: bool
    zone: str


@dataclass(frozen=True)
class Agenda:
    """The entries, and whether there were more than a calendar can show."""

    entries: list[Entry]
    is_cut: bool


def watched_people(user: User) -> "QuerySet[User]":
    """Whose calendars a person may open: their team's, for an executive everybody's."""
    return colleagues_for(user).filter(pk__in={user.pk, *team_member_ids(user)}).order_by("name", "pk")


def agenda_for(user: User, since: datetime, until: datetime, *, who: str = "me", kind: str = "") -> Agenda:
    """What a person may see between two moments: their own, their team's, one colleague's, or all.

    Own is what they are responsible for (or stand in for), and what they are invited to.
    """
    meetings = meetings_for(user).filter(starts_at__gte=since, starts_at__lt=until)
    visits = visits_for(user).filter(starts_at__gte=since, starts_at__lt=until)
    people = _people(user, who)
    if people is not None:
        meetings = meetings.filter(
            Q(relationship__owner__in=people)
            | Q(pk__in=OccurrenceAttendee.objects.filter(user__in=people).values("occurrence"))
        )
        visits = visits.filter(
            Q(owner__in=people) | Q(pk__in=VisitAttendee.objects.filter(user__in=people).values("visit"))
        )
    if kind in OccurrenceStatus.values:
        meetings, visits = meetings.filter(status=kind), visits.none()
    elif kind == "visit":
        meetings = meetings.none()
    entries = [
        *_meetings(_shown(meetings, plan=("title",)).order_by("starts_at", "pk")[: MOST + 1]),
        *_visits(_shown(visits, owner=PERSON).order_by("starts_at")[:MOST]),
    ]
    entries.sort(key=lambda entry: (entry.starts_at, entry.title))
    return Agenda(entries[:MOST], len(entries) > MOST)


def _shown(rows: "QuerySet[M]", **more: tuple[str, ...]) -> "QuerySet[M]":
    """As much of each row as a line of the calendar says."""
    return narrowed(
        rows, relationship=("organisation", "owner", "time_zone"), relationship__owner=PERSON,
        relationship__organisation=(*ORGANISATION, "time_zone"), **more,
    )  # fmt: skip


def _people(user: User, who: str) -> list[int] | None:
    if who == "all":
        return None
    if who == "team":
        return team_member_ids(user) or [user.pk]
    if (person := whole(who)) is not None and watched_people(user).filter(pk=person).exists():
        return [person]
    return acting_ids(user)


def _meetings(rows: "QuerySet[Occurrence]") -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            row.starts_at, row.plan.title, str(row.relationship.organisation), row.get_absolute_url(), row.status,
            row.get_status_display(), str(row.relationship.owner), row.status in HELD,
            row.status == OccurrenceStatus.CANCELLED, False,
            row.relationship.time_zone or row.relationship.organisation.time_zone,
        )  # fmt: skip


def _visits(rows: "QuerySet[ExecutiveVisit]") -> Iterator[Entry]:
    done: Any = {VisitStatus.HELD, VisitStatus.FOLLOWED_UP}
    for visit in rows:
        assert visit.starts_at is not None  # noqa: S101 - the queryset asks for visits between two moments
        yield Entry(
            visit.starts_at, visit.purpose, str(visit.relationship.organisation), visit.get_absolute_url(),
            visit.status, visit.get_status_display(), str(visit.owner), visit.status in done,
            visit.status == VisitStatus.CANCELLED, True,
            visit.relationship.time_zone or visit.relationship.organisation.time_zone,
        )  # fmt: skip


def by_day(entries: list[Entry], zone: Any) -> dict[date, list[Entry]]:
    """The entries of each day, as the reader's calendar has it."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        days.setdefault(entry.starts_at.astimezone(zone).date(), []).append(entry)
    return days
