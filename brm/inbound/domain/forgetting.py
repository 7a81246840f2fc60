"""What came in is not kept for ever (ruling 16); what waits for a decision is."""

from datetime import timedelta

from brm.core import clock
from brm.inbound.enums import MailState
from brm.inbound.models import InboundMail

ORIGINALS_FOR = timedelta(days=90)
ROWS_FOR = timedelta(days=400)
AT_ONCE = 1_000
UNDECIDED = (MailState.WAITING, MailState.QUARANTINED)


def forget_old() -> int:
    """Forget originals after 90 days and rows after 400, once they are decided. Answers how many were touched."""
    now = clock.now()
    decided = InboundMail.objects.exclude(state__in=UNDECIDED).order_by("arrived_at")
    touched = 0
    for mail in decided.filter(arrived_at__lt=now - ORIGINALS_FOR).exclude(raw="")[:AT_ONCE]:
        forget_original(mail)
        touched += 1
    old = list(decided.filter(arrived_at__lt=now - ROWS_FOR, raw="").values_list("pk", flat=True)[:AT_ONCE])
    return touched + InboundMail.objects.filter(pk__in=old).delete()[0]


def forget_original(mail: InboundMail) -> None:
    """Take the original away, and the words with it: what was delivered stands where it belongs."""
    name = str(mail.raw.name)
    InboundMail.objects.filter(pk=mail.pk).update(raw="", text="")
    mail.raw.storage.delete(name)
