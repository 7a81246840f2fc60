"""What narrows the inbox."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.catalogue.domain.queries import services_for
from brm.core import clock
from brm.core.reach import is_in_reach
from surveys.feedback.enums import OPEN_FEEDBACK, FeedbackChannel, FeedbackKind, FeedbackStatus
from surveys.feedback.models import FeedbackItem
from surveys.feedback.rules import start_of

STATES = (
    ("open", _("Open")), ("late", _("Late")), ("unconfirmed", _("Not confirmed to them")), *FeedbackStatus.choices,
)  # fmt: skip
KINDS = (("none", _("Not judged yet")), *[pair for pair in FeedbackKind.choices if pair[0]])


class FeedbackFilter(django_filters.FilterSet):
    """By words, state, kind, channel, owner, service, days."""

    q = django_filters.CharFilter(label=_("Number, words or customer"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, method="by_kind")
    channel = django_filters.ChoiceFilter(label=_("Came by"), choices=FeedbackChannel.choices)
    owner = django_filters.ModelChoiceFilter(
        label=_("Who sees to it"), queryset=lambda request: colleagues_for(request.user)
    )
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=lambda request: services_for(request.user))
    relationship = django_filters.NumberFilter(field_name="relationship", widget=None, label=_("Customer"))
    since = django_filters.DateFilter(label=_("Received from"), method="by_first")
    until = django_filters.DateFilter(label=_("Received until"), method="by_last")

    class Meta:
        model = FeedbackItem
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__istartswith=text)
            | Q(text__icontains=text)
            | Q(relationship__organisation__name__icontains=text)
        )

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "unconfirmed":
            return rows.filter(confirmed_at=None)
        if value in ("open", "late"):
            rows = rows.filter(status__in=OPEN_FEEDBACK)
            return rows.filter(due_at__lte=clock.now()) if value == "late" else rows
        return rows.filter(status=value)

    def by_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(kind="" if value == "none" else value)

    def by_first(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if not is_in_reach(value):
            return rows
        return rows.filter(received_at__gte=start_of(value, self.request.user.time_zone))

    def by_last(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if not is_in_reach(value):
            return rows
        return rows.filter(received_at__lt=start_of(value + timedelta(days=1), self.request.user.time_zone))
