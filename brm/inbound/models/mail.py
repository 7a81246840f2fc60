"""One mail that came in: what it is, what was found out about it, what became of it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.inbound.enums import MailState, Reason, Way
from brm.parties.models import Contact


def _place(mail: "InboundMail", filename: str) -> str:
    """A name that tells nothing and collides with nothing."""
    return f"inbound/{uuid.uuid4().hex}.eml"


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def to_look_at(self, moment: datetime) -> "InboundMailQuerySet":
        return self.filter(next_try_at__lte=moment)

    def undecided(self) -> "InboundMailQuerySet":
        return self.filter(state=MailState.QUARANTINED)


class InboundMail(models.Model):
    """A mail as it was taken in, once, whichever way and however often it comes (ruling 21).

    The original is kept as a file: a mail kept aside can be read again and put through, and who doubts what was made
    of a delivered one can look. It is forgotten some time after it was done with.
    """

    way = models.CharField(_("way"), max_length=8, choices=Way.choices)
    delivery = models.CharField(max_length=100, blank=True)
    message_id = models.CharField("Message-ID", max_length=255)
    fingerprint = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"), default=clock.now)
    sender = models.CharField(_("sender"), max_length=254, blank=True)
    sender_name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    files = models.JSONField(_("files"), default=list, blank=True)
    raw = models.FileField(upload_to=_place, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    state = models.CharField(_("state"), max_length=12, choices=MailState.choices, default=MailState.WAITING)
    reason = models.CharField(_("why"), max_length=20, choices=Reason.choices, blank=True)
    detail = models.TextField(_("in detail"), blank=True)
    checked = models.CharField(_("said by our mail server"), max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True, default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)

    thread = models.CharField(_("belongs to"), max_length=12, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="inbound_mails", verbose_name=_("contact")
    )
    url = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail that came in")
        verbose_name_plural = _("mails that came in")
        ordering = ["-arrived_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["message_id", "fingerprint"], name="a_mail_is_taken_in_once"),
            models.UniqueConstraint(
                fields=["delivery"], condition=~Q(delivery=""), name="a_service_hands_a_mail_in_once"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="inbound_way_is_known"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="inbound_state_is_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="inbound_reason_is_known"),
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING, next_try_at__isnull=False)
                | (~Q(state=MailState.WAITING) & Q(next_try_at__isnull=True)),
                name="only_a_waiting_mail_is_tried_again",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.QUARANTINED, MailState.IGNORED]) | ~Q(reason=""),
                name="a_mail_not_delivered_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.DELIVERED) | Q(contact__isnull=False),
                name="a_delivered_mail_has_its_contact",
            ),
        ]
        indexes = [
            # read by the sweep inbound.work_off
            models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="inbound_due_idx"),
            # read by the page of mails that came in
            models.Index(fields=["-arrived_at", "-id"], name="inbound_arrived_idx"),
            models.Index(fields=["state", "-arrived_at", "-id"], name="inbound_state_idx"),
            # read by the limit per hour, and by a person's export
            models.Index(fields=["contact", "arrived_at"], name="inbound_contact_idx"),
        ]

    def __str__(self) -> str:
        return self.title or self.message_id

    def get_absolute_url(self) -> str:
        return reverse("inbound:detail", args=[self.pk])
