"""Calls that must not be done twice, with what was answered."""

from django.conf import settings
from django.db import models

from brm.core import clock


class OnceCall(models.Model):
    """A call made under a key: what was asked, what was answered. Kept for a day (``domain.calls``)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "call"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_key_of_a_person_is_one_call")]
        # read by the sweep that forgets
        indexes = [models.Index(fields=["created_at"], name="api_call_age_idx")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"
