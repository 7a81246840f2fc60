"""How far users and customers may lie apart, for administrators: a newer limit follows the old one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brm.accounts.admin import ThroughDomain, actor
from brm.accounts.admin_forms import DomainModelForm
from brm.audit.admin import Followed
from surveys.results.domain.gaps import gap_limits_for, set_gap_limit
from surveys.results.models import GapLimit


class GapLimitForm(DomainModelForm):
    """Another limit from now on."""

    class Meta:
        model = GapLimit
        fields = ["points", "reason"]

    def apply(self, given: dict[str, Any]) -> GapLimit:
        return set_gap_limit(given["points"], by=self.by, reason=given["reason"])


@admin.register(GapLimit)
class GapLimitAdmin(Followed, ThroughDomain):
    """What was set, newest first; without a row it is fifteen points (C-26)."""

    form = GapLimitForm
    list_display = ["since", "points", "set_by", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GapLimit]:
        return gap_limits_for(actor(request))
