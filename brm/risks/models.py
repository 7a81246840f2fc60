"""The risk register of a relationship, of whatever kind: what may go wrong, how we hold it in check (C-24, G-43)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.accounts.models import User
from brm.core import clock
from brm.core.models import Timestamped, Versioned
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.risks.enums import OPEN, TONES, Impact, Level, Probability, Response, Status, level_of

_LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


class Risk(Versioned):
    """Something that may go wrong with a customer, a supplier or a third party (C-24, G-43)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="risks", db_index=False, verbose_name=_("relationship")
    )
    title = models.CharField(_("what may go wrong"), max_length=200)
    effect = models.TextField(_("likely effect"), blank=True)
    control = models.TextField(_("control"), blank=True)
    probability = models.PositiveSmallIntegerField(
        _("probability"), choices=Probability.choices, null=True, blank=True, validators=_LEVELS
    )
    impact = models.PositiveSmallIntegerField(
        pgettext_lazy("risk", "impact"), choices=Impact.choices, null=True, blank=True, validators=_LEVELS
    )
    score = models.GeneratedField(
        expression=F("probability") * F("impact"), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    response = models.CharField(_("response"), max_length=12, choices=Response.choices, blank=True)
    owner: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="risks", verbose_name=_("owner")
    )
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("last looked at"), null=True, blank=True, editable=False)
    shared = models.BooleanField(_("shared with the other side"), default=False)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.IDENTIFIED)
    occurred_at = models.DateTimeField(_("occurred"), null=True, blank=True)
    what_happened = models.TextField(_("what happened"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.TextField(_("why closed"), blank=True)
    template_key = models.CharField(max_length=40, blank=True, editable=False)
    ask_at = models.DateTimeField(null=True, blank=True, editable=False)
    late_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="risk_status_is_known"),
            models.CheckConstraint(
                condition=Q(response="") | Q(response__in=Response.values), name="risk_response_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="a_risk_says_what_may_go_wrong",
                violation_error_message=_("Say what may go wrong."),
            ),
            models.CheckConstraint(
                condition=Q(
                    probability__isnull=False, impact__isnull=False, probability__range=(1, 5), impact__range=(1, 5)
                )
                | Q(probability__isnull=True, impact__isnull=True),
                name="a_risk_has_both_probability_and_impact_or_neither",
                violation_error_message=_("Give both, probability and impact, from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.IDENTIFIED, Status.CLOSED]) | Q(probability__isnull=False),
                name="an_assessed_risk_has_probability_and_impact",
                violation_error_message=_("Assess the risk first: how likely, and how bad?"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.TREATED, Status.MONITORED, Status.OCCURRED])
                | (~Q(response="") & ~Q(control="")),
                name="a_treated_risk_has_response_and_control",
                violation_error_message=_("Say how you respond to the risk, and by which control."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.MONITORED) | Q(review_on__isnull=False),
                name="a_monitored_risk_has_its_next_review",
                violation_error_message=_("Say when the risk is looked at again."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.OCCURRED) | (Q(occurred_at__isnull=False) & ~Q(what_happened="")),
                name="an_occurred_risk_says_when_and_what",
                violation_error_message=_("Say what happened, and when."),
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.CLOSED, closed_at__isnull=False) & ~Q(close_reason=""))
                | (~Q(status=Status.CLOSED) & Q(closed_at__isnull=True)),
                name="a_closed_risk_has_its_moment_and_reason",
                violation_error_message=_("Say why the risk is closed."),
            ),
            models.UniqueConstraint(
                fields=["relationship", "template_key"],
                condition=~Q(template_key="") & ~Q(status="closed"),
                name="a_template_risk_is_open_once_per_relationship",
                violation_error_message=_("This risk of the template is in the register already."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-id"], name="risk_of_relationship_idx"),
            models.Index(fields=["score", "id"], name="risk_score_idx"),
            models.Index(fields=["review_on", "id"], name="risk_review_idx"),
            models.Index(fields=["owner", "-id"], condition=Q(status__in=OPEN), name="risk_open_of_owner_idx"),
            # read by the review sweep
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="risk_ask_idx"),
            models.Index(fields=["late_at"], condition=Q(late_at__isnull=False), name="risk_late_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("risks:detail", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def tone(self) -> str:
        return TONES.get(self.status, "grey")

    @property
    def level(self) -> Level | None:
        """How grave it is; None while it has not been assessed."""
        if self.probability is None or self.impact is None:
            return None
        return level_of(self.probability * self.impact)


class Assessment(Timestamped):
    """One weighing of a risk: kept, so that one sees where it came from and whether the control helps."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="assessments", db_index=False)
    probability = models.PositiveSmallIntegerField(_("probability"), choices=Probability.choices)
    impact = models.PositiveSmallIntegerField(pgettext_lazy("risk", "impact"), choices=Impact.choices)
    note = models.TextField(_("note"), blank=True)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("assessment of a risk")
        verbose_name_plural = _("assessments of risks")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__range=(1, 5), impact__range=(1, 5)), name="an_assessment_is_one_to_five"
            )
        ]
        indexes = [models.Index(fields=["risk", "-at", "-id"], name="assessment_of_risk_idx")]

    def __str__(self) -> str:
        return f"{self.probability} × {self.impact}"

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.risk.relationship_id


class RiskTemplate(Timestamped):
    """A risk of our own control table, offered beside those of the method when a register is begun (C-24, 2.1)."""

    kind = models.CharField(_("about"), max_length=16, choices=Kind.choices, default=Kind.CUSTOMER)
    title = models.CharField(_("what may go wrong"), max_length=200)
    effect = models.TextField(_("likely effect"), blank=True)
    control = models.TextField(_("control"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("risk template")
        verbose_name_plural = _("risk templates")
        ordering = ["kind", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="risk_template_kind_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="a_risk_template_says_what_may_go_wrong"),
        ]

    def __str__(self) -> str:
        return self.title
