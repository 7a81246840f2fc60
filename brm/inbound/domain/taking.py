"""Taking a mail in: kept first, looked at afterwards, so that nothing that follows can lose it."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from brm.core import clock, jobs
from brm.core.errors import DomainError
from brm.documents.rules import FREE_DISK_FLOOR
from brm.inbound.enums import MailState, Reason, Way
from brm.inbound.models import InboundMail
from brm.inbound.rules.reading import read

LARGEST = 30 * 1024 * 1024


def take_in(raw: bytes, *, way: Way, delivery: str = "", at: datetime | None = None) -> tuple[InboundMail, bool]:
    """Keep a mail, once, whichever way and however often it comes. Answers it, and whether it is new."""
    message_id, fingerprint = identity(raw)
    if known := _known(message_id, fingerprint, delivery):
        return known, False
    if len(raw) > LARGEST:
        raise DomainError(_("The mail is too large."))
    place = Path(settings.VAR_DIR)
    place.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place).free - len(raw) < FREE_DISK_FLOOR:
        raise DomainError(_("There is too little room on the server for another mail."))
    at = at or clock.now()
    mail = InboundMail(
        way=way, delivery=delivery[:100], message_id=message_id, fingerprint=fingerprint, arrived_at=at, size=len(raw),
        next_try_at=at,
    )  # fmt: skip
    mail.raw.save("mail.eml", ContentFile(raw), save=False)
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
            jobs.enqueue("inbound.work_off")
    except BaseException as error:
        mail.raw.storage.delete(str(mail.raw.name))
        if isinstance(error, IntegrityError) and (known := _known(message_id, fingerprint, delivery)):
            return known, False
        raise
    return mail, True


def note_too_large(head: bytes, *, size: int, place: str, at: datetime | None = None) -> None:
    """Write down a mail that is too large to be fetched: it stays in the mailbox, and an administrator is told."""
    message_id, fingerprint = identity(head)
    if _known(message_id, fingerprint, ""):
        return
    letter = read(head)
    InboundMail.objects.create(
        way=Way.IMAP, message_id=message_id, fingerprint=fingerprint, arrived_at=at or clock.now(), size=size,
        sender=letter.sender, title=letter.title, state=MailState.QUARANTINED, reason=Reason.TOO_LARGE, detail=place,
        next_try_at=None,
    )  # fmt: skip


def identity(raw: bytes) -> tuple[str, str]:
    """What makes a mail this mail: its Message-ID and its content. The first alone could be taken by a stranger."""
    try:
        letter = read(raw)
    except Exception:
        fingerprint = hashlib.sha256(raw).hexdigest()
        return f"<{fingerprint[:40]}@unreadable>", fingerprint
    return letter.message_id, letter.fingerprint


def _known(message_id: str, fingerprint: str, delivery: str) -> InboundMail | None:
    same = Q(message_id=message_id, fingerprint=fingerprint)
    if delivery:
        same |= Q(delivery=delivery[:100])
    return InboundMail.objects.filter(same).first()
