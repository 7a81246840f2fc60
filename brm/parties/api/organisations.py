"""Organisations for programs."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import CustomValuesField, Record, ScopedField, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import Desk, WriteSet, keepers
from brm.calendars.domain.queries import calendars_for
from brm.core.errors import BlockedError
from brm.core.numbers import whole
from brm.parties.api.filters import OrganisationFilter
from brm.parties.domain import organisations
from brm.parties.domain.asking import ask_to_share
from brm.parties.domain.duplicates import LookAlike, look_alikes_for
from brm.parties.domain.merging import current_organisation, merge_organisations
from brm.parties.domain.queries import (
    may_archive,
    may_merge,
    merged_organisations,
    organisations_for,
    worked_organisations_for,
)
from brm.parties.models import Organisation
from brm.ui.keyset import Sort


class OrganisationSerializer(Record):
    """The facts of an organisation."""

    parent = ScopedField(  # type: ignore[assignment] # the metaclass takes fields out of the class
        organisations_for, required=False, allow_null=True
    )
    calendar = ScopedField(calendars_for, required=False, allow_null=True)
    custom = CustomValuesField(required=False)
    version = version_field()

    class Meta:
        model = Organisation
        fields = (
            "id", "name", "short_name", "code", "parent", "trade", "region", "website", "time_zone", "calendar",
            "working_language", "culture_notes", "season_notes", "notes", "custom", "archived_at", "created_at",
            "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("archived_at", "created_at", "updated_at")


class ArchiveSerializer(serializers.Serializer[Any]):
    """Why it is put away."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class MergeOrganisationSerializer(serializers.Serializer[Any]):
    """The other entry of the same organisation, which becomes an alias; the facts of which of the two to go on with."""

    drop = ScopedField(worked_organisations_for)
    take = serializers.MultipleChoiceField(
        choices=[
            (name, name)
            for name in ("name", "short_name", "code", "trade", "region", "website", "time_zone", "notes")
        ],
        required=False, help_text="Fields whose values are taken from the dropped one.",
    )  # fmt: skip


class OrganisationSet(WriteSet):
    """Organisations of the relationships a person may see, and those nobody works with yet."""

    title = _("Organisations")
    show = keepers
    source = staticmethod(organisations_for)
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    order = Sort("name", ("sort_key",))

    def get_object(self) -> Any:
        """The organisation; one that was merged is read where it lives on."""
        try:
            return super().get_object()
        except Http404:
            if self.action == "retrieve" and (alias := alias_of(merged_organisations(), self.kwargs["pk"])):
                self.kwargs["pk"] = current_organisation(alias).pk
                return super().get_object()
            raise

    def make(self, data: dict[str, Any]) -> models.Model:
        return organisations.register_organisation(by=self.person, **data)

    def change(self, noun: Organisation, data: dict[str, Any], version: int | None) -> models.Model:
        return organisations.change_organisation(noun, by=self.person, expected_version=version, **data)

    @verb(_("Archive"), takes=ArchiveSerializer)
    def archive(self, noun: Organisation, reason: str) -> Organisation:
        """Put it away; refused while a relationship with it lives."""
        self._refuse_shared(may_archive(self.person, noun))
        return organisations.archive_organisation(noun, by=self.person, reason=reason)

    @verb(_("Restore"))
    def restore(self, noun: Organisation) -> Organisation:
        """Take an archived one out again."""
        self._refuse_shared(may_archive(self.person, noun))
        return organisations.restore_organisation(noun, by=self.person)

    @verb(_("Merge another entry into this one"), takes=MergeOrganisationSerializer)
    def merge(self, noun: Organisation, drop: Organisation, take: frozenset[str] = frozenset()) -> Organisation:
        """Everything of the other moves here; its id goes on answering with this one."""
        self._refuse_shared(may_merge(self.person, noun, drop))
        facts = {name: getattr(drop, name) for name in take}
        return merge_organisations(noun, drop, by=self.person, facts=facts)

    def _refuse_shared(self, permitted: bool) -> None:
        if not permitted:
            raise BlockedError(_now("Others work with this organisation too; ask them first."))


class OwnerSerializer(serializers.Serializer[Any]):
    """Whom to ask."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class LookAlikeSerializer(serializers.Serializer[Any]):
    """An organisation that may be the same: named to who may see it, else only whom to ask (ruling 14)."""

    organisation = OrganisationSerializer(allow_null=True)
    owners = OwnerSerializer(many=True)


class NamedSerializer(serializers.Serializer[Any]):
    """How the organisation is called, and its code."""

    name = serializers.CharField(max_length=200)
    code = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class LookAlikeSet(Desk):
    """Do we have them already?"""

    title = _("Look-alikes")
    show = keepers
    serializer_class = LookAlikeSerializer

    @verb(_("Do we have them already?"), takes=NamedSerializer, detail=False, method="get", many=True)
    def list(self, name: str, code: str) -> Sequence[LookAlike]:
        """Asked before a second entry of the same organisation is made."""
        return look_alikes_for(self.person, name=name, code=code)

    @verb(_("Ask for a share"), takes=NamedSerializer, detail=False, answers=NOTHING)
    def ask(self, name: str, code: str) -> None:
        """Tell those who keep the look-alikes one may not see that somebody would like to work on them."""
        ask_to_share(name=name, code=code, by=self.person)


def alias_of(aliases: QuerySet[Any], pk: Any) -> Any:
    """The merged entry with this id."""
    number = whole(pk)
    return None if number is None else aliases.select_related("merged_into").filter(pk=number).first()
