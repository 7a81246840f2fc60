"""Sending what is due: lease, commit, send, mark. Never twice, and where a kill leaves a doubt it is counted.

A mail goes out between two commits: *handed over* just before the server gets the text, *sent* just after its yes.
Only a process killed between these two can leave a mail of which nobody knows whether it is out. It is sent again,
with the same Message-ID, and counted in ``doubts`` (ruling 20).
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Lower

from brm.core import clock
from brm.core.registry import Registry
from brm.notifications.domain.kinds import KINDS
from brm.notifications.domain.letters import compose
from brm.notifications.domain.post import LaterError, Post, RefusedError, ServerError, UncertainError
from brm.notifications.domain.suppressions import remember_bounce
from brm.notifications.enums import HeldReason, MailState, SuppressionReason
from brm.notifications.models import Notification, Suppression
from brm.notifications.rules import MAX_ATTEMPTS, STALE_AFTER, pause_after, quiet_until

logger = logging.getLogger(__name__)
BATCH = 20
LEASE = timedelta(minutes=3)
LONGEST_RUN_SECONDS = min(240.0, 0.75 * settings.TICK_SECONDS)
"""Shorter than a tick: a long queue of mails must not keep the other sweeps, and the signs of life, waiting."""
TROUBLES_IN_A_ROW = 2

WrongAddress = Callable[[str, "int | None"], None]
WRONG_ADDRESS: Registry[WrongAddress] = Registry("wrong address hook")
"""Called with the address and the contact's id when a server says that an address does not exist."""


class LeaseLostError(Exception):
    """We were so slow that another sender may have the mail by now: hands off."""


def send_due(*, batch: int = BATCH) -> int:
    """Send every mail whose moment has come, in order. Without a mail server nothing happens and everything waits.

    Any number of senders may run at once: each takes rows that no other holds. Answers how many were sent.
    """
    if not settings.MAIL_CONFIGURED:
        return 0
    take_back_abandoned()
    sent, until = 0, time.monotonic() + LONGEST_RUN_SECONDS
    while time.monotonic() < until:
        rows, looked_at = lease(batch)
        if not looked_at:
            break
        if not rows:
            continue
        try:
            with Post() as post:
                sent += _send_batch(post, rows, until)
        except ServerError as error:
            logger.warning("the mail server takes nothing; mails wait", extra={"answer": str(error)})
            _release(rows, str(error))
            break
    return sent


def take_back_abandoned() -> int:
    """Free what a killed sender had taken; a mail that had been handed over may go twice and is counted."""
    moment = clock.now()
    abandoned = Notification.objects.abandoned(moment)
    doubtful = abandoned.filter(handed_at__isnull=False).update(
        state=MailState.WAITING, leased_until=None, handed_at=None, doubts=F("doubts") + 1
    )
    if doubtful:
        logger.warning("mails that may go twice after a kill", extra={"count": doubtful})
    return doubtful + abandoned.update(state=MailState.WAITING, leased_until=None)


@transaction.atomic
def lease(batch: int) -> tuple[list[Notification], int]:
    """Take due mails for ourselves; hold or stop those that should not go now. Answers the taken, and how many were
    looked at."""
    moment = clock.now()
    due = list(
        Notification.objects.due_to_send(moment)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
        .order_by("not_before", "id")[:batch]
    )
    stopped, over = _stopped({row.address.lower() for row in due}), _over(due, moment)
    taken: list[Notification] = []
    for row in due:
        if reason := _reason_to_stop(row, moment, stopped, over):
            row.state, row.held_reason = MailState.SUPPRESSED, reason
        elif end := _quiet(row, moment):
            row.state, row.held_reason, row.not_before = MailState.HELD_QUIET, HeldReason.QUIET, end
        else:
            row.state, row.held_reason, row.leased_until = MailState.LEASED, HeldReason.NOTHING, moment + LEASE
            taken.append(row)
    Notification.objects.bulk_update(due, ["state", "held_reason", "not_before", "leased_until"])
    return taken, len(due)


def _stopped(addresses: set[str]) -> dict[str, str]:
    found = Suppression.objects.annotate(lower=Lower("address")).filter(lower__in=addresses)
    return dict(found.values_list("lower", "reason"))


def _over(rows: Iterable[Notification], moment: datetime) -> set[tuple[str, str]]:
    """Kind and key of the mails whose occasion has passed; each kind is asked once."""
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        keys[row.kind].add(row.key)
    kinds = {name: kind for name in keys if (kind := KINDS.get(name)) is not None}
    return {(name, key) for name, kind in kinds.items() if kind.over for key in kind.over(keys[name], moment)}


