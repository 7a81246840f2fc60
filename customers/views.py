"""Pages that only customers have: service events."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.matters.domain import thread_for
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.views.base import keepers
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import DetailPage
from customers.domain.queries import service_events_for, totals_of
from customers.filters import ServiceEventFilter
from customers.models import ServiceEvent


class ServiceEventList(ListPage):
    """The service events of one customer, with totals of what is shown."""

    show = keepers
    filterset_class = ServiceEventFilter
    default_sort = "-opened"
    row_template = "customers/service_event_row.html"
    template_name = "customers/service_events.html"
    columns = (
        Column("number", _("Number"), "matter.number", kind="title"),
        Column("opened", _("Opened"), "matter.opened_at", sort="matter__opened_at"),
        Column("site", _("Site"), "matter.site.name"),
        Column("category", _("Category")),
        Column("subcategory", _("Subcategory"), default=False),
        Column("priority", _("Priority")),
        Column("impact", _("Impact"), default=False),
        Column("state", _("State"), kind="state"),
        Column("made_sla", _("Service level")),
        Column("reopen_count", _("Reopened"), kind="num"),
        Column("reassignment_count", _("Reassigned"), kind="num", default=False),
        Column("caller", _("Caller"), default=False),
        Column("channel", _("Channel"), default=False),
        Column("assignment_group", _("Group"), default=False),
        Column("resolved", _("Resolved"), "resolved_at", default=False),
        Column("closed", _("Closed"), "matter.closed_at"),
    )
    empty = Empty(
        _("No service events yet"),
        _("Import the service desk's file: incidents and requests appear here, with the service level kept or missed."),
        "ticket",
    )

    def get_customer(self) -> Relationship:
        if not hasattr(self, "customer"):
            rows = relationships_for(self.request.user, Kind.CUSTOMER)
            self.customer = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.customer

    def get_queryset(self) -> QuerySet[ServiceEvent]:
        return service_events_for(self.request.user).filter(matter__relationship=self.get_customer())

    def get_title(self) -> Any:
        return _("Service events")

    def get_crumbs(self) -> list[Any]:
        return [(relationship_url(self.get_customer()), str(self.get_customer()))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        listing = more["listing"]
        return super().get_context(totals=totals_of(listing.filters.queryset), relationship=self.get_customer(), **more)


class ServiceEventPage(DetailPage):
    """One event as the service desk closed it: read, never edited (INV-54)."""

    show = keepers
    source = service_events_for
    template_name = "customers/service_event.html"
    object_name = "event"

    def get_context(self, **more: Any) -> dict[str, Any]:
        linked, hidden = thread_for(self.request.user, self.object.matter)
        return super().get_context(
            linked=[matter for matter in linked if matter.pk != self.object.pk], hidden=hidden, **more
        )

    def get_crumbs(self) -> list[Any]:
        relationship = self.object.matter.relationship
        events = reverse("customers:service_events", args=[relationship.pk])
        return [(relationship_url(relationship), str(relationship)), (events, _("Service events"))]
