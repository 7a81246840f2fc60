"""Letting go of mails of the past, where history is told after the fact (demo story, imports)."""

from datetime import datetime

from brm.core import clock
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Notification


def retire_mails(before: datetime) -> int:
    """Mails written before a moment and never sent do not go any more; their inbox items count as read."""
    Notification.objects.filter(created_at__lt=before, read_at=None).update(read_at=clock.now())
    held = (MailState.WAITING, MailState.HELD_DIGEST, MailState.HELD_QUIET)
    return Notification.objects.filter(created_at__lt=before, state__in=held).update(
        state=MailState.SUPPRESSED, held_reason=HeldReason.OLD
    )
