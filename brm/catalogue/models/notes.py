"""Risks and constraints of a service, and which of them a customer has accepted, by whom, when (M-15)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.enums import Answer, NoteKind
from brm.catalogue.models.services import Service
from brm.catalogue.models.words import spoken
from brm.core.models import Timestamped, Versioned
from brm.parties.models import Contact, Relationship


class ServiceNote(Versioned):
    """A known risk or constraint of a service: its nature, and how far it goes (M-15)."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="notes", verbose_name=_("service"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices, default=NoteKind.RISK)
    text_zh = models.CharField(_("nature, in Chinese"), max_length=300, blank=True)
    text_en = models.CharField(_("nature, in English"), max_length=300, blank=True)
    extent_zh = models.TextField(_("extent, in Chinese"), blank=True)
    extent_en = models.TextField(_("extent, in English"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("risk or constraint of a service")
        verbose_name_plural = _("risks and constraints of services")
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="service_note_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(text_zh="") | ~Q(text_en=""),
                name="a_service_note_says_what_it_is",
                violation_error_message=_("Say what the risk or constraint is, in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Its nature in the reader's language, or the one there is."""
        return spoken(self.text_zh, self.text_en)

    @property
    def extent(self) -> str:
        """Its extent in the reader's language, or the one there is."""
        return spoken(self.extent_zh, self.extent_en)


class RiskDecision(Timestamped):
    """That a customer accepts a risk or does not: always by a named contact of its own (INV-56).

    A later word replaces an earlier one, which stays.
    """

    note = models.ForeignKey(ServiceNote, models.PROTECT, related_name="decisions", verbose_name=_("risk"))
    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="risk_decisions", verbose_name=_("relationship")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="risk_decisions", verbose_name=_("decided by"))
    decided_on = models.DateField(_("decided on"))
    words = models.TextField(_("in their words"), blank=True)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision about a risk")
        verbose_name_plural = _("decisions about risks")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="risk_answer_is_known"),
            models.UniqueConstraint(
                fields=["note", "relationship"],
                condition=Q(superseded_at=None),
                name="one_standing_decision_per_risk_and_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note} · {self.get_answer_display()}"
