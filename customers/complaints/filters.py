"""What narrows the lists of complaints."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.accounts.domain.queries import acting_ids, colleagues_for, teams_for
from brm.catalogue.domain.queries import services_for
from brm.core.numbers import whole
from brm.parties.domain.finding import named
from brm.parties.filters import of_request
from customers.complaints.domain.desk import burning, due_soon
from customers.complaints.enums import Channel, ComplainantKind, Path, Severity, Status
from customers.complaints.models import Complaint

PATH = pgettext_lazy("how a complaint reached us", "Path")
WAYS = ((Path.DIRECT, _("Direct")), (Path.RELAYED, _("Relayed")))
WHOSE = (("mine", _("Mine")), ("raised", _("Escalated to me")))
TIME = (("over", _("Limit passed")), ("soon", _("Due within a day")), ("waiting", _("Waiting for them")))
LEVELS = (("1", _("Level 1 and above")), ("2", _("Level 2 and above")), ("3", _("Level 3")))
IN_TIME = (("1", _("In time")), ("0", _("Too late")))


class ComplaintFilter(django_filters.FilterSet):
    """By path, severity, time left, whose; and behind "more" by everything else."""

    q = django_filters.CharFilter(label=_("Number, words or name"), method="by_text")
    path = django_filters.ChoiceFilter(label=PATH, choices=WAYS)
    severity = django_filters.ChoiceFilter(label=_("Severity"), choices=Severity.choices)
    time = django_filters.ChoiceFilter(label=_("Time left"), choices=TIME, method="by_time")
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=WHOSE, method="by_whom")
    status = django_filters.ChoiceFilter(label=_("State"), choices=Status.choices)
    level = django_filters.ChoiceFilter(label=_("Escalation"), choices=LEVELS, method="by_level")
    kind = django_filters.ChoiceFilter(label=_("Complainant"), choices=ComplainantKind.choices)
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=of_request(services_for))
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=of_request(colleagues_for))
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), field_name="relationship__team", queryset=of_request(teams_for)
    )
    channel = django_filters.ChoiceFilter(label=_("Received by"), choices=Channel.choices)
    conflict = django_filters.BooleanFilter(label=_("Conflict"), field_name="has_conflict")
    received = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=_("Received"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )  # fmt: skip
    relationship = django_filters.CharFilter(label=_("Customer (id)"), method="by_customer")

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__istartswith=text) | Q(matter__title__icontains=text) | Q(contact__name__icontains=text)
        ) | named(rows, text, "relationship__organisation")

    def by_time(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "waiting":
            return rows.filter(status=Status.WAITING)
        return burning(rows) if value == "over" else due_soon(rows)

    def by_whom(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        mine = acting_ids(self.request.user)
        return rows.filter(owner__in=mine) if value == "mine" else rows.filter(rises__person__in=mine).distinct()

    def by_level(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(level__gte=int(value))

    def by_customer(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        number = whole(value)
        return rows.filter(relationship=number) if number is not None else rows.none()


class AllComplaintsFilter(ComplaintFilter):
    """Of everything, closed complaints among them: also whether limits were kept, and how satisfied they were."""

    resolved = django_filters.ChoiceFilter(label=_("Solved"), field_name="resolved_in_time", choices=IN_TIME)
    disputed = django_filters.BooleanFilter(label=_("Disputed"), field_name="is_disputed")
    past = django_filters.BooleanFilter(label=_("Imported"), field_name="is_past")
