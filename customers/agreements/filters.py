"""What narrows the lists of agreements, penalties and account values."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import acting_ids, colleagues_for
from brm.catalogue.domain.queries import services_for
from brm.core import clock
from brm.parties.domain.finding import named
from customers.agreements.domain.queries import open_penalties
from customers.agreements.enums import IN_FORCE, AgreementStatus, Mode, PenaltySide, PenaltyStatus
from customers.agreements.models import PenaltyEvent, ServiceAgreement

WITHIN = (("60", _("60 days")), ("90", _("90 days")), ("180", _("180 days")))
WHOSE = (("me", _("Mine, as BRM or SLM owner")),)


class AgreementFilter(django_filters.FilterSet):
    """By words, state, end, mode, service, owner."""

    q = django_filters.CharFilter(label=_("Title, number or customer"), method="by_text")
    status = django_filters.MultipleChoiceFilter(label=_("State"), choices=AgreementStatus.choices)
    ends = django_filters.ChoiceFilter(label=_("Ends within"), choices=WITHIN, method="by_end")
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=WHOSE, method="by_owner")
    service = django_filters.ModelChoiceFilter(
        label=_("Service"), queryset=lambda request: services_for(request.user), method="by_service"
    )
    mode = django_filters.ChoiceFilter(label=_("Service mode"), choices=Mode.choices)
    owner_brm = django_filters.ModelChoiceFilter(
        label=_("BRM owner"), queryset=lambda request: colleagues_for(request.user).order_by("name", "pk")
    )
    owner_slm = django_filters.ModelChoiceFilter(
        label=_("SLM owner"), queryset=lambda request: colleagues_for(request.user).order_by("name", "pk")
    )

    class Meta:
        model = ServiceAgreement
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        found = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
        return found | named(rows, text, "relationship__organisation")

    def by_end(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        until = clock.today() + timedelta(days=int(value))
        return rows.filter(status__in=IN_FORCE, end_on__lte=until)

    def by_owner(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        mine = acting_ids(self.request.user)
        return rows.filter(Q(owner_brm__in=mine) | Q(owner_slm__in=mine))

    def by_service(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(covered__service=value, covered__to_on=None)


class PenaltyFilter(django_filters.FilterSet):
    """By words, state, who pays."""

    q = django_filters.CharFilter(label=_("Cause or customer"), method="by_text")
    status = django_filters.ChoiceFilter(label=_("State"), choices=PenaltyStatus.choices)
    side = django_filters.ChoiceFilter(label=_("Who pays"), choices=PenaltySide.choices)
    open = django_filters.ChoiceFilter(label=_("Open"), choices=(("1", _("Not settled")),), method="by_open")

    class Meta:
        model = PenaltyEvent
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(cause__icontains=text) | named(rows, text, "agreement__relationship__organisation")

    def by_open(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return open_penalties(rows)


class ValueFilter(django_filters.FilterSet):
    """By customer and currency."""

    q = django_filters.CharFilter(label=_("Customer"), method="by_text")
    currency = django_filters.CharFilter(label=_("Currency"), lookup_expr="iexact")
    mode = django_filters.ChoiceFilter(label=_("Service mode"), choices=Mode.choices)

    class Meta:
        model = ServiceAgreement
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return named(rows, value.strip(), "relationship__organisation")