def _reason_to_stop(
    row: Notification, moment: datetime, stopped: dict[str, str], over: set[tuple[str, str]]
) -> HeldReason | None:
    kind = KINDS.get(row.kind)
    essential = kind is not None and kind.essential
    if row.recipient is not None and not row.recipient.is_active:
        return HeldReason.LEFT
    reason = stopped.get(row.address.lower())
    if reason and not (essential and reason == SuppressionReason.UNSUBSCRIBED):
        return HeldReason(reason)
    if (row.kind, row.key) in over:
        return HeldReason.OLD
    stale_after = kind.stale_after if kind is not None else STALE_AFTER
    if not essential and row.attempts == 0 and max(row.not_before, row.created_at) < moment - stale_after:
        return HeldReason.OLD
    return None


def _quiet(row: Notification, moment: datetime) -> datetime | None:
    """Quiet hours asked again: a mail that was due by day may be late by an outage."""
    kind, person = KINDS.get(row.kind), row.recipient
    if person is None or (kind is not None and (kind.essential or kind.grave)):
        return None
    return quiet_until(moment, person.quiet_from, person.quiet_to, ZoneInfo(person.time_zone))


def _send_batch(post: Post, rows: list[Notification], until: float) -> int:
    """Send the rows one by one, taking each off the list; what time does not suffice for is given back."""
    sent, troubles = 0, 0
    while rows:
        if time.monotonic() > until:
            _release(rows)
            break
        row = rows[0]
        try:
            answer = post.send(compose(row, list(row.attachments.all())), partial(_hand_over, row))
        except ServerError:
            raise
        except LeaseLostError:
            logger.warning("a mail was left to another sender", extra={"notification": row.pk})
        except RefusedError as error:
            _refused(row, error)
        except LaterError as error:
            troubles += 1
            _later(row, str(error), uncertain=isinstance(error, UncertainError))
        except Exception as error:
            logger.exception("a mail could not be made", extra={"notification": row.pk})
            _later(row, f"{type(error).__name__}: {error}")
        else:
            troubles = 0
            sent += 1
            _mark(
                row,
                state=MailState.SENT,
                sent_at=clock.now(),
                attempts=row.attempts + 1,
                last_error=answer,
                **_forgotten(row),
            )
        rows.pop(0)
        if troubles >= TROUBLES_IN_A_ROW and rows:
            raise ServerError(row.last_error)
    return sent


def _forgotten(row: Notification) -> dict[str, object]:
    """A link that is a key is not kept once the mail is out."""
    kind = KINDS.get(row.kind)
    return {"url": ""} if kind is not None and kind.secret else {}


def _hand_over(row: Notification) -> None:
    """Write down that the server gets the text now, if the mail is still ours."""
    moment = clock.now()
    ours = Notification.objects.filter(
        pk=row.pk, state=MailState.LEASED, leased_until=row.leased_until, leased_until__gt=moment
    ).update(handed_at=moment, leased_until=moment + LEASE)
    if ours != 1:
        raise LeaseLostError
    row.leased_until = moment + LEASE


def _mark(row: Notification, **values: object) -> None:
    """Write the outcome, if the row is still ours. The database may be restarting just now: insist while the lease
    lasts, for the mail is out and forgetting that would send it again."""
    until = time.monotonic() + LEASE.total_seconds() / 2
    while True:
        try:
            ours = Notification.objects.filter(pk=row.pk, state=MailState.LEASED, leased_until=row.leased_until).update(
                leased_until=None, **values
            )
            break
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
            time.sleep(0.5)
    if ours != 1:
        logger.warning("a mail was marked by another sender", extra={"notification": row.pk})


def _later(row: Notification, answer: str, *, uncertain: bool = False) -> None:
    row.last_error, attempts = answer, row.attempts + 1
    _mark(
        row,
        state=MailState.DEAD if attempts >= MAX_ATTEMPTS else MailState.WAITING,
        attempts=attempts,
        last_error=answer,
        handed_at=None,
        not_before=clock.now() + pause_after(attempts),
        doubts=row.doubts + uncertain,
    )


def _refused(row: Notification, error: RefusedError) -> None:
    _mark(row, state=MailState.FAILED, attempts=row.attempts + 1, last_error=str(error), handed_at=None)
    if not error.wrong_address:
        return
    remember_bounce(row.address, note=str(error))
    for hook in WRONG_ADDRESS:
        try:
            with transaction.atomic():
                hook(row.address, row.contact_id)
        except Exception:
            logger.exception("a wrong address could not be flagged", extra={"notification": row.pk})


def _release(rows: list[Notification], answer: str = "") -> None:
    """Give back what we could not even try, with the server's answer for the administrator's page."""
    for row in rows:
        _mark(row, state=MailState.WAITING, last_error=answer or row.last_error, handed_at=None)
