"""The sweep of follow-ups: one that nobody moved in time rises to the next named person of the ladder (C-16)."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from brm.accounts.domain.ladders import ladder_of
from brm.audit import trail
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit, due_moment
from brm.communications.domain.placing import schedule_for_relationship
from brm.core import clock
from brm.core.editing import save_changes
from brm.core.sweeps import sweep
from brm.notifications.domain.writing import notify
from surveys.answering.domain.asking import ask
from surveys.answering.domain.follow_ups import words_of
from surveys.answering.enums import OPEN_FOLLOW_UP, FollowUpStatus
from surveys.answering.models import FollowUp
from surveys.answering.rules import FINISH_DAYS, LATE_STEPS


def raise_late_follow_ups(*, at: datetime | None = None) -> int:
    """Every follow-up whose moment has come, one step each for every share of its limit that is behind us."""
    now = at or clock.now()
    due = FollowUp.objects.filter(status__in=OPEN_FOLLOW_UP, step_at__lte=now).select_related(
        "relationship__organisation", "owner", "response__contact"
    )
    return sweep(due, lambda follow_up: _rise(follow_up, now))


def _rise(follow_up: FollowUp, now: datetime) -> None:
    """Once per share that has passed, in order; at the top of the ladder the clock has nobody left to tell."""
    ladder = ladder_of(follow_up.relationship.team_id)
    steps, rank = _steps(follow_up), follow_up.rank
    passed = [moment for moment in steps if moment <= now]
    ahead = [moment for moment in steps if moment > now]
    person = follow_up.risen_to
    for _moment in passed[_done(steps, follow_up) :]:
        found = ladder.above(rank, leave_out=[follow_up.owner_id])
        if found is None:
            break
        rank, person = found
        notify(
            person, "survey_follow_up_late", key=f"follow-up-{follow_up.pk}-late-{follow_up.status}-{rank}",
            url=follow_up.get_absolute_url(), relationship=follow_up.relationship_id, at=now, **words_of(follow_up),
        )  # fmt: skip
        trail.record(
            follow_up, "follow_up.rise", by=None, changes={"rank": (None, rank), "risen_to": (None, person)}, at=now
        )
    save_changes(follow_up, {"rank": rank, "risen_to": person, "step_at": ahead[0] if ahead else None})
    ask(follow_up, now)


def _steps(follow_up: FollowUp) -> list[datetime]:
    """The moments at which it rises, in the customer's working time."""
    contacted = follow_up.status == FollowUpStatus.CONTACTED and follow_up.contacted_at is not None
    start = follow_up.contacted_at if contacted and follow_up.contacted_at else follow_up.opened_at
    limit = Limit(FINISH_DAYS, Unit.WORKING_DAYS) if contacted else Limit(follow_up.hours, Unit.WORKING_HOURS)
    schedule = schedule_for_relationship(follow_up.relationship)
    return [due_moment(start, limit, schedule, percent=percent) for percent in LATE_STEPS]


def _done(steps: list[datetime], follow_up: FollowUp) -> int:
    """How many of the moments were acted on before."""
    return sum(1 for moment in steps if follow_up.step_at is not None and moment < follow_up.step_at)


trail.label("follow_up.rise", gettext_lazy("Nobody had moved the follow-up in time: it rose a step"))
