"""The rows behind Today: who must look at what, why, since when, until when it may wait (ruling 6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.models import Relationship


class Severity(models.IntegerChoices):
    """Worst first."""

    NOTE = 0, _("For your information")
    SOON = 1, _("Soon")
    DUE = 2, _("Due")
    LATE = 3, _("Late")
    GRAVE = 4, _("Grave")


class Attention(models.Model):
    """One thing that needs one person. At most one open row per rule, subject and person."""

    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attentions")
    rule = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    relationship = models.ForeignKey(Relationship, models.CASCADE, null=True, blank=True, related_name="attentions")
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.DUE)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    params = models.JSONField(default=dict, blank=True)
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attention")
        verbose_name_plural = _("attention")
        ordering = ["-severity", "due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject_type", "subject_id", "assignee"],
                condition=Q(closed_at=None),
                name="one_open_attention_per_rule_subject_and_person",
            ),
            models.CheckConstraint(condition=Q(severity__range=(0, 4)), name="attention_severity_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["assignee", "-severity", "due_at", "id"], condition=Q(closed_at=None), name="attention_open_idx"
            ),
            models.Index(
                fields=["subject_type", "subject_id"], condition=Q(closed_at=None), name="attention_subject_idx"
            ),
            models.Index(fields=["relationship"], condition=Q(closed_at=None), name="attention_rel_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_type}#{self.subject_id}"
