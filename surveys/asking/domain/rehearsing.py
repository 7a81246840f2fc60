"""The rehearsal: what goes out on a day, what is held and why, reckoned as the sweep will reckon it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from brm.accounts.models import User
from brm.core import clock
from surveys.asking.domain.budget import budget_at
from surveys.asking.domain.hours import Hours
from surveys.asking.domain.judging import Verdict, judge, weighed
from surveys.asking.domain.queries import DUE, invitations_for
from surveys.asking.domain.sweeps import with_all
from surveys.asking.enums import InvitationStatus, Why
from surveys.asking.models import Invitation

MOST = 5_000
"""So many are rehearsed; the page says when there are more."""


@dataclass
class Rehearsed:
    """One invitation and what will become of it."""

    invitation: Invitation
    verdict: Verdict
    at: datetime

    @property
    def reason(self) -> str:
        """Why not, or not yet, in words."""
        return str(Why(self.verdict.why).label)


@dataclass
class Rehearsal:
    """A day's sendings before they go."""

    day: date
    going: list[Rehearsed] = field(default_factory=list)
    held: list[Rehearsed] = field(default_factory=list)
    left_out: list[Rehearsed] = field(default_factory=list)
    later: list[Rehearsed] = field(default_factory=list)
    more: bool = False

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why somebody is held back or left out, and how many, the commonest first."""
        counted = Counter(one.verdict.why for one in [*self.held, *self.left_out])
        return counted.most_common()


def rehearse(user: User, day: date, *, now: datetime | None = None) -> Rehearsal:
    """What the sweep will do on a day with what a person may see, in the order it will do it."""
    now = now or clock.now()
    start = max(now, datetime.combine(day, time(0), ZoneInfo(user.time_zone)))
    end = datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(user.time_zone))
    budget = budget_at(start)
    due = invitations_for(user).filter(status__in=DUE, step_at__lt=end).order_by("step_at", "id")
    # first who, then what is known of them: joined to all that is weighed, the database would do so for everybody's
    ids = list(due.values_list("pk", flat=True)[: MOST + 1])
    weighing = weighed(with_all(invitations_for(user)).filter(pk__in=ids), budget, start)
    rows: list[Any] = list(weighing.order_by("step_at", "id")) if ids else []
    told = Rehearsal(day, more=len(rows) > MOST)
    hours, asked = Hours(row.relationship for row in rows), Counter[int]()
    for row in rows[:MOST]:
        moment = max(start, row.step_at)
        schedule = hours.of(row.relationship, row.contact)
        verdict = judge(row, budget=budget, schedule=schedule, at=moment, asked=asked)
        if verdict.again_at is not None and verdict.status == row.status and verdict.again_at < end:
            moment = verdict.again_at
            verdict = judge(row, budget=budget, schedule=schedule, at=moment, asked=asked)
        _place(told, Rehearsed(row, verdict, moment))
        if verdict.status == InvitationStatus.SENT:
            asked[row.contact_id] += 1
    return told


def _place(told: Rehearsal, one: Rehearsed) -> None:
    if one.verdict.status == InvitationStatus.SENT:
        told.going.append(one)
    elif one.verdict.status == InvitationStatus.HELD:
        told.held.append(one)
    elif one.verdict.status == InvitationStatus.LEFT_OUT:
        told.left_out.append(one)
    else:
        told.later.append(one)
