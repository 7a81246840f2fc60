"""What narrows the lists of what is known of customers."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin

from brm.accounts.domain.queries import acting_ids, colleagues_for
from brm.communications.models import NeedHeard
from brm.parties.domain.finding import named
from brm.parties.filters import of_request
from brm.parties.forms.fields import RELATIONSHIPS, PickField
from customers.insight.domain.queries import contact_points_for, customers_for
from customers.insight.enums import (
    DifficultyClass,
    DifficultyItem,
    DifficultyStatus,
    EventStatus,
    ExpectationKind,
    ExpectationStatus,
    Grade,
    SignalImpact,
)
from customers.insight.models import Difficulty, Enquiry, Expectation, MajorEvent
from customers.insight.models.difficulties import OPEN_DIFFICULTY
from customers.insight.models.events import OPEN_EVENT

Rows = QuerySet[Any]


class PickFilter(QuerySetRequestMixin, django_filters.Filter):
    """One record of possibly very many, found by typing."""

    field_class = PickField


class OfCustomer(django_filters.FilterSet):
    """Words of the record or of the customer's name; one customer alone."""

    q = django_filters.CharFilter(label=_("Words, or a customer"), method="by_text")
    relationship = PickFilter(
        label=_("Customer"), queryset=of_request(customers_for), search=RELATIONSHIPS, method="by_customer"
    )
    text_field = ""
    way = "relationship"

    @property
    def form(self) -> Any:
        """The chosen customer is shown even if it is not among the first hundred."""
        form = super().form
        form.fields["relationship"].choose(self.data.get("relationship"))
        return form

    def by_customer(self, rows: Rows, name: str, value: Any) -> Rows:
        return rows.filter(**{self.way: value})

    def by_text(self, rows: Rows, name: str, value: str) -> Rows:
        found = named(rows, value, f"{self.way}__organisation")
        return rows.filter(**{f"{self.text_field}__icontains": value.strip()}) | found

    def by_whom(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(owner__in=acting_ids(self.request.user))


class ExpectationFilter(OfCustomer):
    """By state, kind, what lies beyond the agreement."""

    text_field = "text"
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=(("standing", _("Not judged yet")), *ExpectationStatus.choices), method="by_state"
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ExpectationKind.choices)
    beyond = django_filters.BooleanFilter(label=_("Beyond the agreement"), field_name="beyond_agreement")

    class Meta:
        model = Expectation
        fields: tuple[str, ...] = ()

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "standing":
            return rows.filter(status__in=[ExpectationStatus.OPEN, ExpectationStatus.CONFIRMED])
        return rows.filter(status=value)


class DifficultyFilter(OfCustomer):
    """By state, class, item, owner."""

    text_field = "detail"
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=(("standing", _("Not over yet")), *DifficultyStatus.choices), method="by_state"
    )
    difficulty_class = django_filters.ChoiceFilter(label=_("Class"), choices=DifficultyClass.choices)
    item = django_filters.ChoiceFilter(label=_("Difficulty"), choices=DifficultyItem.choices)
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=(("mine", _("Mine")),), method="by_whom")
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=of_request(colleagues_for))

    class Meta:
        model = Difficulty
        fields: tuple[str, ...] = ()

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(status__in=OPEN_DIFFICULTY) if value == "standing" else rows.filter(status=value)


class EventFilter(OfCustomer):
    """By state, grade, conflict, when it occurred."""

    text_field = "matter__title"
    way = "matter__relationship"
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=(("standing", _("Not closed yet")), *EventStatus.choices), method="by_state"
    )
    grade = django_filters.ChoiceFilter(label=_("Grade"), choices=Grade.choices)
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=(("mine", _("Mine")),), method="by_whom")
    conflict = django_filters.BooleanFilter(label=_("Conflict"))
    occurred = django_filters.DateFromToRangeFilter(label=_("Occurred"), field_name="occurred_at")

    class Meta:
        model = MajorEvent
        fields: tuple[str, ...] = ()

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(status__in=OPEN_EVENT) if value == "standing" else rows.filter(status=value)


class SignalFilter(OfCustomer):
    """By whether somebody looked, and what was judged."""

    text_field = "text"
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=(("waiting", _("Waiting")), ("judged", _("Looked at"))), method="by_state"
    )
    impact = django_filters.ChoiceFilter(label=_("Impact"), choices=SignalImpact.choices, field_name="review__impact")

    class Meta:
        model = NeedHeard
        fields: tuple[str, ...] = ()

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(reviewed_at__isnull=value == "waiting")


class EnquiryFilter(OfCustomer):
    """By whether it was answered, and in time; by contact point."""

    text_field = "subject"
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=(("waiting", _("Waiting for an answer")), ("missed", _("Missed")), ("kept", _("Answered in time"))),
        method="by_state",
    )
    point = django_filters.ModelChoiceFilter(label=_("Contact point"), queryset=of_request(contact_points_for))

    class Meta:
        model = Enquiry
        fields: tuple[str, ...] = ()

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "waiting":
            return rows.filter(answered_at=None)
        return (
            rows.filter(missed_at__isnull=False)
            if value == "missed"
            else rows.filter(answered_at__isnull=False, missed_at=None)
        )
