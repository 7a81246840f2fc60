"""The complaint itself; 1-1 with its matter, which carries number, title and links (ruling 1)."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.models import Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from customers.complaints.enums import (
    MAY_WAIT,
    OPEN,
    Channel,
    ComplainantKind,
    Currency,
    Path,
    Severity,
    Status,
    Verdict,
)
from customers.complaints.models.triggers import refusing

TOP_LEVEL = 3
_DECIDED = [Status.DECISION_TOLD, Status.REFUSED, Status.CLOSED]
_UNPRICED = Q(remedy_cost=None) | Q(remedy_cost=0)
_DESK = ["owner", "relationship", "status", "level", "path", "severity"]


class Complaint(Versioned):
    """Dissatisfaction for which an answer is expected: whose, by which way, how grave, where it stands (C-12).

    What is stored beside the life (``desk_at``, ``escalate_at``) says when somebody must look at it next, so that lists
    and sweeps ask an index and never reckon a clock.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="complaint")
    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="complaints", db_index=False, verbose_name=_("customer")
    )
    text = models.TextField(_("what happened"))
    path = models.CharField(_("path"), max_length=8, choices=Path.choices)
    kind = models.CharField(_("complainant"), max_length=8, choices=ComplainantKind.choices)
    channel = models.CharField(_("received by"), max_length=8, choices=Channel.choices, default=Channel.PORTAL)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("complainant")
    )
    caller = models.CharField(_("name of the caller"), max_length=80, blank=True)
    caller_reach = models.CharField(_("how to reach the caller"), max_length=120, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("service")
    )
    category = models.CharField(_("subject"), max_length=120, blank=True)
    subcategory = models.CharField(_("part of the subject"), max_length=120, blank=True)
    remedy_sought = models.TextField(_("remedy sought"), blank=True)
    felt = models.PositiveSmallIntegerField(
        _("severity as the complainant sees it"), choices=Severity.choices, null=True, blank=True
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    impact = models.TextField(_("impact"), blank=True)
    status = models.CharField(_("state"), max_length=16, choices=Status.choices, default=Status.RECEIVED)
    status_since = models.DateTimeField(_("since"), default=clock.now)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="complaints", db_index=False, verbose_name=_("owner")
    )
    owner_rank = models.PositiveSmallIntegerField(default=0, editable=False)
    level = models.PositiveSmallIntegerField(_("escalation level"), default=0)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    received_at = models.DateTimeField(_("received"))
    passed_on_at = models.DateTimeField(_("passed on to us"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    acknowledged_by_channel = models.CharField(_("acknowledged by"), max_length=8, choices=Channel.choices, blank=True)
    assessed_at = models.DateTimeField(_("assessed"), null=True, blank=True)
    root_cause = models.TextField(_("root cause"), blank=True)
    corrective_action = models.TextField(_("corrective action"), blank=True)
    remedy_offered = models.TextField(_("remedy offered"), blank=True)
    remedy_cost = models.DecimalField(
        _("cost of the remedy"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    remedy_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    remedy_approved_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("remedy approved by"),
    )  # fmt: skip
    proposed_at = models.DateTimeField(_("answer proposed"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    decision_told_at = models.DateTimeField(_("decision told"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts without reply"), default=0)
    refusal_reason = models.TextField(_("why refused"), blank=True)
    is_disputed = models.BooleanField(_("disputed"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    withdrawal_statement = models.TextField(_("statement of withdrawal"), blank=True)
    reopened_count = models.PositiveSmallIntegerField(_("reopened"), default=0)
    acknowledged_in_time = models.BooleanField(_("acknowledged in time"), null=True, blank=True)
    answered_in_time = models.BooleanField(_("answered in time"), null=True, blank=True)
    resolved_in_time = models.BooleanField(_("resolved in time"), null=True, blank=True)
    score_before = models.DecimalField(_("score before"), max_digits=5, decimal_places=2, null=True, blank=True)
    score_after = models.DecimalField(_("score after"), max_digits=5, decimal_places=2, null=True, blank=True)
    has_conflict = models.BooleanField(_("conflict"), default=False)
    visit = models.ForeignKey(
        ExecutiveVisit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("executive visit")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("merged into")
    )
    waiting_from = models.CharField(max_length=16, choices=Status.choices, blank=True, editable=False)
    waiting_until = models.DateTimeField(_("waiting until"), null=True, blank=True, editable=False)
    is_past = models.BooleanField(_("past complaint, imported"), default=False, editable=False)
    imported_in = models.BigIntegerField(null=True, blank=True, editable=False)
    key = models.CharField(max_length=120, blank=True, editable=False)
    first_clocks: Sequence[models.Model] = ()
    """The clocks it was filed with, at hand for whoever shows it at once."""
    desk_at = models.DateTimeField(_("next limit"), editable=False)
    escalate_at = models.DateTimeField(null=True, blank=True, editable=False)
    visit_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at", "-matter"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="complaint_status_is_known"),
            models.CheckConstraint(
                condition=Q(path__in=Path.values),
                name="a_complaint_has_a_path",
                violation_error_message=_("Say whether it came directly or was relayed by the customer."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ComplainantKind.values),
                name="a_complaint_has_a_complainant_kind",
                violation_error_message=_("Say whether a customer or a user complains."),
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="complaint_channel_is_known"),
            models.CheckConstraint(condition=Q(severity__range=(1, 4)), name="complaint_severity_is_one_to_four"),
            models.CheckConstraint(condition=Q(felt=None) | Q(felt__range=(1, 4)), name="felt_severity_is_one_to_four"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="complaint_verdict_is_known"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(is_past=True),
                name="a_complaint_says_what_happened",
                violation_error_message=_("Say what happened."),
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")),
                name="a_complaint_is_not_received_in_the_future",
                violation_error_message=_("It cannot have been received in the future."),
            ),
            models.CheckConstraint(condition=Q(level__range=(0, TOP_LEVEL)), name="complaint_level_is_0_to_3"),
            models.CheckConstraint(
                condition=Q(status__in=[Status.RECEIVED, Status.WITHDRAWN, Status.MERGED])
                | (Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by_channel=""))
                | Q(is_past=True),
                name="an_acknowledged_complaint_says_when_and_how",
                violation_error_message=_("Say when and how it was acknowledged."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("received_at")) | Q(is_past=True),
                name="a_complaint_is_acknowledged_after_it_is_received",
                violation_error_message=_("It cannot have been acknowledged before it was received."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ANSWER_PROPOSED)
                | (~Q(root_cause="") & ~Q(corrective_action="") & ~Q(remedy_offered="")),
                name="a_proposed_answer_has_cause_action_and_remedy",
                violation_error_message=_("Name the root cause, the corrective action and the remedy offered."),
            ),
            models.CheckConstraint(
                condition=_UNPRICED | ~Q(remedy_currency=""),
                name="the_cost_of_a_remedy_has_a_currency",
                violation_error_message=_("Choose the currency of the cost."),
            ),
            models.CheckConstraint(
                condition=Q(remedy_cost=None) | Q(remedy_cost__gte=0), name="a_remedy_costs_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED) | _UNPRICED | Q(remedy_approved_by__isnull=False) | Q(is_past=True),
                name="a_costly_remedy_is_approved_before_it_is_told",
                violation_error_message=_("A remedy with a cost needs the approval of a lead first."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED)
                | (Q(decision_told_at__isnull=False) & ~Q(decision=""))
                | Q(is_past=True),
                name="a_told_decision_has_its_words_and_moment",
                violation_error_message=_("Say what was decided."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED)
                | Q(is_past=True)
                | (
                    Q(decision_told_at__isnull=False, closed_at__isnull=False)
                    & ~Q(root_cause="")
                    & (Q(accepted_at__isnull=False) | Q(attempts__gte=2))
                ),
                name="a_closed_complaint_has_decision_cause_and_answer",
                violation_error_message=_(
                    "Closing needs the decision told, its root cause, and the complainant’s acceptance or two"
                    " documented attempts to get an answer."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(refusal_reason=""),
                name="a_refused_decision_has_a_reason",
                violation_error_message=_("Say why the decision is refused."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | (~Q(withdrawal_statement="") & Q(closed_at__isnull=False)),
                name="a_withdrawn_complaint_has_the_statement",
                violation_error_message=_("Attach the complainant’s statement."),
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.MERGED) & Q(merged_into__isnull=False, closed_at__isnull=False))
                | (~Q(status=Status.MERGED) & Q(merged_into=None)),
                name="a_merged_complaint_says_into_which",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("matter")), name="a_complaint_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=(Q(status=Status.WAITING) & Q(waiting_from__in=MAY_WAIT) & Q(waiting_until__isnull=False))
                | (~Q(status=Status.WAITING) & Q(waiting_from="", waiting_until=None)),
                name="a_waiting_complaint_knows_where_it_came_from",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
                name="a_complaint_closes_after_it_is_received",
                violation_error_message=_("It cannot have been closed before it was received."),
            ),
            models.CheckConstraint(
                condition=Q(assessed_at=None) | Q(severity__gt=1) | Q(visit__isnull=False) | Q(is_past=True),
                name="an_assessed_complaint_of_severity_1_has_its_visit_proposed",
            ),
            models.CheckConstraint(
                condition=Q(is_past=False) | Q(escalate_at=None, visit_at=None),
                name="a_past_complaint_runs_no_clock",
            ),
            models.UniqueConstraint(
                fields=["relationship", "key"], condition=~Q(key=""), name="a_form_makes_one_complaint"
            ),
        ]
        triggers = [
            refusing(
                "a_level_never_falls_except_by_reopening",
                "NEW.level < OLD.level AND NEW.reopened_count = OLD.reopened_count",
            ),
            refusing("a_complaint_keeps_when_it_was_received", "NEW.received_at <> OLD.received_at"),
        ]
        indexes = [
            models.Index(fields=["relationship", "-received_at", "-matter"], name="complaint_rel_idx"),
            models.Index(fields=["-received_at", "-matter"], name="complaint_received_idx"),
            # read by the desk, the most urgent first; its figures are counted in the index alone
            models.Index(
                fields=["desk_at", "matter"], condition=Q(status__in=OPEN), name="complaint_desk_idx", include=_DESK
            ),
            models.Index(
                fields=["owner", "desk_at", "matter"], condition=Q(status__in=OPEN), name="complaint_own_desk_idx"
            ),
            models.Index(fields=["owner", "-received_at"], name="complaint_owner_idx"),
            # read by the sweeps
            models.Index(fields=["escalate_at"], condition=Q(escalate_at__isnull=False), name="complaint_escalate_idx"),
            models.Index(
                fields=["waiting_until"], condition=Q(waiting_until__isnull=False), name="complaint_waiting_idx"
            ),
            models.Index(fields=["visit_at"], condition=Q(visit_at__isnull=False), name="complaint_visit_idx"),
            # read when an import is undone
            models.Index(fields=["imported_in"], condition=Q(imported_in__isnull=False), name="complaint_import_idx"),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    def get_absolute_url(self) -> str:
        return reverse("complaints:detail", args=[self.pk])

    @property
    def number(self) -> str:
        return self.matter.number

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def needs_approval(self) -> bool:
        """Whether the remedy costs something and no lead has agreed yet."""
        return bool(self.remedy_cost) and self.remedy_approved_by_id is None
