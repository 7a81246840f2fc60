"""What narrows the list of a customer's service events."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from customers.models import ServiceEvent

SLA = (("kept", _("Kept")), ("missed", _("Not kept")), ("unknown", _("Not known")))


class ServiceEventFilter(django_filters.FilterSet):
    """By number or text, state, priority, service level, site, whether it came back."""

    q = django_filters.CharFilter(label=_("Number, category or caller"), method="by_text")
    state = django_filters.CharFilter(label=_("State"), lookup_expr="iexact")
    priority = django_filters.CharFilter(label=_("Priority"), lookup_expr="icontains")
    sla = django_filters.ChoiceFilter(label=_("Service level"), choices=SLA, method="by_sla")
    reopened = django_filters.ChoiceFilter(label=_("Came back"), choices=(("1", _("Reopened")),), method="by_reopened")
    site = django_filters.CharFilter(label=_("Site"), method="by_site")

    class Meta:
        model = ServiceEvent
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__istartswith=text)
            | Q(matter__title__icontains=text)
            | Q(category__icontains=text)
            | Q(caller__icontains=text)
        )

    def by_sla(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(made_sla={"kept": True, "missed": False}.get(value))

    def by_reopened(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(reopen_count__gt=0)

    def by_site(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if (site := whole(value)) is not None:
            return rows.filter(matter__site=site)
        return rows.filter(matter__site__name__icontains=value.strip())
