"""What narrows the register of risks."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.accounts.domain.queries import acting_ids, colleagues_for
from brm.core import clock
from brm.parties.domain.finding import named
from brm.parties.enums import Kind
from brm.parties.filters import of_request
from brm.risks.enums import OPEN, Impact, Level, Probability, Response, Status, scores_of
from brm.risks.models import Risk

STATES = (("open", _("Open")), ("new", _("Not assessed yet")), ("due", _("To be reviewed")), *Status.choices)


class RiskFilter(django_filters.FilterSet):
    """By words, state, gravity, kind of relationship, owner, place on the map."""

    q = django_filters.CharFilter(label=_("What may go wrong, or with whom"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, method="by_level")
    kind = django_filters.ChoiceFilter(label=_("About"), choices=Kind.choices, field_name="relationship__kind")
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=(("mine", _("Mine")),), method="by_whom")
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=of_request(colleagues_for))
    probability = django_filters.ChoiceFilter(label=_("Probability"), choices=Probability.choices)
    impact = django_filters.ChoiceFilter(label=pgettext_lazy("risk", "Impact"), choices=Impact.choices)
    response = django_filters.ChoiceFilter(label=_("Response"), choices=Response.choices)
    shared = django_filters.BooleanFilter(label=_("Shared with the other side"))

    class Meta:
        model = Risk
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(title__icontains=value.strip()) | named(rows, value, "relationship__organisation")

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "open":
            return rows.filter(status__in=OPEN)
        if value == "new":
            return rows.filter(status__in=OPEN, probability=None)
        if value == "due":
            return rows.filter(status__in=OPEN, review_on__lte=clock.today())
        return rows.filter(status=value)

    def by_level(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(score__range=scores_of(int(value)))

    def by_whom(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(owner__in=acting_ids(self.request.user))
