"""Organisations: the facts, whatever relationships we have with them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned


class Organisation(Versioned):
    """A company, an authority, a site. May be customer, supplier and third party at once (C-01)."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    trade = models.CharField(_("trade"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    calendar = models.ForeignKey(
        "calendars.WorkingCalendar", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("calendar")
    )
    working_language = models.CharField(_("working language"), max_length=60, blank=True)
    culture_notes = models.TextField(_("culture and ways of working"), blank=True)
    season_notes = models.TextField(_("seasons to respect"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)
    sort_key = models.CharField(max_length=240, editable=False)
    name_key = models.CharField(max_length=200, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aliases", editable=False
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="organisation_code_is_unique",
                violation_error_message=_("Another organisation has this code."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="an_organisation_is_not_part_of_itself",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="an_organisation_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="organisation_sort_idx"),
            models.Index(fields=["name_key"], name="organisation_name_key_idx"),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="organisation_custom_idx"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name
