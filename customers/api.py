"""Service events for programs: read here, never edited (INV-54)."""

from rest_framework import serializers

from brm.api.routes import router
from brm.api.views import ReadSet
from customers.domain.queries import service_events_for
from customers.models import ServiceEvent


class ServiceEventSerializer(serializers.ModelSerializer[ServiceEvent]):
    """An incident or request as the service desk closed it."""

    number = serializers.CharField(source="matter.number", read_only=True)
    relationship = serializers.IntegerField(source="matter.relationship_id", read_only=True)
    site = serializers.IntegerField(source="matter.site_id", read_only=True)
    opened_at = serializers.DateTimeField(source="matter.opened_at", read_only=True)
    closed_at = serializers.DateTimeField(source="matter.closed_at", read_only=True)

    class Meta:
        model = ServiceEvent
        fields = (
            "matter", "number", "relationship", "site", "opened_at", "closed_at", "state", "priority", "impact",
            "category", "subcategory", "channel", "caller", "assignment_group", "made_sla", "reopen_count",
            "reassignment_count", "resolved_at",
        )  # fmt: skip


class ServiceEventSet(ReadSet):
    """Service events of one's customers."""

    source = staticmethod(service_events_for)
    serializer_class = ServiceEventSerializer
    filterset_fields = {"matter__relationship": ["exact"], "matter__site": ["exact"], "made_sla": ["exact"]}


router.register("service-events", ServiceEventSet, basename="service-event")
