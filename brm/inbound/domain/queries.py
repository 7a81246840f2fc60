"""Reading what came in: administrators only, for it is the mail server's side of the portal."""

from django.conf import settings
from django.db import models

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.inbound.domain.imap import place_of
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


def mailbox_for(user: User) -> Mailbox | None:
    """The mailbox that is configured now and how far it was read, for an administrator."""
    if not settings.INBOUND_IMAP_URL or not user.has_role(Role.ADMINISTRATOR):
        return None
    return Mailbox.objects.filter(name=place_of(settings.INBOUND_IMAP_URL).name).first()
