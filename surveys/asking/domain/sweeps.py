"""One sweep for everything that is due with invitations: send, hold, leave out, remind once, expire (Q-01).

In ranges, since there are many alike. A contact is held while they are judged, so that two sweeps at once never ask the
same person twice; rows that another sweep holds are left to it. Late is late: after an outage what is over is left out
or expired, nothing is sent after its time.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from brm.calendars.engine import Schedule
from brm.core import clock
from brm.notifications.domain.writing import mail_many
from brm.parties.models import Contact
from surveys.asking.domain.budget import budget_at
from surveys.asking.domain.hours import Hours
from surveys.asking.domain.judging import Verdict, judge, may_remind, weighed
from surveys.asking.domain.letters import letter_of
from surveys.asking.domain.links import hash_of, new_token
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.domain.saving import save_range
from surveys.asking.domain.today import settle_calls, show_calls
from surveys.asking.domain.versions import published_versions
from surveys.asking.enums import AskChannel, InvitationStatus, Why
from surveys.asking.models import Budget, Invitation
from surveys.asking.notices import INVITATION, REMINDER

logger = logging.getLogger(__name__)
RANGE = 500


@dataclass
class Range:
    """One range of due invitations at work: the budget, the calendars, who was asked in it, the mails it writes."""

    at: datetime
    budget: Budget
    hours: Hours
    versions: dict[int, Any]
    asked: Counter[int] = field(default_factory=Counter)
    letters: dict[str, list[Any]] = field(default_factory=lambda: {INVITATION: [], REMINDER: []})


def sweep_invitations(*, at: datetime | None = None) -> int:
    """Do what is due with every invitation. Any number may run at once, as often as one likes."""
    at = at or clock.now()
    done, after = 0, (datetime.min.replace(tzinfo=UTC), 0)
    while due := _due(at, after):
        after, ids = due[-1], sorted(pk for _moment, pk in due)
        try:
            done += _work(ids, at)
        except Exception:
            logger.exception("a range of invitations failed; one by one", extra={"first": ids[0], "last": ids[-1]})
            done += sum(_alone(pk, at) for pk in ids)
    return done


def next_step(before: datetime) -> datetime | None:
    """When the sweep has something to do next, if that is before a moment: for those who tell the past.

    Whom a role holds back is looked at every hour; the past is told sooner when that waits for something else to do.
    """
    rows = Invitation.objects.filter(step_at__lt=before).order_by("step_at", "pk")
    rows = rows.exclude(Q(status=InvitationStatus.HELD) & ~Q(why=Why.COOL_DOWN))
    return rows.values_list("step_at", flat=True).first()


def _due(at: datetime, after: tuple[datetime, int]) -> list[tuple[datetime, int]]:
    """The next range in the order of the index, past what was looked at: what others hold is left for another time."""
    moment, pk = after
    rows = Invitation.objects.filter(step_at__gte=moment, step_at__lte=at).exclude(step_at=moment, pk__lte=pk)
    return [(due, pk) for due, pk in rows.order_by("step_at", "pk").values_list("step_at", "pk")[:RANGE] if due]


def _alone(pk: int, at: datetime) -> int:
    try:
        return _work([pk], at)
    except Exception:
        logger.exception("an invitation could not be worked on", extra={"invitation": pk})
        return 0


@transaction.atomic
def _work(ids: Sequence[int], at: datetime) -> int:
    rows = _held(ids, at)
    if not rows:
        return 0
    here = Range(
        at,
        budget_at(at),
        Hours(row.relationship for row in rows),
        published_versions(row.rule.questionnaire_id for row in rows if row.rule),
    )
    for row in sorted(rows, key=lambda row: (row.step_at, row.pk)):
        schedule = here.hours.of(row.relationship, row.contact)
        if row.status == InvitationStatus.SENT:
            _after_sending(row, schedule, here)
        else:
            verdict = judge(row, budget=here.budget, schedule=schedule, at=at, asked=here.asked)
            _follow(row, verdict, schedule, here)
    save_range(rows)
    for kind, letters in here.letters.items():
        mail_many(kind, letters, at=at)
    _tell_today(rows, at)
    return len(rows)


def _tell_today(rows: Sequence[Any], at: datetime) -> None:
    by_voice = [row for row in rows if row.channel in BY_VOICE]
    if calls := [row for row in by_voice if row.status == InvitationStatus.SENT and row.sent_at == at]:
        show_calls(calls, at=at)
    if over := [row.pk for row in by_voice if row.status == InvitationStatus.EXPIRED]:
        settle_calls(over, at=at)


def _held(ids: Sequence[int], at: datetime) -> list[Any]:
    """The invitations nobody else is working on, of contacts nobody else is judging, with all that decides."""
    due = Invitation.objects.filter(pk__in=ids, step_at__lte=at).order_by("pk")
    mine = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", "contact_id"))
    contacts = Contact.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    free = set(contacts.filter(pk__in={contact for _pk, contact in mine}).order_by("pk").values_list("pk", flat=True))
    return list(weighed(with_all(Invitation.objects.filter(pk__in=[pk for pk, one in mine if one in free])),
                        budget_at(at), at))  # fmt: skip


def with_all(rows: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    """With what judging and writing read."""
    return rows.select_related(
        "rule", "campaign__asked_version", "contact", "matter", "relationship__organisation", "version"
    )


def _follow(row: Any, verdict: Verdict, schedule: Schedule, here: Range) -> None:
    row.status, row.why, row.step_at = verdict.status, verdict.why, verdict.again_at
    if verdict.status != InvitationStatus.SENT:
        return
    version = row.version or (
        row.campaign.asked_version if row.campaign else here.versions.get(row.rule.questionnaire_id)
    )
    if version is None:
        row.status, row.why = InvitationStatus.LEFT_OUT, Why.NO_WORDS
        return
    row.version, row.channel, row.sent_at = version, verdict.channel, here.at
    row.expires_at = _end_of(row, here.at)
    here.asked[row.contact_id] += 1
    if row.channel == AskChannel.MAIL:
        token = new_token()
        row.token_hash = hash_of(token)
        here.letters[INVITATION].append(letter_of(row, token, "asked", str(schedule.zone)))
    row.step_at = min(filter(None, (_reminder_of(row, schedule), row.expires_at)), default=None)


def _after_sending(row: Any, schedule: Schedule, here: Range) -> None:
    """Asked and not answered yet: one reminder in its time, and an end."""
    if row.expires_at is not None and row.expires_at <= here.at:
        row.status, row.step_at = InvitationStatus.EXPIRED, None
        row.ended_on = row.expires_at.astimezone(schedule.zone).date()
        return
    if row.reminded_at is None and may_remind(row, budget=here.budget, asked=here.asked, at=here.at):
        if not schedule.is_working(here.at):
            row.step_at = min(schedule.next_moment(here.at), row.expires_at)
            return
        token = new_token()
        row.reminder_hash, row.reminded_at = hash_of(token), here.at
        here.asked[row.contact_id] += 0  # a reminder is no further survey of the year
        here.letters[REMINDER].append(letter_of(row, token, "reminded", str(schedule.zone)))
    row.step_at = row.expires_at


def _end_of(row: Any, at: datetime) -> datetime | None:
    return at + timedelta(days=row.rule.expire_days) if row.rule else row.campaign.closes_at


def _reminder_of(row: Any, schedule: Schedule) -> datetime | None:
    """When those who have not answered are reminded, in their working hours; by mail only."""
    days = (row.rule or row.campaign).remind_days
    if row.channel != AskChannel.MAIL or not days:
        return None
    return schedule.next_moment(row.sent_at + timedelta(days=days))
