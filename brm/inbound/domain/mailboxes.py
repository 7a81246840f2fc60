"""Reading the mailbox: whatever is new is taken in, and how far we are is written down with each mail."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from brm.core import clock
from brm.core.errors import DomainError
from brm.inbound.domain.imap import Conversation, MailboxError, Place, open_mailbox, place_of
from brm.inbound.domain.taking import LARGEST, note_too_large, take_in
from brm.inbound.enums import Way
from brm.inbound.models import Mailbox

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
LONGEST_RUN_SECONDS = min(240.0, 0.75 * settings.TICK_SECONDS)
LONGEST_PAUSE = timedelta(minutes=15)
LOOK_BACK = timedelta(days=14)
"""How far back a mailbox is read that we see for the first time, or whose numbers have changed."""


def read_mailbox() -> int:
    """Take in what is new in the configured mailbox. Of two at once one reads. Answers how many mails are new."""
    if not settings.INBOUND_IMAP_URL:
        return 0
    place = place_of(settings.INBOUND_IMAP_URL)
    mailbox = _lease(place)
    if mailbox is None:
        return 0
    new = 0
    try:
        with open_mailbox(place) as conversation:
            new = _read(mailbox, conversation, place)
    except (MailboxError, DomainError) as error:
        _failed(mailbox, str(error))
    else:
        now = clock.now()
        _release(mailbox, polled_at=now, failing_since=None, trouble="", next_poll_at=now)
    return new


def _lease(place: Place) -> Mailbox | None:
    """Take the mailbox for ourselves for a while, in case nobody else reads it."""
    mailbox, _made = Mailbox.objects.get_or_create(name=place.name, defaults={"next_poll_at": clock.now()})
    now = clock.now()
    until = now + LEASE
    if not Mailbox.objects.to_read(now).filter(pk=mailbox.pk).update(leased_until=until):
        return None
    mailbox.refresh_from_db()
    return mailbox


def _read(mailbox: Mailbox, conversation: Conversation, place: Place) -> int:
    first_look = mailbox.uid_validity != conversation.validity
    if first_look:
        mailbox.uid_validity, mailbox.last_uid = conversation.validity, 0
        numbers = conversation.numbers_since((clock.now() - LOOK_BACK).date())
    else:
        numbers = conversation.numbers_after(mailbox.last_uid)
    new, until = 0, time.monotonic() + LONGEST_RUN_SECONDS
    for number in numbers:
        if time.monotonic() > until:
            return new
        size = conversation.size_of(number)
        if size > LARGEST:
            head = conversation.mail(number, head=True)
            note_too_large(head, size=size, place=f"{place.name}, UID {number}")
        elif raw := conversation.mail(number):
            new += _take(mailbox, number, raw)
        _advance(mailbox, number)
        conversation.mark_read(number)
    if first_look:
        _advance(mailbox, conversation.highest)  # what is older stays where it is
    return new


def _take(mailbox: Mailbox, number: int, raw: bytes) -> bool:
    """Keep the mail and how far we are in one transaction."""
    with transaction.atomic():
        _mail, is_new = take_in(raw, way=Way.IMAP)
        _advance(mailbox, number)
    return is_new


def _advance(mailbox: Mailbox, number: int) -> None:
    mailbox.last_uid = max(mailbox.last_uid, number)
    ours = Mailbox.objects.filter(pk=mailbox.pk, leased_until=mailbox.leased_until).update(
        uid_validity=mailbox.uid_validity, last_uid=mailbox.last_uid
    )
    if not ours:
        raise MailboxError(_("Another process reads this mailbox."))


def _failed(mailbox: Mailbox, words: str) -> None:
    """Rest a while, longer the longer it fails."""
    now = clock.now()
    since: datetime = mailbox.failing_since or now
    pause = min(max((now - since) / 2, timedelta(seconds=settings.TICK_SECONDS)), LONGEST_PAUSE)
    logger.warning("the mailbox cannot be read", extra={"mailbox": mailbox.name, "answer": words})
    _release(mailbox, failing_since=since, trouble=words[:2000], next_poll_at=now + pause)


def _release(mailbox: Mailbox, **values: object) -> None:
    Mailbox.objects.filter(pk=mailbox.pk, leased_until=mailbox.leased_until).update(leased_until=None, **values)
