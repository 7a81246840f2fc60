"""Shelves and metrics for administrators; every change goes through the domain and leaves its line."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import ThroughDomain, actor
from brm.accounts.admin_forms import DomainModelForm
from brm.catalogue.domain.keeping import archive_named, save_category, save_metric
from brm.catalogue.domain.queries import all_categories, all_metrics
from brm.catalogue.models import Metric, ServiceCategory


class CategoryForm(DomainModelForm):
    """A shelf's names and place."""

    class Meta:
        model = ServiceCategory
        fields = ["name_zh", "name_en", "position"]

    def apply(self, given: dict[str, Any]) -> ServiceCategory:
        return save_category(self.instance if self.instance.pk else None, by=self.by, **given)


class MetricForm(DomainModelForm):
    """A metric's names, unit and direction."""

    class Meta:
        model = Metric
        fields = ["code", "name_zh", "name_en", "unit", "direction", "position"]

    def apply(self, given: dict[str, Any]) -> Metric:
        return save_metric(self.instance if self.instance.pk else None, by=self.by, **given)


class _Archived(ThroughDomain):
    actions = ["put_away"]

    @admin.action(description=_("Archive the chosen rows"))
    def put_away(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            archive_named(row, by=actor(request))


@admin.register(ServiceCategory)
class CategoryAdmin(_Archived):
    """The shelves of the catalogue."""

    form = CategoryForm
    list_display = ["name", "position", "archived_at"]
    search_fields = ["name_zh", "name_en"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceCategory]:
        return all_categories(actor(request))


@admin.register(Metric)
class MetricAdmin(_Archived):
    """What can be promised and measured."""

    form = MetricForm
    list_display = ["name", "code", "unit", "direction", "position", "archived_at"]
    search_fields = ["code", "name_zh", "name_en"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Metric]:
        return all_metrics(actor(request))
