"""The ways mail comes in by, where it stands, and why it was kept aside or left alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a mail reached us."""

    IMAP = "imap", _("Mailbox")
    WEBHOOK = "webhook", _("Mail service")


class MailState(models.TextChoices):
    """Where a mail stands. Nothing is dropped: what is not delivered can be looked at and put through."""

    WAITING = "waiting", _("Being looked at")
    DELIVERED = "delivered", _("Delivered")
    QUARANTINED = "quarantined", _("Kept aside")
    IGNORED = "ignored", _("Left alone")
    DISCARDED = "discarded", _("Discarded")


class Reason(models.TextChoices):
    """Why a mail was not delivered by itself."""

    NOTHING = "", ""
    NO_ADDRESS = "no_address", _("It was not sent to an address of ours for answers.")
    FORGED_ADDRESS = "forged_address", _("The address it was sent to was made up or damaged.")
    THREAD_GONE = "thread_gone", _("Nothing of this kind can be answered by mail any more.")
    CONTACT_GONE = "contact_gone", _("The contact whom the address was given to has left.")
    OTHER_SENDER = "other_sender", _("Somebody else wrote than the contact whom the address was given to.")
    AMBIGUOUS_SENDER = "ambiguous_sender", _("It does not name exactly one sender.")
    NOT_CHECKED = "not_checked", _("No mail server is trusted to check senders (INBOUND_TRUSTED_HOST).")
    NOT_AUTHENTICATED = "not_authenticated", _("Our mail server could not confirm the sender’s domain.")
    SPOOFED = "spoofed", _("Our mail server says that the sender is forged.")
    REPEATED = "repeated", _("Another mail with the same Message-ID but other words came before.")
    EMPTY = "empty", _("There is nothing new in it: no words, no file we keep.")
    FLOOD = "flood", _("The contact sent very many mails within an hour.")
    REFUSED = "refused", _("What it answers did not take it.")
    UNREADABLE = "unreadable", _("It could not be read.")
    TOO_LARGE = "too_large", _("It is too large. It was left in the mailbox.")
    TROUBLE = "trouble", _("It could not be delivered after several tries.")
    BOUNCE = "bounce", _("A mail of ours came back.")
    AUTO_REPLY = "auto_reply", _("An automatic answer, such as an absence notice.")
    BULK = "bulk", _("A mailing or a list, not somebody’s answer.")
    LOOP = "loop", _("Our own mail came back to us.")
