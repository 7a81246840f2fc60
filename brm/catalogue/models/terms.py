"""Promises: what is measured, how much is promised, when it holds, and what stands behind it (ruling 2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.catalogue.enums import Direction, Unit, Verdict, Window
from brm.catalogue.models.services import Service
from brm.catalogue.models.words import Named, has_a_name
from brm.core import clock
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Relationship


class Metric(Named):
    """Something that can be promised and measured: in which unit, and which way it gets stricter."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = ["position", "id"]
        constraints = [
            has_a_name("a_metric_has_a_name"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="metric_unit_is_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="metric_direction_is_known"),
        ]


class Term(Versioned):
    """One promise: of a service agreement to a customer, or of a support contract by a supplier.

    Changed under an amendment it gets a new edition, valid from a day; the old one stays as it was.
    """

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="terms", verbose_name=_("relationship"), editable=False
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("service"),
        help_text=_("Empty: it holds for everything the agreement covers."),
    )  # fmt: skip
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="terms", verbose_name=_("metric"))
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, editable=False)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=3)
    window = models.CharField(_("coverage window"), max_length=8, choices=Window.choices, default=Window.OFFICE)
    window_text = models.CharField(_("coverage window in words"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="term_unit_is_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="term_direction_is_known"),
            models.CheckConstraint(condition=Q(window__in=Window.values), name="term_window_is_known"),
            models.CheckConstraint(
                condition=Q(target__gte=0),
                name="a_target_is_not_negative",
                violation_error_message=_("A target cannot be negative."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT) | Q(target__lte=100),
                name="a_share_is_at_most_a_hundred",
                violation_error_message=_("A percentage is at most 100."),
            ),
            models.CheckConstraint(
                condition=~Q(window=Window.CUSTOM) | ~Q(window_text=""),
                name="a_window_of_ones_own_is_described",
                violation_error_message=_("Describe the coverage window."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_term_ends_after_it_begins",
                violation_error_message=_("A term cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.amount} {self.get_unit_display()}"

    @property
    def amount(self) -> str:
        """The target without idle noughts."""
        return f"{self.target.normalize():f}"


class TermBacking(Timestamped):
    """That a supplier's term stands behind a customer's, how they compared last, and whether it is flagged (INV-05)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="backings", db_index=False, verbose_name=_("term"))
    backing = models.ForeignKey(Term, models.PROTECT, related_name="backs", verbose_name=_("backed by"))
    verdict = models.CharField(_("comparison"), max_length=16, choices=Verdict.choices)
    margin = models.DecimalField(_("margin"), max_digits=9, decimal_places=4, null=True, blank=True)
    checked_at = models.DateTimeField(_("compared"), default=clock.now)
    flagged_at = models.DateTimeField(_("flagged"), null=True, blank=True)

    class Meta:
        verbose_name = _("backing of a term")
        verbose_name_plural = _("backings of terms")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["term", "backing"], name="a_term_backs_another_once"),
            models.CheckConstraint(condition=~Q(term=F("backing")), name="a_term_does_not_back_itself"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="backing_verdict_is_known"),
        ]
        # read by the page of backings whose promise became stricter
        indexes = [
            models.Index(fields=["flagged_at"], condition=Q(flagged_at__isnull=False), name="backing_flagged_idx")
        ]

    def __str__(self) -> str:
        return f"{self.term_id} ← {self.backing_id}"
