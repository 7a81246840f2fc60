"""The history of everything, append-only by trigger; personal values beside it, erasable (INV-60, ruling 16)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.core import clock


class AuditEvent(models.Model):
    """One change to the world: who, when, what, from what to what, and why. Never changed, never deleted."""

    at = models.DateTimeField(_("when"), default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200, blank=True)
    relationship_id = models.BigIntegerField(null=True, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("why"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject_idx"),
            models.Index(
                fields=["relationship_id", "-id"],
                condition=models.Q(relationship_id__isnull=False),
                name="audit_rel_idx",
            ),
            models.Index(fields=["actor", "-id"], name="audit_actor_idx"),
        ]
        triggers = [pgtrigger.Protect(name="history_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}".strip()


class PersonalValue(models.Model):
    """An old and a new value of a personal field, kept apart from the history so that it can be erased."""

    event = models.ForeignKey(AuditEvent, models.CASCADE, related_name="personal")
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        verbose_name = _("personal value in the history")
        verbose_name_plural = _("personal values in the history")

    def __str__(self) -> str:
        return self.field
