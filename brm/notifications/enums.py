"""The ways a notice takes and the states of its mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a notice goes. Those after mail are kept free: they come without a change of meaning (ruling 19)."""

    INBOX = "inbox", _("Portal")
    EMAIL = "email", _("E-mail")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")
    SMS = "sms", _("Text message")
    WEBHOOK = "webhook", _("Webhook")


class MailState(models.TextChoices):
    """Where the mail of a notice stands: will it go, why not yet, did it go."""

    NONE = "none", _("No mail")
    WAITING = "waiting", _("Will go")
    HELD_DIGEST = "held_digest", _("Held for the digest")
    HELD_QUIET = "held_quiet", _("Held for quiet hours")
    LEASED = "leased", _("Being sent")
    BUNDLED = "bundled", _("Went with the digest")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")
    DEAD = "dead", _("Given up")
    SUPPRESSED = "suppressed", _("Not sent")


SENDABLE = (MailState.WAITING, MailState.HELD_QUIET)
"""What the sweep sends when its moment has come."""
BROKEN = (MailState.FAILED, MailState.DEAD)
"""What needs an administrator."""


class HeldReason(models.TextChoices):
    """Why a mail has not gone, in words for the person who asks (send ledger)."""

    NOTHING = "", ""
    DIGEST = "digest", _("The person wants a daily digest.")
    QUIET = "quiet", _("The person has quiet hours.")
    UNSUBSCRIBED = "unsubscribed", _("The recipient has unsubscribed.")
    BOUNCED = "bounced", _("Earlier mails to this address came back.")
    BLOCKED = "blocked", _("An administrator has stopped mails to this address.")
    LEFT = "left", _("The account is no longer active.")
    OLD = "old", _("It waited too long to be of use as a mail.")
    READ = "read", _("The person had read it in the portal before.")
    STOPPED = "stopped", _("An administrator has stopped this mail.")


class SuppressionReason(models.TextChoices):
    """Why an address gets no mails."""

    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
    BOUNCED = "bounced", _("Mails came back")
    BLOCKED = "blocked", _("Stopped by an administrator")
