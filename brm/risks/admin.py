"""Administrators keep the lines of our own risk control table."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brm.risks.domain.queries import all_risk_templates
from brm.risks.domain.templates import save_risk_template
from brm.risks.models import RiskTemplate


@admin.register(RiskTemplate)
class RiskTemplateAdmin(admin.ModelAdmin):
    """Lines offered beside those of the method when a register is begun (C-24)."""

    list_display = ("title", "kind", "position", "archived_at")
    list_filter = ("kind",)
    search_fields = ("title", "effect", "control")
    fields = ("kind", "title", "effect", "control", "position", "archived_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RiskTemplate]:
        return all_risk_templates(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: RiskTemplate | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: RiskTemplate, form: Any, change: bool) -> None:
        facts = {name: form.cleaned_data[name] for name in self.fields}
        kept = save_risk_template(obj if change else None, by=request.user, **facts)
        obj.pk = kept.pk
