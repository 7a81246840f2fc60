"""What a person may read of a customer's service events, and their totals, honest about what nobody knows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from brm.accounts.models import User
from brm.parties.models import Organisation, Relationship
from customers.models import ServiceEvent


@dataclass(frozen=True)
class Totals:
    """How many events, how many kept their service level, how many came back; ``unknown`` is said, not hidden."""

    count: int = 0
    made: int = 0
    missed: int = 0
    unknown: int = 0
    reopened: int = 0
    reopens: int = 0
    open: int = 0
    site: Organisation | None = None
    site_id: int | None = None

    @property
    def made_share(self) -> float | None:
        """The share that kept the service level, of those of which it is known."""
        known = self.made + self.missed
        return self.made / known if known else None


_FIGURES = {
    "count": Count("pk"),
    "made": Count("pk", filter=Q(made_sla=True)),
    "missed": Count("pk", filter=Q(made_sla=False)),
    "unknown": Count("pk", filter=Q(made_sla=None)),
    "reopened": Count("pk", filter=Q(reopen_count__gt=0)),
    "reopens": Sum("reopen_count", default=0),
    "open": Count("pk", filter=Q(matter__closed_at=None)),
}


def service_events_for(user: User) -> QuerySet[ServiceEvent]:
    """The service events of customers a person may see, newest first."""
    visible = Relationship.objects.visible_to(user).order_by()
    return (
        ServiceEvent.objects.filter(matter__relationship__in=visible)
        .select_related("matter__site", "matter__relationship__organisation")
        .order_by("-matter__opened_at", "-matter_id")
    )


def latest_service_events(relationship: Relationship, count: int = 20) -> list[ServiceEvent]:
    """The latest events of one customer, whose reader has been checked."""
    rows = ServiceEvent.objects.filter(matter__relationship=relationship).select_related("matter__site")
    return list(rows.order_by("-matter__opened_at", "-matter_id")[:count])


def totals_of(events: QuerySet[ServiceEvent]) -> Totals:
    """The totals of a set of events."""
    return Totals(**events.order_by().aggregate(**_FIGURES))


def totals_for(relationship: Relationship) -> Totals:
    """The totals of one customer, whose reader has been checked."""
    return totals_of(ServiceEvent.objects.filter(matter__relationship=relationship))


def totals_by_site(relationship: Relationship) -> list[Totals]:
    """The totals of each site, those with the most events first."""
    grouped: Any = ServiceEvent.objects.filter(matter__relationship=relationship).order_by().values("matter__site")
    found = [(row.pop("matter__site"), row) for row in grouped.annotate(**_FIGURES).order_by("-count", "matter__site")]
    sites = Organisation.objects.in_bulk([pk for pk, _row in found if pk])
    return [Totals(**row, site=sites.get(pk) if pk else None, site_id=pk) for pk, row in found]


def service_events_between(relationship_id: int, since: date, until: date) -> QuerySet[ServiceEvent]:
    """The events of one customer that were opened between two days, whose reader has been checked."""
    return ServiceEvent.objects.filter(
        matter__relationship=relationship_id, matter__opened_at__date__gte=since, matter__opened_at__date__lte=until
    )
