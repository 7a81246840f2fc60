"""Action items: promises with an owner and a day, on a relationship (C-06)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from brm.parties.models import Contact, Relationship


class Status(models.TextChoices):
    """The life of a promise."""

    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    VERIFIED = "verified", _("Verified")
    DROPPED = "dropped", _("Dropped")


class Priority(models.TextChoices):
    """How much depends on it."""

    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Side(models.TextChoices):
    """Who promised: promises of both sides are kept in view."""

    OURS = "ours", _("We promised")
    THEIRS = "theirs", _("They promised")


OPEN = (Status.OPEN, Status.IN_PROGRESS)


class ActionItem(Versioned):
    """Something promised: by whom, until when, in what state. Knows nothing of where it came from."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="action_items", verbose_name=_("relationship")
    )
    title = models.CharField(_("what"), max_length=200)
    detail = models.TextField(_("detail"), blank=True)
    side = models.CharField(_("side"), max_length=8, choices=Side.choices, default=Side.OURS)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="action_items", verbose_name=_("owner")
    )
    counterpart = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="action_items", verbose_name=_("their person")
    )
    due_on = models.DateField(_("due"))
    priority = models.CharField(_("priority"), max_length=8, choices=Priority.choices, default=Priority.NORMAL)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.OPEN)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    drop_reason = models.TextField(_("why dropped"), blank=True)
    visible_to_customer = models.BooleanField(_("shown to the customer"), default=False)
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    late_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="action_item_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.DROPPED) | ~Q(drop_reason=""), name="a_dropped_action_item_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.DONE, Status.VERIFIED]) | Q(done_at__isnull=False),
                name="a_done_action_item_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on", "id"], condition=Q(status__in=OPEN), name="action_item_mine_idx"),
            models.Index(fields=["relationship", "due_on", "id"], name="action_item_rel_idx"),
            # read by the reminder sweep
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="action_item_remind_idx"),
            # read by the lateness sweep
            models.Index(fields=["late_at"], condition=Q(late_at__isnull=False), name="action_item_late_idx"),
        ]

    def __str__(self) -> str:
        return self.title
