"""Contact points and what came in there, for programs (C-28, C-35)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import MomentField, Record, ScopedField, version_field
from brm.api.verbs import verb
from brm.api.views import MakeSet, WriteSet, keepers
from brm.parties.domain.queries import contacts_for
from customers.insight.domain import channels
from customers.insight.domain.queries import (
    contact_points_for,
    customers_for,
    enquiries_for,
    own_contact_points_for,
)
from customers.insight.models import ContactPoint, Enquiry


class ContactPointSerializer(Record):
    """A published way to reach us, with the time in which we answer."""

    relationship = ScopedField(customers_for)
    version = version_field()

    class Meta:
        model = ContactPoint
        fields = (
            "id", "relationship", "name", "channel", "address", "audience", "for_complaints", "answer_amount",
            "answer_unit", "published", "withdrawn_at", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("withdrawn_at", "created_at", "updated_at")


class ContactPointSet(WriteSet):
    """The contact points of one's customers."""

    title = _("Contact points")
    show = keepers
    source = staticmethod(own_contact_points_for)
    serializer_class = ContactPointSerializer
    filterset_fields = {"relationship": ["exact"], "audience": ["exact"], "for_complaints": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return channels.open_point(data.pop("relationship"), by=self.person, **data)

    def change(self, noun: ContactPoint, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        return channels.change_point(noun, by=self.person, expected_version=version, **data)

    @verb(_("Withdraw"))
    def withdraw(self, noun: ContactPoint) -> ContactPoint:
        """It is no longer offered."""
        return channels.withdraw_point(noun, by=self.person)


class EnquirySerializer(Record):
    """Somebody turned to a contact point: when an answer was due, when it came."""

    point = ScopedField(contact_points_for)
    relationship = ScopedField(customers_for, required=False)
    contact = ScopedField(contacts_for, required=False, allow_null=True)

    class Meta:
        model = Enquiry
        fields = (
            "id", "point", "relationship", "contact", "subject", "received_at", "due_at", "answered_at", "missed_at",
        )  # fmt: skip
        read_only_fields = ("due_at", "missed_at")
        extra_kwargs = {"received_at": {"required": False}}


class PointAnswerSerializer(serializers.Serializer[Any]):
    """When the answer went out; now, if nothing is said."""

    answered_at = MomentField(required=False, allow_null=True, default=None)


class EnquirySet(MakeSet):
    """What came in, and whether it was answered in time."""

    title = _("Enquiries")
    show = keepers
    source = staticmethod(enquiries_for)
    serializer_class = EnquirySerializer
    filterset_fields = {
        "relationship": ["exact"], "point": ["exact"], "received_at": ["gte", "lte"], "missed_at": ["isnull"],
        "answered_at": ["isnull"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        return channels.record_enquiry(data.pop("point"), by=self.person, **data)

    @verb(_("It was answered"), takes=PointAnswerSerializer, path="answer")
    def answered(self, noun: Enquiry, answered_at: Any) -> Enquiry:
        """When the answer went out."""
        return channels.answer_enquiry(noun, by=self.person, answered_at=answered_at)
