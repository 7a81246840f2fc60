"""What narrows the list of praise."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.catalogue.models import Service
from brm.core.narrowing import PERSON
from brm.core.reach import is_in_reach
from customers.praise.enums import ON_THE_WALL, REAL, PraiseStatus, Publicity, Source
from customers.praise.models import Praise
from customers.praise.rules import start_of


def colleagues_by_name(request: Any) -> "QuerySet[User]":
    """Whom one may choose, read for nothing but their names."""
    return colleagues_for(request.user).only(*PERSON)


def services_by_name(request: Any) -> "QuerySet[Service]":
    """Which services one may choose, read for nothing but their names."""
    return services_for(request.user).select_related(None).only("code", "name_zh", "name_en")


STATES = (
    ("waiting", _("To verify")),
    ("unthanked", _("To thank for")),
    ("real", _("Verified and beyond")),
    ("wall", _("On the wall")),
    *PraiseStatus.choices,
)


class PraiseFilter(django_filters.FilterSet):
    """By words, state, who is praised, service, where it came by, publicity, days."""

    q = django_filters.CharFilter(label=_("Number, words or customer"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    person = django_filters.ModelChoiceFilter(
        label=_("Praised"), field_name="praised__user", queryset=colleagues_by_name
    )
    team = django_filters.ModelChoiceFilter(label=_("Team"), queryset=lambda request: teams_for(request.user))
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=services_by_name)
    source = django_filters.ChoiceFilter(label=_("Came by"), choices=Source.choices)
    publicity = django_filters.ChoiceFilter(
        label=_("Publicity"), choices=[pair for pair in Publicity.choices if pair[0]]
    )
    relationship = django_filters.NumberFilter(field_name="relationship", widget=None, label=_("Customer"))
    since = django_filters.DateFilter(label=_("Received from"), method="by_first")
    until = django_filters.DateFilter(label=_("Received until"), method="by_last")

    class Meta:
        model = Praise
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__istartswith=text)
            | Q(matter__title__icontains=text)
            | Q(text__icontains=text)
            | Q(relationship__organisation__name__icontains=text)
        )

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "waiting":
            return rows.filter(status=PraiseStatus.RECORDED)
        if value == "unthanked":
            return rows.filter(thanked_at=None, is_past=False).exclude(status=PraiseStatus.DECLINED)
        if value == "real":
            return rows.filter(status__in=REAL)
        if value == "wall":
            return rows.filter(status__in=ON_THE_WALL)
        return rows.filter(status=value)

    def by_first(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if not is_in_reach(value):
            return rows
        return rows.filter(recorded_at__gte=start_of(value, self.request.user.time_zone))

    def by_last(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if not is_in_reach(value):
            return rows
        return rows.filter(recorded_at__lt=start_of(value + timedelta(days=1), self.request.user.time_zone))


class WallFilter(django_filters.FilterSet):
    """The wall of one person, team or service."""

    person = django_filters.ModelChoiceFilter(
        label=_("Praised"), field_name="praised__user", queryset=colleagues_by_name
    )
    team = django_filters.ModelChoiceFilter(label=_("Team"), queryset=lambda request: teams_for(request.user))
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=services_by_name)

    class Meta:
        model = Praise
        fields: tuple[str, ...] = ()
