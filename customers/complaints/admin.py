"""Time limits of complaints for administrators: a new row counts from its moment on, the old ones are the history."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import actor
from brm.calendars.limits import Limit
from customers.admin import LimitAdmin, LimitForm
from customers.complaints.domain.limits import limits_for, set_limit
from customers.complaints.models import ComplaintLimit


class ComplaintLimitForm(LimitForm):
    """Another limit of complaints from a moment on."""

    class Meta:
        model = ComplaintLimit
        fields = ["name", "amount", "unit", "calendar", "in_force_from"]
        help_texts = {
            "unit": _("Working time counts in the chosen calendar; plain time runs around the clock."),
            "in_force_from": _("Now or later. Clocks that run keep the limit they started with."),
        }

    def set_limit(self, name: str, limit: Limit, from_at: Any) -> ComplaintLimit:
        return set_limit(name, limit, by=self.by, from_at=from_at)


@admin.register(ComplaintLimit)
class ComplaintLimitAdmin(LimitAdmin):
    """What was set, newest first; what is not listed has its default."""

    form = ComplaintLimitForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ComplaintLimit]:
        return limits_for(actor(request))
