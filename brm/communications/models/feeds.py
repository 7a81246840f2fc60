"""The secret address under which a person's calendar can be read by their own calendar program."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock


class FeedToken(models.Model):
    """One address of one person. Only its hash is kept; at most one is in force, and it can be revoked."""

    user: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_tokens"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"), default=clock.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="a_person_has_one_calendar_feed"
            )
        ]

    def __str__(self) -> str:
        return str(self.created_at)
