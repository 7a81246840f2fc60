"""Organisations, contacts, relationships, tags for programs; the same functions as the pages call."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.api.fields import ScopedField
from brm.api.routes import router
from brm.api.views import ReadSet, WriteSet
from brm.parties.domain import contacts, handover, organisations, relationships
from brm.parties.domain.queries import contacts_for, organisations_for, relationships_for, steered_by, tags_for
from brm.parties.models import Contact, Organisation, Relationship, Tag

_CUSTOM = {"required": False}


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """The facts of an organisation."""

    parent = ScopedField(organisations_for, required=False, allow_null=True)

    class Meta:
        model = Organisation
        fields = (
            "id", "name", "short_name", "code", "parent", "trade", "region", "website", "time_zone", "notes", "custom",
            "archived_at", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("archived_at", "created_at", "updated_at")
        extra_kwargs = {"custom": _CUSTOM, "version": {"required": False, "read_only": False}}


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """A person on the other side."""

    organisation = ScopedField(organisations_for)

    class Meta:
        model = Contact
        fields = (
            "id", "organisation", "name", "job_title", "department", "kind", "persona", "is_vip", "is_key", "grade",
            "phone", "email", "mail_wrong", "language", "time_zone", "influence", "interest", "preferences",
            "culture_notes", "valid_from", "valid_to", "left_on", "custom", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("mail_wrong", "left_on", "created_at", "updated_at")
        extra_kwargs = {"custom": _CUSTOM, "version": {"required": False, "read_only": False}}


class RelationshipSerializer(serializers.ModelSerializer[Relationship]):
    """That an organisation is our customer, supplier or third party."""

    organisation = ScopedField(organisations_for)
    owner = ScopedField(colleagues_for, required=False)
    team = ScopedField(teams_for, required=False, allow_null=True)
    name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Relationship
        fields = (
            "id", "organisation", "name", "kind", "status", "status_since", "end_reason", "owner", "team", "tier",
            "type", "target_type", "next_review_on", "time_zone", "contact_target_days", "last_contact_at",
            "silent_from", "next_contact_on", "custom", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "status", "status_since", "end_reason", "last_contact_at", "silent_from", "next_contact_on", "created_at",
            "updated_at",
        )  # fmt: skip
        extra_kwargs = {"custom": _CUSTOM, "version": {"required": False, "read_only": False}}


class TagSerializer(serializers.ModelSerializer[Tag]):
    """A word on relationships and contacts."""

    class Meta:
        model = Tag
        fields = ("id", "name", "tone")


class StepSerializer(serializers.Serializer[Any]):
    """One step in a life, with its reason."""

    step = serializers.CharField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")
    end_reason = serializers.CharField(required=False, allow_blank=True, default="")


class HandOverSerializer(serializers.Serializer[Any]):
    """To whom, with which note."""

    to = ScopedField(colleagues_for)
    note = serializers.CharField()


class LeftSerializer(serializers.Serializer[Any]):
    """Since when somebody is gone, and who follows."""

    on = serializers.DateField()
    successor = ScopedField(contacts_for, required=False, allow_null=True)


class OrganisationSet(WriteSet):
    """Organisations of the relationships a person may see."""

    source = staticmethod(organisations_for)
    serializer_class = OrganisationSerializer
    filterset_fields = ("parent", "region", "trade", "code")

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        return organisations.register_organisation(by=self.person, **data)

    def change(self, noun: Organisation, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        return organisations.change_organisation(noun, by=self.person, expected_version=version, **data)


class ContactSet(WriteSet):
    """Contacts of the organisations a person works with."""

    source = staticmethod(contacts_for)
    serializer_class = ContactSerializer
    filterset_fields = ("organisation", "kind", "persona", "is_vip", "is_key", "email")

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        return contacts.add_contact(data.pop("organisation"), by=self.person, **data)

    def change(self, noun: Contact, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        return contacts.change_contact(noun, by=self.person, expected_version=version, **data)

    @action(detail=True, methods=["post"], serializer_class=LeftSerializer)
    def left(self, request: Request, pk: int) -> Response:
        """The person has left."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        contact = contacts.contact_left(self.get_object(), by=self.person, **said.validated_data)
        return Response(ContactSerializer(contact, context=self.get_serializer_context()).data)


class RelationshipSet(WriteSet):
    """The relationships a person may see; steps and hand-over are actions of their own."""

    source = staticmethod(relationships_for)
    serializer_class = RelationshipSerializer
    filterset_fields = ("kind", "status", "tier", "type", "owner", "team", "organisation", "tags")

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        owner = data.pop("owner", None) or self.person
        return relationships.open_relationship(data.pop("organisation"), owner=owner, by=self.person, **data)

    def change(self, noun: Relationship, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        for fixed in ("organisation", "kind", "owner"):
            if fixed in data and data.pop(fixed) != getattr(noun, fixed):
                raise serializers.ValidationError({fixed: _("This does not change here.")})
        return relationships.change_relationship(noun, by=self.person, expected_version=version, **data)

    def _steered(self, pk: int) -> Relationship:
        """What the caller may hand over or move: not by a mere share."""
        return get_object_or_404(steered_by(self.person), pk=pk)

    @action(detail=True, methods=["post"], serializer_class=StepSerializer)
    def move(self, request: Request, pk: int) -> Response:
        """Take a step: activate, suspend, resume, end, revive."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        moved = relationships.move_relationship(self._steered(pk), by=self.person, **said.validated_data)
        return Response(RelationshipSerializer(moved, context=self.get_serializer_context()).data)

    @action(detail=True, methods=["post"], serializer_class=HandOverSerializer, url_path="hand-over")
    def hand_over(self, request: Request, pk: int) -> Response:
        """Give it to another manager, with a note (INV-57)."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        passed = handover.hand_over(self._steered(pk), by=self.person, **said.validated_data)
        return Response({"id": passed.pk, "to": passed.to_user_id, "at": passed.at}, status=201)


class TagSet(ReadSet):
    """Tags in use."""

    source = staticmethod(tags_for)
    serializer_class = TagSerializer


router.register("organisations", OrganisationSet, basename="organisation")
router.register("contacts", ContactSet, basename="contact")
router.register("relationships", RelationshipSet, basename="relationship")
router.register("tags", TagSet, basename="tag")
