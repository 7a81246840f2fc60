"""Where a person is signed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.accounts.models.people import User
from brm.core import clock


class SignIn(models.Model):
    """One session of a person on one browser, so that they can see their sessions and end them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins", verbose_name=_("person"))
    session_key = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField(_("signed in"), default=clock.now)
    seen_at = models.DateTimeField(_("last seen"), default=clock.now)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    browser = models.CharField(_("browser"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at"]
        indexes = [models.Index(fields=["user", "-seen_at"], name="sign_in_person_idx")]

    def __str__(self) -> str:
        return f"{self.browser} · {self.address}"
