"""A low answer followed up: who sees to it, until when, what came of it (4.3, K-13)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from brm.parties.models import Relationship
from surveys.answering.enums import FollowUpStatus, Outcome
from surveys.answering.models.responses import Response


class FollowUp(Versioned):
    """One low answer with an owner and a clock; it climbs by itself when nobody moves."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="follow_up")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="follow_ups", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups", verbose_name=_("who sees to it")
    )
    status = models.CharField(
        _("state"), max_length=10, choices=FollowUpStatus.choices, default=FollowUpStatus.OPEN, editable=False
    )
    opened_at = models.DateTimeField(_("opened"))
    hours = models.PositiveSmallIntegerField(_("to be spoken with within (working hours)"), default=16, editable=False)
    due_at = models.DateTimeField(_("due"))
    desk_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Its place on the desk: when it is due; none once it is done, so that these stand last."""
    contacted_at = models.DateTimeField(_("spoken with them"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    note = models.TextField(_("what was said"), blank=True)
    outcome = models.CharField(_("what came of it"), max_length=14, choices=Outcome.choices, blank=True)
    rank = models.PositiveSmallIntegerField(_("escalated to step"), default=0, editable=False)
    risen_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("escalated to"),
    )
    step_at = models.DateTimeField(null=True, blank=True, editable=False)
    score_before = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("follow-up of an answer")
        verbose_name_plural = _("follow-ups of answers")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done", desk_at=None) | (~Q(status="done") & Q(desk_at__isnull=False)),
                name="an_open_follow_up_stands_on_the_desk",
            ),
            models.CheckConstraint(condition=Q(status__in=FollowUpStatus.values), name="follow_up_status_is_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="follow_up_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(status="done") | (~Q(outcome="") & ~Q(note="")),
                name="a_done_follow_up_says_what_came_of_it",
                violation_error_message=_("Say what was said, and what came of it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at", "id"],
                condition=Q(status__in=["open", "contacted"]),
                name="follow_up_open_idx",
            ),
            models.Index(fields=["relationship", "-id"], name="follow_up_relationship_idx"),
            models.Index(fields=["desk_at", "id"], name="follow_up_list_idx"),
            models.Index(fields=["step_at"], condition=Q(step_at__isnull=False), name="follow_up_step_idx"),
        ]

    def __str__(self) -> str:
        return str(self.relationship)

    def get_absolute_url(self) -> str:
        return reverse("answering:follow_up", args=[self.pk])
