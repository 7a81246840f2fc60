"""Contact points: how we can be reached, within which time we answer, and how often we did not (C-28, C-35)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Contact, Relationship
from customers.insight.enums import Audience, PointChannel


class ContactPoint(Versioned):
    """A published way to reach us, with the time in which we answer. Without a customer it is there for all (C-35)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, null=True, blank=True, related_name="contact_points", verbose_name=_("customer"),
        help_text=_("Leave empty for one that serves every customer."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=80)
    channel = models.CharField(_("channel"), max_length=8, choices=PointChannel.choices, default=PointChannel.PHONE)
    address = models.CharField(_("number, address or name"), max_length=200, blank=True)
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    for_complaints = models.BooleanField(_("takes complaints"), default=False)
    answer_amount = models.PositiveIntegerField(
        _("answers within"), default=4, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    answer_unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices, default=Unit.WORKING_HOURS)
    published = models.BooleanField(_("published"), default=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=PointChannel.values), name="contact_point_channel_is_known"
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="contact_point_audience_is_known"),
            models.CheckConstraint(condition=Q(answer_unit__in=Unit.values), name="contact_point_unit_is_known"),
            models.CheckConstraint(
                condition=Q(answer_amount__gte=1), name="a_contact_point_has_an_answer_time",
                violation_error_message=_("Say within which time an answer comes."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_contact_point_has_a_name"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["relationship", "id"], name="contact_point_of_rel_idx")]

    def get_absolute_url(self) -> str:
        return reverse("insight:point", args=[self.pk])

    def __str__(self) -> str:
        return self.name

    @property
    def limit(self) -> Limit:
        """The answer time as a limit."""
        return Limit(self.answer_amount, Unit(self.answer_unit))


class Enquiry(Timestamped):
    """Somebody turned to a contact point: when an answer was due, when it came, or that it was missed (C-35)."""

    point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="enquiries", db_index=False)
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="enquiries", db_index=False)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("who")
    )
    subject = models.CharField(_("about what"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("answer due"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    missed_at = models.DateTimeField(_("missed"), null=True, blank=True)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("received_at")),
                name="an_enquiry_is_answered_after_it_was_received",
                violation_error_message=_("The answer cannot come before the question."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("received_at")), name="an_answer_is_due_after_the_enquiry"
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-received_at", "-id"], name="enquiry_of_relationship_idx"),
            models.Index(fields=["point", "-received_at", "-id"], name="enquiry_of_point_idx"),
            # read by the sweep of unanswered enquiries
            models.Index(
                fields=["due_at"], condition=Q(answered_at=None, missed_at=None), name="enquiry_unanswered_idx"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or str(self.point)

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
