"""What narrows the list of services."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.queries import categories_for
from brm.catalogue.enums import Audience
from brm.catalogue.models import Service

STANDING = (("offered", _("Offered")), ("archived", _("No longer offered")))


class ServiceFilter(django_filters.FilterSet):
    """By words, category, audience, and whether it is still offered."""

    q = django_filters.CharFilter(label=_("Name, code or description"), method="by_text")
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=lambda request: categories_for(request.user)
    )
    audience = django_filters.ChoiceFilter(label=_("Shown to"), choices=Audience.choices, method="by_audience")
    standing = django_filters.ChoiceFilter(label=_("State"), choices=STANDING, method="by_standing")

    class Meta:
        model = Service
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(code__icontains=text)
            | Q(name_zh__icontains=text)
            | Q(name_en__icontains=text)
            | Q(description_zh__icontains=text)
            | Q(description_en__icontains=text)
        )

    def by_audience(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(views__audience=value)

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(archived_at__isnull=value == "offered")
