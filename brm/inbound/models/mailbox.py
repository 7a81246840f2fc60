"""How far the mailbox was read."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.core import clock


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def to_read(self, moment: datetime) -> "MailboxQuerySet":
        return self.filter(next_poll_at__lte=moment).filter(
            models.Q(leased_until=None) | models.Q(leased_until__lte=moment)
        )


class Mailbox(models.Model):
    """A mailbox by user, host and folder: the last number taken from it, and whether it answers.

    Going by numbers, not by what was read before, a mail that somebody opened in a mail program is not lost.
    """

    name = models.CharField(_("mailbox"), max_length=300, unique=True)
    uid_validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(default=clock.now)
    polled_at = models.DateTimeField(_("last read"), null=True, blank=True)
    failing_since = models.DateTimeField(_("not reached since"), null=True, blank=True)
    trouble = models.TextField(_("the server's answer"), blank=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
