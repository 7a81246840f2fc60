"""How far the satisfaction of users and customers may lie apart before somebody is told (C-26)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock


class GapLimit(models.Model):
    """The limit from a moment on. Never changed: a newer one follows it, so that its history stays."""

    since = models.DateTimeField(_("since"), default=clock.now)
    points = models.PositiveSmallIntegerField(_("points apart"), default=15)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("limit of the gap")
        verbose_name_plural = _("limits of the gap")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__range=(1, 100)), name="a_gap_limit_is_one_to_a_hundred",
                violation_error_message=_("Choose 1 to 100 points."),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="a_gap_limit_is_followed_not_changed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.points)
