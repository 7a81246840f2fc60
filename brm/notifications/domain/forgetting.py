"""What the outbox must not keep for ever: lines and mails long done with (ruling 16)."""

from datetime import timedelta

from brm.core import clock
from brm.notifications.enums import BROKEN, MailState
from brm.notifications.models import Notification

KEPT_FOR = timedelta(days=400)
AT_ONCE = 5_000
DONE_WITH = (MailState.NONE, MailState.BUNDLED, MailState.SENT, MailState.SUPPRESSED, *BROKEN)


def forget_old() -> int:
    """Delete what was written more than 400 days ago and waits for nothing; answers how many rows went."""
    old = Notification.objects.filter(created_at__lt=clock.now() - KEPT_FOR, state__in=DONE_WITH)
    gone = 0
    while numbers := list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        Notification.objects.filter(pk__in=numbers).delete()
        gone += len(numbers)
    return gone
