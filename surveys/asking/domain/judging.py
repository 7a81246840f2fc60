"""May this person be asked at this moment, and if not, why not: one answer for the sweep and for the rehearsal.

What the tables know is asked in one statement for a whole range (``weighed``); what needs a calendar, or the others of
the same range, is reckoned from that (``judge``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce, Greatest, Lower

from brm.calendars.engine import Schedule
from brm.notifications.enums import SuppressionReason
from brm.notifications.models import Suppression
from surveys.asking.domain.holds import holds_under
from surveys.asking.domain.offering import BY_VOICE, may_be_mailed
from surveys.asking.enums import AskChannel, InvitationStatus, Source, Why
from surveys.asking.models import Budget, Invitation, OptOut

YEAR = timedelta(days=365)
LOOK_AGAIN = timedelta(hours=1)
"""How soon somebody who is held back by a role is looked at again."""


@dataclass(frozen=True)
class Verdict:
    """Ask now (``status`` sent), look again at ``again_at`` (planned or held), or never (left out): and why."""

    status: str
    why: str = Why.NONE
    again_at: datetime | None = None
    channel: str = ""


def weighed(rows: "QuerySet[Invitation]", budget: Budget, at: datetime) -> "QuerySet[Invitation]":
    """Each invitation with what the tables say of its contact: wishes, holds, when and how often asked before."""
    others = (
        Invitation.objects.filter(contact=OuterRef("contact"), sent_at__gt=at - YEAR, sent_at__lte=at)
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .values("contact")
    )
    holds = [When(contact_id__in=hold.contacts(), then=Value(str(hold.why))) for hold in holds_under(budget)]
    stopped = Suppression.objects.annotate(low=Lower("address")).filter(low=Lower(OuterRef("contact__email")))
    nothing = Value("")
    return rows.annotate(
        opted_out=Exists(OptOut.objects.filter(contact=OuterRef("contact"), ended_at=None)),
        held_by=Case(*holds, default=nothing, output_field=CharField()) if holds else nothing,
        asked_at=Subquery(
            others.annotate(last=Max(Greatest("sent_at", "reminded_at"))).values("last"), output_field=DateTimeField()
        ),
        asked_often=Coalesce(
            Subquery(others.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0)
        ),
        stopped=Coalesce(Subquery(stopped.values("reason")[:1]), nothing, output_field=CharField()),
        closed_at=F("matter__closed_at"),
    )


def judge(row: Any, *, budget: Budget, schedule: Schedule, at: datetime, asked: Mapping[int, int]) -> Verdict:
    """What becomes of a weighed invitation that is planned or held.

    ``asked``: contacts asked or reminded in this very range, and how many invitations went to each in it.
    """
    patience = row.send_at + timedelta(days=budget.hold_days) if row.send_at else None
    last = min(filter(None, (row.latest_at, patience)), default=None)
    if _is_late(row, at):
        return _never(row.why if row.status == InvitationStatus.HELD else Why.LATE)
    if why := _gone(row):
        return _never(why)
    channel, why = _way(row)
    if why:
        return _never(why)
    if row.asked_often + asked.get(row.contact_id, 0) >= budget.yearly_most:
        return _never(Why.YEARLY)
    if row.held_by:
        return _hold(row.held_by, at + LOOK_AGAIN, last, at)
    asked_at = at if row.contact_id in asked else row.asked_at
    if asked_at is not None and budget.cool_down_days and (free := _free(asked_at, budget)) > at:
        free = schedule.next_moment(free)
        return _never(Why.COOL_DOWN) if last is None or free > last else Verdict("held", Why.COOL_DOWN, free)
    if not schedule.is_working(at):
        opens = schedule.next_moment(at)
        late = row.latest_at is not None and opens > row.latest_at
        return _never(Why.LATE) if late else Verdict(row.status, Why.HOURS, opens)
    return Verdict(InvitationStatus.SENT, channel=channel)


def may_remind(row: Any, *, budget: Budget, asked: Mapping[int, int], at: datetime) -> bool:
    """Whether the one reminder may go: nobody is pressed who is held, gone, unwilling or asked about something else."""
    if row.channel != AskChannel.MAIL or row.held_by or row.contact_id in asked or _gone(row) or _way(row)[1]:
        return False
    if row.asked_at is None or not budget.cool_down_days:
        return True
    return bool(_free(row.asked_at, budget) <= at)


def _is_late(row: Any, at: datetime) -> bool:
    """A rule asks until its last moment; at that of a campaign nobody can answer any more."""
    if row.latest_at is None:
        return False
    return bool(row.latest_at <= at if row.campaign_id is not None else row.latest_at < at)


def _free(asked_at: datetime, budget: Budget) -> datetime:
    return asked_at + timedelta(days=budget.cool_down_days)


def _never(why: str) -> Verdict:
    return Verdict(InvitationStatus.LEFT_OUT, why)


def _hold(why: str, again_at: datetime, last: datetime | None, at: datetime) -> Verdict:
    """Held back while there is time; then left out for the same reason."""
    if last is not None and at >= last:
        return _never(why)
    return Verdict(InvitationStatus.HELD, why, min(again_at, last) if last else again_at)


def _gone(row: Any) -> str:
    """Reasons that lie with the person or the event. A value-added service is asked about once it is delivered."""
    contact = row.contact
    if contact.left_on is not None or contact.erased_at is not None:
        return Why.LEFT
    if contact.merged_into_id is not None:
        return Why.ALREADY
    if row.opted_out or (row.stopped == SuppressionReason.UNSUBSCRIBED and row.channel == AskChannel.MAIL):
        return Why.OPTED_OUT
    if row.matter_id is not None and row.closed_at is None and row.rule.source != Source.VALUE_ADDED:
        return Why.REOPENED
    if row.rule_id is not None and not row.rule.is_active:
        return Why.RULE_OFF
    return Why.NONE


def _way(row: Any) -> tuple[str, str]:
    """The channel that is left, or why there is none."""
    if row.channel in BY_VOICE or row.channel != AskChannel.MAIL:
        return row.channel, Why.NONE
    if may_be_mailed(row.contact) and not row.stopped:
        return row.channel, Why.NONE
    if row.rule is not None:
        by_phone = row.rule.phone_without_mail and row.contact.phone
    else:
        by_phone = AskChannel.PHONE in row.campaign.channels and row.contact.phone
    return (AskChannel.PHONE, Why.NONE) if by_phone else (row.channel, Why.NO_ADDRESS)
