"""Rhythms kept as templates per tier, and their application to many relationships at once."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.enums import Channel
from brm.core import clock
from brm.core.models import Versioned
from brm.parties.enums import Tier


class PlanTemplate(Versioned):
    """A plan to be given to many: usually one per tier (C-05, C-07)."""

    name = models.CharField(_("name"), max_length=80)
    tier = models.CharField(_("for tier"), max_length=1, choices=Tier.choices, blank=True)
    title = models.CharField(_("title of the plans"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    rule = models.JSONField(_("rhythm"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.VISIT)
    meet_at = models.TimeField(_("time"), default=time(10, 0))
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration (minutes)"), default=60, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    agenda = models.TextField(_("agenda"), blank=True)
    invite_key_contacts = models.BooleanField(_("invite the key contacts"), default=True)
    late_moves_next = models.BooleanField(_("a late one moves the next"), default=False)
    reminder_days = models.PositiveSmallIntegerField(
        _("remind days before"), default=2, validators=[MaxValueValidator(60)]
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        ordering = ["tier", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="a_template_has_a_name_of_its_own",
                violation_error_message=_("There is already a template with this name."),
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="template_channel_is_known"),
            models.CheckConstraint(condition=Q(tier="") | Q(tier__in=Tier.values), name="template_tier_is_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:template_edit", args=[self.pk])

    def __str__(self) -> str:
        return self.name


class TemplateApplication(models.Model):
    """One bulk application of a template: to whom, by whom, how far it is. A stopped one goes on where it was."""

    template = models.ForeignKey(PlanTemplate, models.PROTECT, related_name="applications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    relationship_ids = ArrayField(models.BigIntegerField(), default=list)
    start_on = models.DateField(_("from"))
    consent_note = models.CharField(_("agreed with (name or arrangement)"), max_length=200)
    consent_on = models.DateField(_("agreed on"))
    total = models.PositiveIntegerField(_("relationships"))
    done = models.PositiveIntegerField(_("looked at"), default=0)
    made = models.PositiveIntegerField(_("plans made"), default=0)
    meetings = models.PositiveIntegerField(_("meetings made"), default=0)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application of a template")
        verbose_name_plural = _("applications of templates")
        ordering = ["-id"]
        indexes = [
            # read by the sweep that goes on with unfinished applications
            models.Index(fields=["id"], condition=Q(finished_at=None), name="template_application_open_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("communications:application", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.template_id}: {self.done}/{self.total}"
