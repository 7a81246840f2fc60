"""How soon customers are thanked, for administrators: a new row counts from its moment on."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import actor
from brm.calendars.limits import Limit
from customers.admin import LimitAdmin, LimitForm
from customers.praise.domain.limits import limits_for, set_limit
from customers.praise.models import PraiseLimit


class PraiseLimitForm(LimitForm):
    """Another limit of praise from a moment on."""

    class Meta:
        model = PraiseLimit
        fields = ["name", "amount", "unit", "in_force_from"]
        help_texts = {
            "unit": _("Working time counts in the customer's calendar; plain time runs around the clock."),
            "in_force_from": _("Now or later. Praise that came before keeps its moment."),
        }

    def set_limit(self, name: str, limit: Limit, from_at: Any) -> PraiseLimit:
        return set_limit(name, limit, by=self.by, from_at=from_at)


@admin.register(PraiseLimit)
class PraiseLimitAdmin(LimitAdmin):
    """What was set, newest first; without a row it is two working days."""

    form = PraiseLimitForm
    list_display = ["name", "amount", "unit", "in_force_from", "set_by"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[PraiseLimit]:
        return limits_for(actor(request))
