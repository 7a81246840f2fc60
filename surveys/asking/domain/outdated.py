"""Mails that ask and have waited: whether there is still something to ask when they could go at last."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Invitation, OptOut

KEY = "survey"
"""With the number of the invitation and the step it is the key of a mail."""


def outdated(keys: Collection[str], at: datetime) -> list[str]:
    """Of the mails with these keys those nobody should get: answered, declined or taken back meanwhile, or over.

    Nor does anybody who has said since that they do not want to be asked.
    """
    numbers = {key: int(key.split("-")[1]) for key in keys}
    rows = Invitation.objects.filter(pk__in=numbers.values(), status=InvitationStatus.SENT)
    rows = rows.exclude(contact__in=OptOut.objects.filter(ended_at=None).order_by().values("contact"))
    open_ones = set(rows.filter(Q(expires_at=None) | Q(expires_at__gt=at)).values_list("pk", flat=True))
    return [key for key, number in numbers.items() if number not in open_ones]
