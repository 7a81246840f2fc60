"""What narrows the list of value-added services."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.catalogue.domain.queries import services_for
from customers.valueadded.enums import OPEN, ValueStatus
from customers.valueadded.models import ValueAddedService

STATES = (("open", _("Under way")), *ValueStatus.choices)


class ValueAddedFilter(django_filters.FilterSet):
    """By words, state, who delivers, service, customer."""

    q = django_filters.CharFilter(label=_("Number, name or customer"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    staff = django_filters.ModelChoiceFilter(
        label=_("Who delivers it"), field_name="delivered_by__user",
        queryset=lambda request: colleagues_for(request.user),
    )  # fmt: skip
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=lambda request: services_for(request.user))
    relationship = django_filters.NumberFilter(field_name="relationship", label=_("Customer"))

    class Meta:
        model = ValueAddedService
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__istartswith=text)
            | Q(matter__title__icontains=text)
            | Q(description__icontains=text)
            | Q(relationship__organisation__name__icontains=text)
        )

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(status__in=OPEN) if value == "open" else rows.filter(status=value)
