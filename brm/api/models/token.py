"""A person's key for programs: only its hash is kept, it may read or also write, it ends."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Timestamped


class Access(models.TextChoices):
    """What a token may do on behalf of its person."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")


class ApiToken(Timestamped):
    """One key of one person; it may do what the person may, or only read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    access = models.CharField(_("access"), max_length=8, choices=Access.choices, default=Access.READ)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(access__in=Access.values), name="api_token_access_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="an_api_token_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
