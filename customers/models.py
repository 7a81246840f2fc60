"""What makes a relationship a customer: segment, value, mode of service (C-33)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from brm.calendars.enums import CalendarChoice, Unit
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.models import Versioned
from brm.matters.models import Matter
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship


class Customer(Versioned):
    """What makes a relationship a customer: segment, value, mode of service (C-33)."""

    relationship = models.OneToOneField(Relationship, models.CASCADE, primary_key=True, related_name="customer")
    kind = models.GeneratedField(
        expression=Value(Kind.CUSTOMER.value), output_field=models.CharField(max_length=16), db_persist=True
    )

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")

    def __str__(self) -> str:
        return str(self.relationship)


class ServiceEvent(models.Model):
    """An incident or request as the service desk closed it: read here, never edited (INV-54). 1-1 with its matter."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="service_event")
    state = models.CharField(_("state"), max_length=40)
    priority = models.CharField(_("priority"), max_length=40, blank=True)
    impact = models.CharField(_("impact"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    subcategory = models.CharField(_("subcategory"), max_length=80, blank=True)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    caller = models.CharField(_("caller"), max_length=80, blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="service_events", verbose_name=_("contact")
    )
    """The caller, where we know who that is: asked when it closes (Q-01)."""
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    assignment_group = models.CharField(_("group"), max_length=80, blank=True)
    made_sla = models.BooleanField(_("service level kept"), null=True)
    reopen_count = models.PositiveIntegerField(_("reopened"), default=0)
    reassignment_count = models.PositiveIntegerField(_("reassigned"), default=0)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    as_of = models.DateTimeField(_("state as of"), null=True, blank=True)
    imported_in = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("service event")
        verbose_name_plural = _("service events")
        indexes = [
            # read when an import is undone
            models.Index(
                fields=["imported_in"], condition=Q(imported_in__isnull=False), name="service_event_import_idx"
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)


class LimitInForce(models.Model):
    """A limit as it is from a moment on. Rows are added, never changed: that is the setting's history (ruling 11).

    Each part keeps its own under ``name``, which is the part's to say.
    """

    name: "models.CharField[str, str]"
    amount = models.PositiveIntegerField(_("how much"), validators=[MinValueValidator(1), MaxValueValidator(100_000)])
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
    calendar = models.CharField(
        _("reckoned in"), max_length=16, choices=CalendarChoice.choices, default=CalendarChoice.RELATIONSHIP
    )
    in_force_from = models.DateTimeField(_("in force from"), default=clock.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    set_at = models.DateTimeField(_("set"), default=clock.now, editable=False)

    class Meta:
        abstract = True
        ordering = ["name", "-in_force_from"]

    def __str__(self) -> str:
        shown = dict(self._meta.get_field("name").flatchoices)  # type: ignore[union-attr]  # a field with choices
        return f"{shown.get(self.name, self.name)}: {self.amount} {self.get_unit_display()}"
