"""One person asked about one thing, or the reason why not: what INV-31 and the budget stand on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.models import Service
from brm.core import clock
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from surveys.asking.enums import LIVE, AskChannel, CallOutcome, InvitationStatus, RespondentKind, Why
from surveys.asking.models.campaigns import Campaign
from surveys.asking.models.rules import SurveyRule
from surveys.questionnaires.models import QuestionnaireVersion


class Invitation(models.Model):
    """An opportunity to ask one contact. The link carries a random token of which only the hash is kept.

    ``step_at`` is the one moment the sweep asks for: sending, asking the budget again, reminding, expiring.
    An invitation of an anonymous campaign is never pointed at by an answer; it keeps the day only.
    """

    rule = models.ForeignKey(SurveyRule, models.PROTECT, null=True, blank=True, related_name="invitations")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="invitations", db_index=False
    )
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="invitations")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, null=True, blank=True, related_name="+")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="invitations", db_index=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="invitations", db_index=False)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    respondent_kind = models.CharField(_("asked as"), max_length=8, choices=RespondentKind.choices)
    grade = models.CharField(_("grade"), max_length=1, blank=True)
    channel = models.CharField(_("how"), max_length=8, choices=AskChannel.choices, default=AskChannel.MAIL)
    status = models.CharField(
        _("state"), max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.PLANNED
    )
    why = models.CharField(_("why not, or not yet"), max_length=12, choices=Why.choices, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    reminder_hash = models.CharField(max_length=64, blank=True, editable=False)
    """The link in the reminder is another one: of the first only the hash is known. Both lead here."""
    created_at = models.DateTimeField(default=clock.now, editable=False)
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True)
    latest_at = models.DateTimeField(_("not later than"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    expires_at = models.DateTimeField(_("open until"), null=True, blank=True)
    ended_on = models.DateField(_("answered, declined or expired on"), null=True, blank=True)
    step_at = models.DateTimeField(null=True, blank=True, editable=False)
    calls = models.PositiveSmallIntegerField(_("calls tried"), default=0)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("who calls"),
    )  # fmt: skip
    """Whoever was named to call them; none: the customer's manager."""

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=InvitationStatus.values), name="invitation_status_is_known"),
            models.CheckConstraint(
                condition=Q(respondent_kind__in=RespondentKind.values), name="an_invitation_says_whom_it_asks"
            ),
            models.CheckConstraint(
                condition=(Q(campaign__isnull=True) & Q(rule__isnull=False) & Q(matter__isnull=False))
                | (Q(campaign__isnull=False) & Q(rule__isnull=True) & Q(matter__isnull=True)),
                name="an_invitation_is_about_one_event_or_one_campaign",
            ),
            models.UniqueConstraint(
                fields=["matter", "contact"], condition=Q(matter__isnull=False),
                name="one_survey_per_event_and_contact",
                violation_error_message=_("This person was asked about this event already."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "contact"], condition=Q(campaign__isnull=False),
                name="one_invitation_per_campaign_and_contact",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="a_survey_link_is_one_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["reminder_hash"], condition=~Q(reminder_hash=""), name="a_reminder_link_is_one_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(status="left_out") | ~Q(why=""), name="who_is_not_asked_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "answered"]) | Q(version__isnull=False),
                name="who_is_asked_is_asked_something",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["step_at", "id"], condition=Q(step_at__isnull=False), name="invitation_step_idx"),
            # the budget: when was this person last asked
            models.Index(fields=["contact", "-sent_at"], name="invitation_contact_idx"),
            models.Index(fields=["relationship", "-id"], name="invitation_relationship_idx"),
            models.Index(
                fields=["campaign", "status", "-id"],
                name="invitation_campaign_idx",
            ),
            # results: whom was asked when, answered by when
            models.Index(
                fields=["sent_at"],
                include=["relationship", "service", "respondent_kind", "status", "ended_on"],
                condition=Q(sent_at__isnull=False),
                name="invitation_results_idx",
            ),
            # the list of calls to make
            models.Index(
                fields=["send_at", "id"],
                condition=Q(status="sent", channel__in=["phone", "visit"]),
                name="invitation_call_idx",
            ),
            # the calls somebody was named for
            models.Index(fields=["caller", "send_at", "id"], name="invitation_caller_idx"),
        ]

    def __str__(self) -> str:
        return _("Invitation %(number)d") % {"number": self.pk or 0}

    def get_absolute_url(self) -> str:
        return reverse("asking:invitation", args=[self.pk])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return InvitationStatus(self.status).tone

    @property
    def is_live(self) -> bool:
        """Still to be asked, or asked and open."""
        return self.status in LIVE


class CallTry(models.Model):
    """One attempt to reach somebody on the call list (Q-01: a prompt call back)."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="tries", db_index=False)
    at = models.DateTimeField(_("tried"), default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=CallOutcome.choices)
    again_at = models.DateTimeField(_("call again"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("call tried")
        verbose_name_plural = _("calls tried")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=CallOutcome.values), name="call_outcome_is_known"),
        ]
        indexes = [models.Index(fields=["invitation", "-at"], name="call_try_idx")]

    def __str__(self) -> str:
        return self.get_outcome_display()
