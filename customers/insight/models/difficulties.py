"""What the customer expects, and what stands in the way (4.2, C-32)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.actionitems.models import ActionItem
from brm.core.models import Versioned
from brm.parties.models import Contact, Relationship
from customers.insight.enums import (
    DifficultyClass,
    DifficultyItem,
    DifficultyStatus,
    ExpectationKind,
    ExpectationStatus,
    tone_of,
)


class Expectation(Versioned):
    """What somebody of the customer expects of us, or what we assume: confirmed with them, then met or not (4.2)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="expectations", db_index=False, verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="expectations", verbose_name=_("whose")
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=ExpectationKind.choices, default=ExpectationKind.EXPECTATION
    )
    text = models.TextField(_("what is expected"))
    beyond_agreement = models.BooleanField(
        _("beyond the agreement"), default=False,
        help_text=_("Expectations that outgrow the agreement lead to a supplementary agreement, or to a clear no."),
    )  # fmt: skip
    status = models.CharField(
        _("state"), max_length=12, choices=ExpectationStatus.choices, default=ExpectationStatus.OPEN
    )
    heard_at = models.DateTimeField(_("heard"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    outcome = models.TextField(_("how it turned out"), blank=True)
    created_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ExpectationKind.values), name="expectation_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=ExpectationStatus.values), name="expectation_status_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_expectation_says_something"),
            models.CheckConstraint(
                condition=Q(status=ExpectationStatus.OPEN) | Q(confirmed_at__isnull=False),
                name="a_confirmed_expectation_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ExpectationStatus.MET, ExpectationStatus.UNMET])
                | (Q(judged_at__isnull=False) & ~Q(outcome="")),
                name="a_judged_expectation_says_how_it_turned_out",
                violation_error_message=_("Say how it turned out."),
            ),
        ]
        indexes = [models.Index(fields=["relationship", "-id"], name="expectation_of_rel_idx")]

    def get_absolute_url(self) -> str:
        return reverse("insight:expectation", args=[self.pk])

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def tone(self) -> str:
        return tone_of(self.status)


OPEN_DIFFICULTY = (DifficultyStatus.OPEN, DifficultyStatus.WORKING)


class Difficulty(Versioned):
    """Something that stands between us and the customer: of delivery, of commerce, of recognition (C-32)."""

    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="difficulties", db_index=False, verbose_name=_("customer")
    )
    difficulty_class = models.CharField(_("class"), max_length=12, choices=DifficultyClass.choices, editable=False)
    item = models.CharField(_("difficulty"), max_length=20, choices=DifficultyItem.choices)
    detail = models.TextField(_("what exactly"))
    owner: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="difficulties", verbose_name=_("owner")
    )
    action = models.ForeignKey(
        ActionItem, models.PROTECT, null=True, blank=True, related_name="difficulties", verbose_name=_("action"),
        editable=False,
    )  # fmt: skip
    status = models.CharField(
        _("state"), max_length=12, choices=DifficultyStatus.choices, default=DifficultyStatus.OPEN
    )
    since = models.DateTimeField(_("met"))
    ended_at = models.DateTimeField(_("over since"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)
    created_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("difficulty")
        verbose_name_plural = _("difficulties")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(difficulty_class__in=DifficultyClass.values), name="difficulty_class_is_known"
            ),
            models.CheckConstraint(condition=Q(item__in=DifficultyItem.values), name="difficulty_item_is_known"),
            models.CheckConstraint(condition=Q(status__in=DifficultyStatus.values), name="difficulty_status_is_known"),
            models.CheckConstraint(condition=~Q(detail=""), name="a_difficulty_says_something"),
            models.CheckConstraint(
                condition=~Q(status=DifficultyStatus.WORKING) | Q(action__isnull=False),
                name="a_difficulty_being_worked_on_has_its_action",
                violation_error_message=_("Say what is done about it, by whom and until when."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[DifficultyStatus.SOLVED, DifficultyStatus.ACCEPTED])
                | (Q(ended_at__isnull=False) & ~Q(result="")),
                name="a_difficulty_that_is_over_says_how",
                violation_error_message=_("Say how it ended."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-id"], name="difficulty_of_rel_idx"),
            models.Index(fields=["item", "-id"], name="difficulty_item_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("insight:difficulty", args=[self.pk])

    def __str__(self) -> str:
        return str(self.get_item_display())

    @property
    def tone(self) -> str:
        return tone_of(self.status)
