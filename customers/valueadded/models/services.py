"""A service beyond what the agreement covers: proposed, weighed, given, judged (C-20, C-21)."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.actionitems.models import ActionItem
from brm.catalogue.models import Service
from brm.communications.enums import Perception
from brm.core.models import Timestamped, Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from customers.agreements.models import ServiceAgreement
from customers.valueadded.enums import ALLOWED, Answer, Principle, ValueStatus

S = ValueStatus
GIVEN = (S.DELIVERED, S.EVALUATED, S.REPEATED, S.CONVERTED, S.CLOSED)
JUDGED = (S.EVALUATED, S.REPEATED, S.CONVERTED, S.CLOSED)
PLANNED = (S.SCHEDULED, *GIVEN)


class ValueAddedService(Versioned):
    """Something we give on purpose beyond the agreement. 1-1 with its matter, which has number and name."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="value_added")
    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="value_added", db_index=False, verbose_name=_("customer")
    )
    agreement: "models.ForeignKey[ServiceAgreement | None, ServiceAgreement | None]" = models.ForeignKey(
        ServiceAgreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="value_added",
        verbose_name=_("beside agreement"),
    )
    service: "models.ForeignKey[Service | None, Service | None]" = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="value_added", verbose_name=_("service"),
        help_text=_("If it is one of the catalogue, it must not be inside the customer's agreement."),
    )  # fmt: skip
    description = models.TextField(_("what we give"))
    is_outside = models.BooleanField(_("outside the agreement"), default=False)
    status = models.CharField(_("state"), max_length=10, choices=ValueStatus.choices, default=ValueStatus.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("proposed by"), editable=False,
    )  # fmt: skip
    cost_estimate = models.DecimalField(
        _("estimated cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_limit = models.DecimalField(
        _("limit of cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="CNY",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the currency in three letters, like CNY."))],
    )  # fmt: skip
    effort_hours = models.DecimalField(
        _("effort in hours"), max_digits=8, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    agreed_principles = models.PositiveSmallIntegerField(default=0, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by"),
        editable=False,
    )  # fmt: skip
    reject_reason = models.TextField(_("why rejected"), blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    leaves_agreed_work = models.BooleanField(_("staff are free without moving agreed work"), default=False)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    reaction = models.SmallIntegerField(_("reaction"), choices=Perception.choices, null=True, blank=True)
    reaction_text = models.TextField(_("what they said"), blank=True)
    actual_cost = models.DecimalField(
        _("actual cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    actual_hours = models.DecimalField(
        _("actual hours"), max_digits=8, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    evaluated_at = models.DateTimeField(_("evaluated"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_note = models.TextField(_("how it ended"), blank=True)
    offer: "models.ForeignKey[ActionItem | None, ActionItem | None]" = models.ForeignKey(
        ActionItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("offer")
    )
    beneficiaries: "models.ManyToManyField[Contact, Beneficiary]" = models.ManyToManyField(
        Contact, through="Beneficiary", related_name="+", verbose_name=_("beneficiaries")
    )
    staff: "models.ManyToManyField[User, Deliverer]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Deliverer", related_name="+", verbose_name=_("who delivers it")
    )
    sweep_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("value-added service")
        verbose_name_plural = _("value-added services")
        ordering = ["-proposed_at", "-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.values), name="value_added_status_is_known"),
            models.CheckConstraint(
                condition=~Q(description=""),
                name="a_value_added_service_says_what_it_gives",
                violation_error_message=_("Say what we give."),
            ),
            models.CheckConstraint(
                condition=Q(is_outside=True),
                name="a_value_added_service_is_outside_the_agreement",
                violation_error_message=_("Confirm that it is outside what the agreement covers."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ALLOWED) | Q(agreed_principles=4),
                name="an_approved_value_added_service_holds_to_all_four_principles",
                violation_error_message=_("All four principles must be answered with yes, each with its reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ALLOWED)
                | Q(cost_estimate__isnull=False, cost_limit__isnull=False, cost_estimate__lte=F("cost_limit")),
                name="an_approved_value_added_service_costs_no_more_than_its_limit",
                violation_error_message=_("The estimated cost is above the limit."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ALLOWED) | Q(decided_at__isnull=False),
                name="an_approved_value_added_service_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
                name="who_proposes_a_value_added_service_does_not_decide_it",
                violation_error_message=_("Whoever proposed it cannot decide about it."),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.REJECTED) | ~Q(reject_reason=""),
                name="a_rejected_value_added_service_has_a_reason",
                violation_error_message=_("Say why it is rejected."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PLANNED)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on"), leaves_agreed_work=True),
                name="a_scheduled_value_added_service_leaves_agreed_work_alone",
                violation_error_message=_("Confirm that the staff are free without moving agreed work."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=GIVEN) | Q(delivered_on__isnull=False) & ~Q(evidence=""),
                name="a_delivered_value_added_service_has_evidence",
                violation_error_message=_("Say what shows that it was delivered."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=JUDGED) | Q(reaction__isnull=False, actual_cost__isnull=False),
                name="an_evaluated_value_added_service_has_reaction_and_cost",
                violation_error_message=_("Record how it was received and what it cost."),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.CONVERTED) | Q(offer__isnull=False),
                name="a_converted_value_added_service_names_the_offer",
            ),
        ]
        indexes = [
            models.Index(fields=["proposed_at", "matter"], name="value_added_list_idx"),
            models.Index(fields=["relationship", "-proposed_at", "-matter"], name="value_added_of_rel_idx"),
            # read by the sweep that asks for deliveries
            models.Index(fields=["sweep_at"], condition=Q(sweep_at__isnull=False), name="value_added_sweep_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("valueadded:detail", args=[self.pk])

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def is_within_limit(self) -> bool | None:
        """Principle 3: whether the estimate stays within the limit; not known before both are said."""
        if self.cost_estimate is None or self.cost_limit is None:
            return None
        return self.cost_estimate <= self.cost_limit

    @property
    def may_be_approved(self) -> bool:
        """What the gate recommends: all four principles held to, cost within the limit (INV-07, INV-08)."""
        return self.agreed_principles == len(Principle) and self.is_within_limit is True


class PrincipleAnswer(Timestamped):
    """One assessor's answer to one principle, with the reason (C-21)."""

    value_added = models.ForeignKey(ValueAddedService, models.CASCADE, related_name="answers", db_index=False)
    principle = models.PositiveSmallIntegerField(_("principle"), choices=Principle.choices)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer.choices)
    justification = models.TextField(_("reason"))
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assessed by")
    )

    class Meta:
        verbose_name = _("answer to a principle")
        verbose_name_plural = _("answers to the principles")
        ordering = ["principle"]
        constraints = [
            models.UniqueConstraint(fields=["value_added", "principle"], name="a_principle_is_answered_once"),
            models.CheckConstraint(condition=Q(principle__in=Principle.values), name="principle_is_one_of_four"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="a_principle_is_answered_yes_or_no"),
            models.CheckConstraint(
                condition=~Q(justification=""),
                name="an_answer_to_a_principle_has_its_reason",
                violation_error_message=_("Give a reason for each answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_principle_display()}: {self.get_answer_display()}"


class Beneficiary(models.Model):
    """A person of the customer who receives it."""

    value_added = models.ForeignKey(ValueAddedService, models.CASCADE, related_name="received_by")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="value_added", verbose_name=_("contact"))

    class Meta:
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["value_added", "contact"], name="a_beneficiary_is_named_once")]

    def __str__(self) -> str:
        return str(self.contact)


class Deliverer(models.Model):
    """One of us who delivers it."""

    value_added = models.ForeignKey(ValueAddedService, models.CASCADE, related_name="delivered_by")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="value_added", verbose_name=_("colleague")
    )

    class Meta:
        verbose_name = _("deliverer")
        verbose_name_plural = _("deliverers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["value_added", "user"], name="a_deliverer_is_named_once")]

    def __str__(self) -> str:
        return str(self.user)
