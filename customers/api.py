"""Service events for programs: read here, never edited (INV-54)."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import Record
from brm.api.filters import ApiFilterSet, IdFilter, MomentFilter
from brm.api.routes import router
from brm.api.views import ReadSet, keepers
from brm.ui.keyset import Sort
from customers.domain.queries import service_events_for
from customers.models import ServiceEvent


class ServiceEventSerializer(Record):
    """An incident or request as the service desk closed it."""

    id = serializers.IntegerField(source="matter_id", read_only=True)
    number = serializers.CharField(source="matter.number", read_only=True)
    relationship = serializers.IntegerField(source="matter.relationship_id", read_only=True)
    site = serializers.IntegerField(source="matter.site_id", read_only=True, allow_null=True)
    title = serializers.CharField(source="matter.title", read_only=True)
    opened_at = serializers.DateTimeField(source="matter.opened_at", read_only=True)
    closed_at = serializers.DateTimeField(source="matter.closed_at", read_only=True, allow_null=True)

    class Meta:
        model = ServiceEvent
        fields = (
            "id", "number", "relationship", "site", "title", "opened_at", "closed_at", "state", "priority", "impact",
            "category", "subcategory", "channel", "caller", "assignment_group", "made_sla", "reopen_count",
            "reassignment_count", "resolved_at",
        )  # fmt: skip


class ServiceEventFilter(ApiFilterSet):
    """Of a customer, of a site, by service level, by when they were opened."""

    relationship = IdFilter(field_name="matter__relationship")
    site = IdFilter(field_name="matter__site")
    opened_at__gte = MomentFilter(field_name="matter__opened_at", lookup_expr="gte")
    opened_at__lte = MomentFilter(field_name="matter__opened_at", lookup_expr="lte")

    class Meta:
        model = ServiceEvent
        fields = ("made_sla", "state", "priority")


class ServiceEventSet(ReadSet):
    """Service events of one's customers."""

    title = _("Service events")
    show = keepers
    source = staticmethod(service_events_for)
    serializer_class = ServiceEventSerializer
    filterset_class = ServiceEventFilter
    order = Sort("opened", ("matter__opened_at",), descending=True)


router.register("service-events", ServiceEventSet, basename="service-event")
