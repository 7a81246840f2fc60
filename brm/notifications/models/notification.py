"""A notice: a line in somebody's inbox and, by their choice, a mail."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.notifications.enums import SENDABLE, Channel, HeldReason, MailState


class NotificationQuerySet(models.QuerySet["Notification"]):
    def in_inbox(self) -> "NotificationQuerySet":
        return self.filter(in_inbox=True)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(in_inbox=True, read_at=None)

    def due_to_send(self, moment: datetime) -> "NotificationQuerySet":
        return self.filter(state__in=SENDABLE, not_before__lte=moment)

    def due_for_digest(self, moment: datetime) -> "NotificationQuerySet":
        return self.filter(state=MailState.HELD_DIGEST, not_before__lte=moment)

    def abandoned(self, moment: datetime) -> "NotificationQuerySet":
        """Taken by a sender that never came back."""
        return self.filter(state=MailState.LEASED, leased_until__lte=moment)


class Notification(models.Model):
    """What somebody is told, once per key: their inbox line, and the mail with everything known about its going.

    The recipient is a person with an account, or just an address (contacts without an account). The text is written
    in the recipient's language and zone when the row is, so that it says later what was meant then (rulings 19, 20).
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name=_("recipient"),
    )
    contact_id = models.BigIntegerField(null=True, blank=True)
    relationship_id = models.BigIntegerField(null=True, blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices, default=Channel.INBOX)
    category = models.CharField(_("category"), max_length=40)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=200)
    language = models.CharField(_("language"), max_length=10)
    time_zone = models.CharField(_("time zone"), max_length=64)
    title = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("link"), max_length=500, blank=True)
    in_inbox = models.BooleanField(_("in the inbox"), default=True)
    created_at = models.DateTimeField(_("written"), default=clock.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    state = models.CharField(_("mail"), max_length=12, choices=MailState.choices, default=MailState.NONE)
    held_reason = models.CharField(_("held because"), max_length=12, choices=HeldReason.choices, blank=True)
    not_before = models.DateTimeField(_("not before"), default=clock.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    doubts = models.PositiveSmallIntegerField(_("perhaps sent twice"), default=0)
    last_error = models.TextField(_("the server's answer"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    reply_to = models.CharField(_("answers go to"), max_length=254, blank=True)
    bundle = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("digest")
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"],
                condition=Q(recipient__isnull=False),
                name="a_person_is_told_once_per_key",
            ),
            models.UniqueConstraint(
                "key",
                Lower("address"),
                condition=Q(recipient__isnull=True),
                name="an_address_is_told_once_per_key",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notification_channel_is_known"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="notification_mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="a_notification_has_somebody_to_go_to"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.LEASED, leased_until__isnull=False)
                | (~Q(state=MailState.LEASED) & Q(leased_until__isnull=True)),
                name="only_a_leased_mail_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False), name="a_sent_mail_has_its_moment"
            ),
        ]
        indexes = [
            # read by the inbox page
            models.Index(
                fields=["recipient", "-created_at", "-id"], condition=Q(in_inbox=True), name="notification_inbox_idx"
            ),
            # read by the bell's count and the unread list
            models.Index(
                fields=["recipient", "-created_at", "-id"],
                condition=Q(in_inbox=True, read_at__isnull=True),
                name="notification_unread_idx",
            ),
            # read by the sweep notifications.send_due
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=[MailState.WAITING, MailState.HELD_QUIET]),
                name="notification_due_idx",
            ),
            # read by the sweep notifications.digests
            models.Index(
                fields=["not_before", "recipient"],
                condition=Q(state=MailState.HELD_DIGEST),
                name="notification_digest_idx",
            ),
            # read by notifications.send_due when it takes back what a killed sender left
            models.Index(fields=["leased_until"], condition=Q(state=MailState.LEASED), name="notification_leased_idx"),
            # read by the outbox page and its counts
            models.Index(fields=["state", "-id"], condition=~Q(state=MailState.NONE), name="notification_outbox_idx"),
            # read by the outbox's search for an address
            models.Index(
                Lower("address"), F("id").desc(), condition=~Q(state=MailState.NONE), name="notification_address_idx"
            ),
            # read by the page of a contact and by their export and erasure
            models.Index(
                fields=["contact_id", "-id"], condition=Q(contact_id__isnull=False), name="notification_contact_idx"
            ),
            # read by mail that comes in: what it answers, what came back
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="notification_message_idx"),
            # read by the counter of mails that perhaps went twice
            models.Index(fields=["id"], condition=Q(doubts__gt=0), name="notification_doubt_idx"),
        ]

    def __str__(self) -> str:
        return self.title


class Attachment(models.Model):
    """A small file that goes with a mail: a meeting as a calendar event, a summary."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="attachments")
    filename = models.CharField(_("file name"), max_length=120)
    mime = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename
