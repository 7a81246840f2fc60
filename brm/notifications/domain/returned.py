"""Mails that a server took and another sent back later, and answers that name the mail they answer."""

import logging
from collections.abc import Sequence

from django.db import transaction

from brm.notifications.domain.sending import WRONG_ADDRESS
from brm.notifications.domain.suppressions import remember_bounce
from brm.notifications.enums import MailState
from brm.notifications.models import Notification
from brm.notifications.rules import address_is_wrong

logger = logging.getLogger(__name__)


@transaction.atomic
def mail_came_back(message_id: str, *, address: str, answer: str) -> bool:
    """Write down that a sent mail was not delivered in the end; an address that does not exist gets no further ones.

    Only a mail we sent to this very address counts, known by its Message-ID, which nobody else can guess.
    """
    row = (
        Notification.objects.select_for_update(of=("self",))
        .filter(message_id=message_id, address__iexact=address, state=MailState.SENT)
        .first()
    )
    if row is None:
        return False
    row.state, row.last_error = MailState.FAILED, answer
    row.save(update_fields=["state", "last_error"])
    if address_is_wrong(0, answer):
        remember_bounce(row.address, note=answer)
        for hook in WRONG_ADDRESS:
            hook(row.address, row.contact_id)
    return True


def reply_address_of(message_ids: Sequence[str], *, address: str) -> str:
    """Where the answer to one of these mails, sent to this address, belongs: the newest that can be answered."""
    rows = Notification.objects.filter(message_id__in=message_ids, address__iexact=address).exclude(reply_to="")
    return rows.order_by("-id").values_list("reply_to", flat=True).first() or ""
