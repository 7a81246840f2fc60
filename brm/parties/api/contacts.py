"""Contacts for programs."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import CustomValuesField, DayField, Record, ScopedField, ScopedListField, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import WriteSet, keepers
from brm.parties.api.filters import ContactFilter
from brm.parties.api.organisations import alias_of
from brm.parties.domain import contacts
from brm.parties.domain.merging import current_contact, merge_contacts
from brm.parties.domain.queries import (
    contacts_for,
    merged_contacts,
    portal_accesses_of,
    relationships_with,
    steered_by,
    tags_for,
    worked_organisations_for,
)
from brm.parties.domain.tags import set_tags
from brm.parties.enums import PortalRole
from brm.parties.models import Contact, PortalAccess, Relationship
from brm.ui.keyset import Sort


class ContactSerializer(Record):
    """A person on the other side."""

    organisation = ScopedField(worked_organisations_for)
    tags = ScopedListField(tags_for, required=False)
    custom = CustomValuesField(required=False)
    version = version_field()

    class Meta:
        model = Contact
        fields = (
            "id", "organisation", "name", "job_title", "department", "kind", "persona", "is_vip", "is_key", "grade",
            "phone", "email", "mail_wrong", "language", "time_zone", "influence", "interest", "preferences",
            "culture_notes", "valid_from", "valid_to", "left_on", "tags", "custom", "created_at", "updated_at",
            "version",
        )  # fmt: skip
        read_only_fields = ("mail_wrong", "left_on", "created_at", "updated_at")


class LeftSerializer(serializers.Serializer[Any]):
    """Since when somebody is gone, and who follows."""

    on = DayField()
    successor = ScopedField(contacts_for, required=False, allow_null=True)


class MergeContactSerializer(serializers.Serializer[Any]):
    """The other entry of the same person, which becomes an alias; the facts to take from it."""

    drop = ScopedField(contacts_for)
    take = serializers.MultipleChoiceField(
        choices=[
            (name, name)
            for name in (
                "name", "job_title", "department", "kind", "persona", "grade", "phone", "email", "language",
                "time_zone", "influence", "interest", "preferences", "culture_notes",
            )
        ],
        required=False, help_text="Fields whose values are taken from the dropped one.",
    )  # fmt: skip


class AccessSerializer(Record):
    """Which relationship the contact may see in the portal, and how much of it (ruling 13)."""

    class Meta:
        model = PortalAccess
        fields = ("id", "relationship", "role", "granted_by", "granted_at")


class OpenPortalSerializer(serializers.Serializer[Any]):
    """One of the contact's relationships that the caller is responsible for."""

    relationship = ScopedField(steered_by)
    role = serializers.ChoiceField(PortalRole.choices, default=PortalRole.USER)


class ClosePortalSerializer(serializers.Serializer[Any]):
    """On which relationship no longer."""

    relationship = ScopedField(steered_by)


class ContactSet(WriteSet):
    """Contacts of the organisations a person works with."""

    title = _("Contacts")
    show = keepers
    source = staticmethod(lambda user: contacts_for(user).prefetch_related("tags"))
    serializer_class = ContactSerializer
    filterset_class = ContactFilter
    order = Sort("name", ("sort_key",))

    def get_object(self) -> Any:
        """The contact; one that was merged is read where they live on."""
        try:
            return super().get_object()
        except Http404:
            if self.action == "retrieve" and (alias := alias_of(merged_contacts(), self.kwargs["pk"])):
                self.kwargs["pk"] = current_contact(alias).pk
                return super().get_object()
            raise

    @transaction.atomic
    def make(self, data: dict[str, Any]) -> models.Model:
        tags = data.pop("tags", ())
        contact = contacts.add_contact(data.pop("organisation"), by=self.person, **data)
        set_tags(contact, tags, by=self.person)
        return contact

    @transaction.atomic
    def change(self, noun: Contact, data: dict[str, Any], version: int | None) -> models.Model:
        tags = data.pop("tags", None)
        contact = contacts.change_contact(noun, by=self.person, expected_version=version, **data)
        if tags is not None:
            set_tags(contact, tags, by=self.person)
        return contact

    @verb(_("Note that the contact left"), takes=LeftSerializer)
    def left(self, noun: Contact, on: date, successor: Contact | None = None) -> Contact:
        """The portal is closed for them; open work goes to the successor or is flagged (INV-58)."""
        return contacts.contact_left(noun, on=on, successor=successor, by=self.person)

    @verb(_("Note that the contact is there again"))
    def returned(self, noun: Contact) -> Contact:
        """They are back, or never left."""
        return contacts.contact_returned(noun, by=self.person)

    @verb(_("Merge another entry into this one"), takes=MergeContactSerializer)
    def merge(self, noun: Contact, drop: Contact, take: frozenset[str] = frozenset()) -> Contact:
        """Meetings, promises and notices of the other move here; its id goes on answering with this one."""
        return merge_contacts(noun, drop, by=self.person, facts={name: getattr(drop, name) for name in take})

    @verb(_("What they see in the portal"), answers=AccessSerializer, many=True, method="get")
    def portal(self, noun: Contact) -> Any:
        """Open accesses."""
        return portal_accesses_of(noun)

    @verb(_("Open the portal"), takes=OpenPortalSerializer, answers=AccessSerializer, status=201)
    def open_portal(self, noun: Contact, relationship: Relationship, role: str) -> PortalAccess:
        """For one relationship with their organisation, or with the one it is a site of."""
        theirs = get_object_or_404(relationships_with(self.person, noun.organisation), pk=relationship.pk)
        return contacts.grant_portal_access(noun, theirs, role=role, by=self.person)

    @verb(_("Close the portal"), takes=ClosePortalSerializer, answers=NOTHING)
    def close_portal(self, noun: Contact, relationship: Relationship) -> None:
        """For one relationship."""
        access = get_object_or_404(portal_accesses_of(noun), relationship=relationship)
        contacts.revoke_portal_access(access, by=self.person)
