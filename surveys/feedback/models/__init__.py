"""Feedback as it came in, and what became of it (INV-34)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.actionitems.models import ActionItem
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.models import Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from surveys.feedback.enums import ConfirmedBy, FeedbackChannel, FeedbackKind, FeedbackStatus


class FeedbackItem(Versioned):
    """Something somebody told us. 1-1 with its matter, which has the number; what it became is a link of the matter."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="feedback")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="feedback", db_index=False)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name=_("who told us")
    )
    teller = models.CharField(_("name, where they are no contact"), max_length=80, blank=True)
    reach = models.CharField(_("how to reach them, where they are no contact"), max_length=120, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name=_("service")
    )
    channel = models.CharField(_("came by"), max_length=8, choices=FeedbackChannel.choices)
    text = models.TextField(_("in their words"))
    kind = models.CharField(_("what it is"), max_length=12, choices=FeedbackKind.choices, blank=True)
    status = models.CharField(
        _("state"), max_length=12, choices=FeedbackStatus.choices, default=FeedbackStatus.RECEIVED, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=clock.now)
    confirmed_at = models.DateTimeField(_("confirmed to them"), null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feedback_to_judge", verbose_name=_("who sees to it")
    )
    confirmed_how = models.CharField(_("confirmed by"), max_length=8, choices=ConfirmedBy.choices, blank=True)
    answer = models.TextField(_("our answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("to be judged or answered by"), null=True, blank=True, editable=False)
    desk_at = models.DateTimeField(null=True, blank=True, editable=False)
    key = models.CharField(max_length=80, blank=True, editable=False)
    action_item = models.OneToOneField(
        ActionItem, models.PROTECT, null=True, blank=True, editable=False, related_name="feedback",
        verbose_name=_("action item"),
    )  # fmt: skip
    """What we do about a suggestion; the answer to it is due all the same."""

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=FeedbackChannel.values), name="feedback_channel_is_known"),
            models.CheckConstraint(condition=Q(kind__in=FeedbackKind.values), name="feedback_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=FeedbackStatus.values), name="feedback_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status="answered") | (Q(kind__in=["suggestion", "question"]) & ~Q(answer="")),
                name="only_suggestions_and_questions_end_answered",
                violation_error_message=_("A suggestion or question ends with an answer; write it."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(confirmed_how=""), name="a_confirmation_says_how_it_was_given"
            ),
            models.CheckConstraint(
                condition=~Q(status="converted") | Q(kind__in=["complaint", "praise"]),
                name="only_complaints_and_praise_go_on",
            ),
            models.UniqueConstraint(
                fields=["relationship", "key"], condition=~Q(key=""), name="feedback_is_taken_in_once"
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-matter"], name="feedback_of_relationship_idx"),
            models.Index(
                fields=["owner", "due_at"], condition=Q(status__in=["received", "classified"]), name="feedback_open_idx"
            ),
            models.Index(fields=["desk_at"], condition=Q(desk_at__isnull=False), name="feedback_desk_idx"),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    def get_absolute_url(self) -> str:
        return reverse("feedback:item", args=[self.pk])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return {"received": "yellow", "classified": "blue"}.get(self.status, "green")


class FeedbackWord(models.Model):
    """What the teller wrote later, by mail or in the portal: kept with the item while it is open."""

    feedback = models.ForeignKey(FeedbackItem, models.CASCADE, related_name="words")
    at = models.DateTimeField(_("written"), default=clock.now)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("in their words"))
    key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("further words")
        verbose_name_plural = _("further words")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "key"], condition=~Q(key=""), name="further_words_are_taken_in_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
