"""Daily contact: many short records a day, and what was heard in them (C-03, C-09)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.communications.enums import Channel, Perception, Touchpoint
from brm.communications.models.occurrences import Occurrence
from brm.communications.models.visits import ExecutiveVisit
from brm.core import clock
from brm.core.models import Versioned
from brm.parties.models import Contact, Relationship


class Interaction(Versioned):
    """One contact in daily life. Open to correction for a week, afterwards only by addendum."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="interactions", db_index=False, verbose_name=_("relationship")
    )
    contacts: "models.ManyToManyField[Contact, models.Model]" = models.ManyToManyField(
        Contact, blank=True, related_name="interactions", verbose_name=_("with whom")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.PHONE)
    at = models.DateTimeField(_("when"), default=clock.now)
    touchpoint = models.CharField(
        _("touchpoint"), max_length=12, choices=Touchpoint.choices, default=Touchpoint.EVERYDAY
    )
    summary = models.TextField(_("summary"))
    perception = models.SmallIntegerField(_("perception"), choices=Perception.choices, null=True, blank=True)
    recorded_by: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="interactions", verbose_name=_("recorded by")
    )
    lock_at = models.DateTimeField(_("locked from"), editable=False)

    class Meta:
        verbose_name = _("contact record")
        verbose_name_plural = _("contact records")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="contact_record_channel_is_known"),
            models.CheckConstraint(
                condition=Q(touchpoint__in=Touchpoint.values), name="contact_record_touchpoint_is_known"
            ),
            models.CheckConstraint(
                condition=Q(perception=None) | Q(perception__range=(-2, 2)), name="perception_is_minus_two_to_two"
            ),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="a_contact_record_says_something",
                violation_error_message=_("Say in a few words what it was about."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-at", "-id"], name="contact_record_of_rel_idx"),
            models.Index(fields=["recorded_by", "-at", "-id"], name="contact_record_by_person_idx"),
            models.Index(fields=["-at", "-id"], name="contact_record_at_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:interaction", args=[self.pk])

    def __str__(self) -> str:
        return self.summary[:60]

    @property
    def is_locked(self) -> bool:
        return clock.now() >= self.lock_at


class Addendum(models.Model):
    """A later word on a locked record; the record itself stays as it was."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="addenda")
    text = models.TextField(_("addendum"))
    by: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_addendum_says_something")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.interaction.relationship_id


class NeedHeard(models.Model):
    """A need the other side voiced, and whether we have looked at it since (C-03, C-09)."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="needs", db_index=False)
    interaction = models.ForeignKey(Interaction, models.CASCADE, null=True, blank=True, related_name="needs")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, null=True, blank=True, related_name="needs")
    visit = models.ForeignKey(ExecutiveVisit, models.CASCADE, null=True, blank=True, related_name="needs")
    text = models.CharField(_("need"), max_length=300)
    heard_at = models.DateTimeField(_("heard"), default=clock.now)
    reviewed_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    reviewed_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("need heard")
        verbose_name_plural = _("needs heard")
        ordering = ["-heard_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_need_says_something"),
            models.CheckConstraint(
                condition=Q(interaction__isnull=False, occurrence__isnull=True, visit__isnull=True)
                | Q(interaction__isnull=True, occurrence__isnull=False, visit__isnull=True)
                | Q(interaction__isnull=True, occurrence__isnull=True, visit__isnull=False),
                name="a_need_was_heard_in_one_place",
            ),
        ]
        indexes = [models.Index(fields=["relationship", "-heard_at", "-id"], name="need_of_relationship_idx")]

    def __str__(self) -> str:
        return self.text
