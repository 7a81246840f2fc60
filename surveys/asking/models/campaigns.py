"""A public survey: whom it asks, from when to when, what it taught, who is told (4.3, 4.8)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.actionitems.models import ActionItem
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Contact
from surveys.asking.enums import AskChannel, CampaignStatus, EntryKind
from surveys.questionnaires.models import Questionnaire, QuestionnaireVersion


class Campaign(Versioned):
    """One run of a questionnaire on an audience. The version is frozen when it is approved."""

    title = models.CharField(_("title"), max_length=160)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="campaigns", verbose_name=_("questionnaire")
    )
    asked_version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, null=True, blank=True, related_name="campaigns", editable=False
    )
    status = models.CharField(
        _("state"), max_length=14, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="campaigns", verbose_name=_("owner")
    )
    channels = ArrayField(
        models.CharField(max_length=8, choices=AskChannel.choices), default=list, blank=True, verbose_name=_("channels")
    )
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    quotas = models.JSONField(_("at most so many per grade"), default=dict, blank=True)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    public_code = models.CharField(_("code of the public page"), max_length=32, blank=True, editable=False)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    spread_days = models.PositiveSmallIntegerField(_("send over (working days)"), default=5)
    remind_days = models.PositiveSmallIntegerField(_("remind once after (days)"), null=True, blank=True, default=5)
    low_below = models.PositiveSmallIntegerField(_("follow up below (points)"), default=60)
    share_by_days = models.PositiveSmallIntegerField(_("pass results on within (days)"), default=10)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    extended_at = models.DateTimeField(_("extended"), null=True, blank=True, editable=False)
    extension_reason = models.CharField(_("why extended"), max_length=300, blank=True, editable=False)
    nothing_learnt = models.CharField(_("why neither practice nor improvement"), max_length=300, blank=True)
    summary = models.TextField(_("what it says"), blank=True)
    shared_at = models.DateTimeField(_("passed on"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("why cancelled"), max_length=300, blank=True, editable=False)
    invited = models.PositiveIntegerField(_("invited"), default=0, editable=False)
    step_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the sweep must look next: open, send the next portion, close, warn of results not passed on."""

    class Meta:
        verbose_name = _("survey campaign")
        verbose_name_plural = _("survey campaigns")
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CampaignStatus.values), name="campaign_status_is_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_campaign_closes_after_it_opens",
                violation_error_message=_("It closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | Q(asked_version__isnull=False),
                name="an_approved_campaign_has_its_questions",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["communicated", "archived"]) | Q(shared_at__isnull=False),
                name="results_are_passed_on_before_archiving",
                violation_error_message=_("Pass the results on to the distribution list first."),
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None) | ~Q(extension_reason=""), name="an_extension_has_its_reason",
                violation_error_message=_("Say why it is extended."),
            ),
            models.UniqueConstraint(
                fields=["public_code"], condition=~Q(public_code=""), name="a_public_code_is_given_once"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["step_at"], condition=Q(step_at__isnull=False), name="campaign_step_idx"),
            models.Index(fields=["owner", "-opens_at", "-id"], name="campaign_owner_idx"),
            models.Index(fields=["opens_at", "id"], name="campaign_opens_idx"),
            models.Index(fields=["closes_at", "id"], name="campaign_closes_idx"),
            models.Index(fields=["title", "id"], name="campaign_title_idx"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("asking:campaign", args=[self.pk])


class CampaignReader(Timestamped):
    """Somebody the results are passed on to, and their receipt (Q-04)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    receipt_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("reader of results")
        verbose_name_plural = _("distribution list")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(contact=None), name="a_reader_is_one_of_us_or_of_them",
            ),
            models.UniqueConstraint(
                fields=["campaign", "user"], condition=Q(user__isnull=False), name="one_of_us_reads_a_campaign_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "contact"], condition=Q(contact__isnull=False),
                name="one_of_them_reads_a_campaign_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.user or self.contact)


class CampaignEntry(Timestamped):
    """A good practice to keep, or an improvement that became an action item (Q-03)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="entries")
    kind = models.CharField(_("what"), max_length=12, choices=EntryKind.choices)
    text = models.TextField(_("what we learnt"))
    action_item = models.OneToOneField(ActionItem, models.PROTECT, null=True, blank=True, related_name="campaign_entry")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("lesson of a campaign")
        verbose_name_plural = _("lessons of a campaign")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="lesson_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
