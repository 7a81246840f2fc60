"""Time limits of complaints for administrators: a new row counts from its moment on, the old ones are the history."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import ThroughDomain, actor
from brm.accounts.admin_forms import DomainModelForm
from brm.calendars.limits import Limit
from customers.complaints.domain.limits import limits_for, set_limit
from customers.complaints.models import ComplaintLimit


class LimitForm(DomainModelForm):
    """Another limit from a moment on."""

    class Meta:
        model = ComplaintLimit
        fields = ["name", "amount", "unit", "calendar", "in_force_from"]
        help_texts = {
            "unit": _("Working time counts in the chosen calendar; plain time runs around the clock."),
            "in_force_from": _("Now or later. Clocks that run keep the limit they started with."),
        }

    def apply(self, given: dict[str, Any]) -> ComplaintLimit:
        limit = Limit(given["amount"], given["unit"], given["calendar"])
        return set_limit(given["name"], limit, by=self.by, from_at=given["in_force_from"])


@admin.register(ComplaintLimit)
class ComplaintLimitAdmin(ThroughDomain):
    """What was set, newest first; what is not listed has its default."""

    form = LimitForm
    list_display = ["name", "amount", "unit", "calendar", "in_force_from", "set_by"]
    list_filter = ["name"]
    ordering = ["name", "-in_force_from"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ComplaintLimit]:
        return limits_for(actor(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)
