"""One line per event on a relationship: a kind and its parameters, so that each reader reads their own language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.parties.models import Relationship


class TimelineEntry(models.Model):
    """What happened, when, of what kind, and where to read more (C-03, ruling 6)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="timeline")
    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("kind"), max_length=24)
    event = models.CharField(max_length=24, blank=True)
    text = models.TextField(_("text"), blank=True)
    params = models.JSONField(default=dict, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["relationship", "-at", "-id"], name="timeline_rel_idx"),
            models.Index(fields=["relationship", "kind", "-at", "-id"], name="timeline_rel_kind_idx"),
            models.Index(fields=["subject_type", "subject_id"], name="timeline_subject_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
