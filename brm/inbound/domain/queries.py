"""Reading what came in: administrators only, for it is the mail server's side of the portal."""

from django.db import models

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.inbound.models import InboundMail, Mailbox

COUNTED_UP_TO = 100


def inbound_mails_for(user: User) -> models.QuerySet[InboundMail]:
    """Every mail that came in, for an administrator; none for anybody else."""
    if not user.has_role(Role.ADMINISTRATOR):
        return InboundMail.objects.none()
    return InboundMail.objects.all()


def undecided_count(user: User) -> int:
    """How many wait for a decision, counted up to a hundred."""
    if not user.has_role(Role.ADMINISTRATOR):
        return 0
    return InboundMail.objects.undecided().order_by()[:COUNTED_UP_TO].count()


def mailboxes_for(user: User) -> models.QuerySet[Mailbox]:
    """How far the mailbox was read, for an administrator."""
    return Mailbox.objects.all() if user.has_role(Role.ADMINISTRATOR) else Mailbox.objects.none()
