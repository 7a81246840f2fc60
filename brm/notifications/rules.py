"""When a mail goes: at once, with the digest, after quiet hours. Pure reckoning, in the recipient's zone."""

import random
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brm.accounts.enums import Delivery
from brm.accounts.models import User
from brm.notifications.enums import Channel, HeldReason, MailState

MAX_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=6)
STALE_AFTER = timedelta(days=14)
_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.\d{1,3}\b")
_dice = random.SystemRandom()


@dataclass(frozen=True)
class Plan:
    """What happens with one notice: its way, the state of its mail, from when it may go, why it is held."""

    channel: Channel
    state: MailState
    not_before: datetime
    reason: HeldReason = HeldReason.NOTHING


def wall_moment(day: date, at: time, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """The moment a wall clock in ``zone`` shows ``at`` on ``day``.

    A time that the change to summer time leaves out is the moment after the gap; one that comes twice is the first,
    unless that is not after ``after``.
    """
    moment = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if after is not None and moment <= after:
        later = datetime.combine(day, at.replace(fold=1), tzinfo=zone).astimezone(UTC)
        return max(moment, later)
    return moment


def quiet_until(moment: datetime, quiet_from: time | None, quiet_to: time | None, zone: ZoneInfo) -> datetime | None:
    """The end of the quiet hours that ``moment`` falls into, or None. They may run over midnight."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return None
    here = moment.astimezone(zone)
    clock_time = here.time().replace(fold=0)
    if quiet_from < quiet_to:
        if not quiet_from <= clock_time < quiet_to:
            return None
        day = here.date()
    else:
        if quiet_to <= clock_time < quiet_from:
            return None
        day = here.date() + timedelta(days=1) if clock_time >= quiet_from else here.date()
    end = wall_moment(day, quiet_to, zone, after=moment)
    return end if end > moment else None


def next_digest(moment: datetime, digest_at: time, zone: ZoneInfo) -> datetime:
    """The next moment the person's digest is made, strictly after ``moment``."""
    day = moment.astimezone(zone).date()
    today = wall_moment(day, digest_at, zone)
    return today if today > moment else wall_moment(day + timedelta(days=1), digest_at, zone)


def chosen_delivery(user: User, category: str) -> str:
    """How the person wants to be told about a category: their choice for it, else their general one."""
    chosen = user.delivery_by_category.get(category)
    return chosen if chosen in Delivery.values else user.delivery


def plan_for(
    user: User, category: str, moment: datetime, *, urgent: bool = False, grave: bool = False, essential: bool = False
) -> Plan:
    """How a notice goes to one of the people with an account.

    Essential ones (invitation, password) go at once whatever was chosen; so do grave ones. Urgent ones do not wait
    for the digest but respect quiet hours.
    """
    if essential or grave:
        return Plan(Channel.EMAIL, MailState.WAITING, moment)
    choice = chosen_delivery(user, category)
    zone = ZoneInfo(user.time_zone)
    if choice == Delivery.INBOX:
        return Plan(Channel.INBOX, MailState.NONE, moment)
    if choice == Delivery.DIGEST and not urgent:
        due = next_digest(moment, user.digest_at, zone)
        return Plan(Channel.EMAIL, MailState.HELD_DIGEST, due, HeldReason.DIGEST)
    if end := quiet_until(moment, user.quiet_from, user.quiet_to, zone):
        return Plan(Channel.EMAIL, MailState.HELD_QUIET, end, HeldReason.QUIET)
    return Plan(Channel.EMAIL, MailState.WAITING, moment)


def pause_after(attempts: int) -> timedelta:
    """How long a mail rests after its n-th attempt: doubling from a minute, at most six hours, ±20 % so that a
    thousand of them do not come back in one second."""
    pause = min(timedelta(minutes=2 ** min(attempts - 1, 12)), LONGEST_PAUSE)
    return pause * _dice.uniform(0.8, 1.2)


def address_is_wrong(code: int, answer: str) -> bool:
    """Whether a server's refusal means that the address does not exist (not that it dislikes us or the text)."""
    if found := _ENHANCED.search(answer):
        return found.group(1) == "1"
    return code in {550, 551, 553} and "relay" not in answer.lower()
