"""What value a customer sees in service: one of four levels, for the account and for each persona (Q-11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.parties.enums import Persona
from brm.parties.models import Relationship
from customers.verdicts.enums import Level


class Cognition(models.Model):
    """The level from a moment on. A newer one follows it, none is changed, so that the movement can be told."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="cognitions", db_index=False)
    persona = models.CharField(_("persona"), max_length=16, choices=Persona.choices, blank=True)
    level = models.PositiveSmallIntegerField(_("what they take service for"), choices=Level.choices)
    note = models.CharField(_("what shows it"), max_length=300, blank=True)
    at = models.DateTimeField(_("since"), default=clock.now)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("value cognition")
        verbose_name_plural = _("value cognitions")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="cognition_level_is_known"),
            models.CheckConstraint(condition=Q(persona__in=["", *Persona.values]), name="cognition_persona_is_known"),
        ]
        indexes = [models.Index(fields=["relationship", "persona", "-at", "-id"], name="cognition_latest_idx")]

    def __str__(self) -> str:
        return str(self.get_level_display())
