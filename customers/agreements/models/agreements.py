"""What we promised a customer: for how long, for how much, where, and who answers for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.models import Timestamped, Versioned
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship
from customers.agreements.enums import IN_FORCE, AgreementStatus, Mode, RenewalVerdict


class ServiceAgreement(Versioned):
    """A service agreement with a customer: the frame of everything that is promised, measured and paid (4.2).

    BRM and SLM owner are apart: one keeps the relationship, the other the service levels (B-03).
    """

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="agreements", db_index=False, verbose_name=_("customer")
    )
    kind = models.GeneratedField(
        expression=Value(Kind.CUSTOMER.value), output_field=models.CharField(max_length=16), db_persist=True
    )
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=160)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"))
    year_from = models.DateField(
        _("first day of the service year"), null=True, blank=True,
        help_text=_("Empty: the day the agreement begins."),
    )  # fmt: skip
    fee = models.DecimalField(_("fee a year"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    mode = models.CharField(_("service mode"), max_length=8, choices=Mode.choices, default=Mode.REMOTE)
    on_site_staff = models.PositiveSmallIntegerField(_("people on site"), default=0)
    notice_days = models.PositiveSmallIntegerField(_("notice (days)"), default=30)
    scope = models.TextField(_("scope in words"), blank=True)
    owner_brm = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreements_brm", verbose_name=_("BRM owner")
    )
    owner_slm: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="agreements_slm",
        verbose_name=_("SLM owner"),
    )  # fmt: skip
    services: "models.ManyToManyField[Service, models.Model]" = models.ManyToManyField(
        Service, through="CoveredService", related_name="agreements", verbose_name=_("services")
    )
    status = models.CharField(_("state"), max_length=12, choices=AgreementStatus.choices, default=AgreementStatus.DRAFT)
    status_since = models.DateTimeField(_("since"), default=clock.now, editable=False)
    signed_by = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="signed_agreements", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("renews"),
        editable=False,
    )  # fmt: skip
    verdict = models.CharField(_("renewal verdict"), max_length=12, choices=RenewalVerdict.choices, blank=True)
    verdict_note = models.TextField(_("why"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True)
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    step_at = models.DateTimeField(null=True, blank=True, editable=False)
    imported_in = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("service agreement")
        verbose_name_plural = _("service agreements")
        ordering = ["-start_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AgreementStatus.values), name="agreement_status_is_known"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="agreement_mode_is_known"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=RenewalVerdict.values), name="agreement_verdict_is_known"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="an_agreement_has_a_number"),
            models.UniqueConstraint(
                fields=["relationship", "number"],
                name="an_agreement_number_is_used_once_per_customer",
                violation_error_message=_("This customer has an agreement with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="an_agreement_ends_after_it_starts",
                violation_error_message=_("An agreement cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(fee=None) | Q(fee__gte=0),
                name="a_fee_is_not_negative",
                violation_error_message=_("A fee cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="a_currency_has_three_letters",
                violation_error_message=_("Write the currency in three letters, like CNY."),
            ),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.DRAFT) | Q(signed_on__isnull=False) | Q(imported_in__isnull=False),
                name="an_agreement_that_binds_was_signed",
                violation_error_message=_("Say who signed the agreement, and when."),
            ),
            models.CheckConstraint(
                condition=(Q(status=AgreementStatus.TERMINATED) & ~Q(end_reason="") & Q(ended_on__isnull=False))
                | ~Q(status=AgreementStatus.TERMINATED),
                name="a_terminated_agreement_says_why_and_when",
                violation_error_message=_("Say why the agreement is terminated, and on which day."),
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(renews__isnull=False),
                name="an_agreement_is_renewed_once",
                violation_error_message=_("This agreement is being renewed already."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "status", "id"], name="agreement_of_relationship_idx"),
            models.Index(fields=["status", "end_on", "id"], name="agreement_ending_idx"),
            models.Index(fields=["end_on", "id"], name="agreement_end_sort_idx"),
            models.Index(fields=["start_on", "id"], name="agreement_start_sort_idx"),
            models.Index(fields=["fee", "id"], name="agreement_fee_sort_idx"),
            # read by the sweep that activates, warns, and closes
            models.Index(fields=["step_at"], condition=Q(step_at__isnull=False), name="agreement_step_idx"),
            models.Index(fields=["owner_brm", "end_on"], condition=Q(status__in=IN_FORCE), name="agreement_brm_idx"),
            models.Index(fields=["owner_slm", "end_on"], condition=Q(status__in=IN_FORCE), name="agreement_slm_idx"),
            models.Index(
                fields=["imported_in"], condition=Q(imported_in__isnull=False), name="agreement_imported_idx"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Whether its promises bind today."""
        return self.status in IN_FORCE


class CoveredService(Timestamped):
    """That an agreement covers a service, all along or from and to a day (INV-09 asks here)."""

    agreement = models.ForeignKey(ServiceAgreement, models.CASCADE, related_name="covered")
    service = models.ForeignKey(Service, models.PROTECT, related_name="covered_by", verbose_name=_("service"))
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("covered service")
        verbose_name_plural = _("covered services")
        ordering = ["service__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "service"], condition=Q(to_on=None), name="an_agreement_covers_a_service_once"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="a_service_is_covered_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.service_id}"


class AgreementVersion(Timestamped):
    """The agreement as signed, and each supplementary agreement since: what changed, who signed, from when it holds."""

    agreement = models.ForeignKey(ServiceAgreement, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("what is agreed"), max_length=200)
    paper = models.CharField(_("number of the supplementary agreement"), max_length=80, blank=True)
    effective_on = models.DateField(_("holds from"))
    signed_by = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=dict, editable=False)
    applied_at = models.DateTimeField(_("took effect"), null=True, blank=True, editable=False)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="an_agreement_has_a_version_once"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="a_version_says_what_is_agreed",
                violation_error_message=_("Say what is agreed."),
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number} {self.paper or self.title}"
