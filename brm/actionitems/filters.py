"""What narrows the list of promises."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import acting_ids
from brm.actionitems.domain import late
from brm.actionitems.models import OPEN, ActionItem, Priority, Side
from brm.core import clock
from brm.parties.filters import of_request
from brm.parties.forms.relationships import managers_for

STATES = (("open", _("Open")), ("late", _("Late")), ("closed", _("Closed")))


class ActionItemFilter(django_filters.FilterSet):
    """By state, whose they are, who promised, how important."""

    q = django_filters.CharFilter(label=_("What, or with whom"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=(("mine", _("Mine")),), method="by_whom")
    side = django_filters.ChoiceFilter(label=_("Who promised"), choices=Side.choices)
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=Priority.choices)
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=of_request(managers_for))

    class Meta:
        model = ActionItem
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(title__icontains=text)
            | Q(relationship__organisation__name__icontains=text)
            | Q(relationship__sort_key__icontains=text)
        )

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "late":
            return late(rows, clock.today())
        return rows.filter(status__in=OPEN) if value == "open" else rows.exclude(status__in=OPEN)

    def by_whom(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(owner__in=acting_ids(self.request.user))
