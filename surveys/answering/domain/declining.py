"""Never ask me again: said once, heeded everywhere (issue 4, part 4)."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from brm.core import clock
from brm.core.errors import DomainError
from surveys.answering.domain.taking import decline_to_answer
from surveys.asking.domain.budget import opt_out
from surveys.asking.models import Invitation


@transaction.atomic
def never_ask_again(invitation: Invitation, *, reason: str = "", at: datetime | None = None) -> Invitation:
    """Decline this one, and ask for no other ever to come. The wish counts also where this one is over already."""
    at = at or clock.now()
    with suppress(DomainError):
        invitation = decline_to_answer(invitation, at=at)
    opt_out(invitation.contact, reason=reason, at=at)
    return invitation
