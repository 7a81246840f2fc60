"""What a meeting came to: three parts, a conclusion, and the action items that grew from it (C-06, INV-28, G-09)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.actionitems.models import ActionItem
from brm.communications.enums import Listening, MinutesPart
from brm.communications.models.occurrences import Occurrence
from brm.core import clock
from brm.core.models import Versioned


class Minutes(Versioned):
    """The minutes of a held meeting. Without the three parts and a conclusion there are none (INV-28)."""

    occurrence = models.OneToOneField(Occurrence, models.PROTECT, primary_key=True, related_name="minutes")
    review = models.TextField(_("review of the service"))
    issues = models.TextField(_("key issues and how to handle them"))
    improvement = models.TextField(_("improvement plan"))
    conclusion = models.TextField(_("conclusion"), blank=True)
    none_reason = models.TextField(_("why there is no conclusion"), blank=True)
    listening = models.PositiveSmallIntegerField(_("how we listened"), choices=Listening.choices, null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"), default=clock.now)
    published_at = models.DateTimeField(_("given to the other side"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("meeting minutes")
        verbose_name_plural = _("meeting minutes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(review="") & ~Q(issues="") & ~Q(improvement=""),
                name="minutes_have_their_three_parts",
                violation_error_message=_("Minutes have three parts: review, issues and improvement plan."),
            ),
            models.CheckConstraint(
                condition=~Q(conclusion="") | ~Q(none_reason=""),
                name="minutes_have_a_conclusion_or_say_why_none",
                violation_error_message=_("Write a conclusion, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(listening=None) | Q(listening__in=Listening.values), name="listening_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.occurrence_id)

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.occurrence.relationship_id


class MinutesAction(models.Model):
    """That an action item grew from an issue or an improvement of these minutes (C-06)."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="actions")
    action_item = models.OneToOneField(ActionItem, models.PROTECT, related_name="from_minutes")
    part = models.CharField(_("part"), max_length=12, choices=MinutesPart.choices)

    class Meta:
        verbose_name = _("action from minutes")
        verbose_name_plural = _("actions from minutes")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(part__in=MinutesPart.values), name="minutes_part_is_known")]

    def __str__(self) -> str:
        return str(self.action_item_id)
