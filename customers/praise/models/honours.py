"""The forms in which praise is honoured, each planned and held, with what shows it (C-18)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Timestamped
from customers.praise.enums import Form
from customers.praise.models.praise import Praise


class Honour(Timestamped):
    """A letter, an exchange with the customer, or the engineer's own sharing: when, who sees to it, what shows it."""

    praise = models.ForeignKey(Praise, models.CASCADE, related_name="honours")
    form = models.CharField(_("form"), max_length=8, choices=Form.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="honours_to_hold", verbose_name=_("who sees to it")
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    sweep_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("form of praise")
        verbose_name_plural = _("forms of praise")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="form_of_praise_is_known"),
            models.UniqueConstraint(
                fields=["praise", "form"],
                name="praise_takes_each_form_once",
                violation_error_message=_("This form is planned already."),
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | ~Q(evidence=""),
                name="a_held_form_of_praise_has_evidence",
                violation_error_message=_("Say what shows it: who was there, what was told."),
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(planned_on__isnull=False),
                name="a_form_of_praise_has_its_day",
                violation_error_message=_("Choose a day."),
            ),
        ]
        indexes = [
            models.Index(fields=["sweep_at"], condition=Q(sweep_at__isnull=False), name="honour_sweep_idx"),
        ]

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.praise.relationship_id

    def __str__(self) -> str:
        return self.get_form_display()
