"""Service events for programs: read here, never edited (INV-54)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.models import User
from brm.api.fields import MomentField, Record, ScopedField
from brm.api.filters import ApiFilterSet, IdFilter, MomentFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import ReadSet, keepers
from brm.catalogue.domain.queries import services_for
from brm.parties.domain.queries import contacts_for, relationships_for
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.ui.keyset import Sort
from customers.domain.intake import take_in_service_event
from customers.domain.queries import service_events_for
from customers.models import ServiceEvent


def customers_of(user: User) -> "QuerySet[Relationship]":
    """The customers whose events a person may bring."""
    return relationships_for(user, Kind.CUSTOMER)


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
            "reassignment_count", "resolved_at", "contact", "service",
        )  # fmt: skip


class TakeInSerializer(serializers.Serializer[Any]):
    """An event as an outside service desk has it: its whole present state, by its own number."""

    relationship = ScopedField(customers_of)
    number = serializers.CharField(max_length=40)
    opened_at = MomentField()
    closed_at = MomentField(required=False, allow_null=True, default=None)
    resolved_at = MomentField(required=False, allow_null=True)
    as_of = MomentField(required=False, allow_null=True)
    title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    state = serializers.CharField(required=False, max_length=40)
    location = serializers.CharField(required=False, allow_blank=True, max_length=200)
    priority = serializers.CharField(required=False, allow_blank=True, max_length=40)
    impact = serializers.CharField(required=False, allow_blank=True, max_length=40)
    category = serializers.CharField(required=False, allow_blank=True, max_length=80)
    subcategory = serializers.CharField(required=False, allow_blank=True, max_length=80)
    channel = serializers.CharField(required=False, allow_blank=True, max_length=40)
    assignment_group = serializers.CharField(required=False, allow_blank=True, max_length=80)
    made_sla = serializers.BooleanField(required=False, allow_null=True)
    reopen_count = serializers.IntegerField(required=False, min_value=0, max_value=100_000)
    reassignment_count = serializers.IntegerField(required=False, min_value=0, max_value=100_000)
    caller = serializers.CharField(required=False, allow_blank=True, max_length=80)
    caller_email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    caller_phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    service = ScopedField(services_for, required=False, allow_null=True)


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

    @verb(_("Take in a service event"), takes=TakeInSerializer, detail=False, status=201)
    def create(self, relationship: Relationship, **data: Any) -> Any:
        """Tell us of an event: new ones are made (201), known ones get their newer state (200), the same again changes
        nothing. When it closes, its caller is asked by the survey rules: at most once, however often it is sent."""
        event, is_new = take_in_service_event(relationship, by=self.person, **data)
        event = self.rows().get(pk=event.pk)
        return event if is_new else self.answer(event)


router.register("service-events", ServiceEventSet, basename="service-event")
