"""Mails that came in, and how far the mailbox was read."""

from brm.inbound.models.mail import InboundMail
from brm.inbound.models.mailbox import Mailbox

__all__ = ["InboundMail", "Mailbox"]
