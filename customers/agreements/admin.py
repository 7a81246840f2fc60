"""When agreements warn of their end, for administrators: a new row counts from its moment on."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import actor
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from customers.admin import LimitAdmin, LimitForm
from customers.agreements.domain.warnings import set_warning, warnings_for
from customers.agreements.models import AgreementLimit


class WarningForm(LimitForm):
    """Another day for a warning, from a moment on."""

    unit_is = Unit.DAYS

    class Meta:
        model = AgreementLimit
        fields = ["name", "amount", "in_force_from"]
        labels = {"amount": _("days before the end")}
        help_texts = {"in_force_from": _("Now or later. It holds for the warnings that are still to come.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.unit = Unit.DAYS

    def set_limit(self, name: str, limit: Limit, from_at: Any) -> AgreementLimit:
        return set_warning(name, limit.amount, by=self.by, from_at=from_at)


@admin.register(AgreementLimit)
class WarningAdmin(LimitAdmin):
    """What was set, newest first; without a row it is 180, 90 and 60 days."""

    form = WarningForm
    list_display = ["name", "amount", "in_force_from", "set_by"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[AgreementLimit]:
        return warnings_for(actor(request))
