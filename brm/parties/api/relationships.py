"""Relationships for programs: opening, changing, moving, handing over, sharing."""

from typing import Any

from django.db import models, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.models import User
from brm.api.fields import CustomValuesField, Record, ScopedField, ScopedListField, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import ReadSet, WriteSet, keepers
from brm.calendars.domain.queries import calendars_for
from brm.core.numbers import whole
from brm.parties.api.filters import RelationshipFilter
from brm.parties.domain import handover, relationships, sharing
from brm.parties.domain.merging import current_relationship
from brm.parties.domain.queries import (
    handovers_for,
    merged_relationships,
    organisations_for,
    relationships_for,
    shares_of,
    steered_by,
    tags_for,
)
from brm.parties.domain.tags import set_tags
from brm.parties.enums import EndReason
from brm.parties.lifecycle import LIFECYCLE
from brm.parties.models import Handover, Relationship, RelationshipShare
from brm.ui.keyset import Sort


class RelationshipSerializer(Record):
    """That an organisation is our customer, supplier or third party: whose it is, how close, in what state."""

    organisation = ScopedField(organisations_for)
    name = serializers.CharField(source="organisation.name", read_only=True)
    owner = ScopedField(colleagues_for, required=False)
    team = ScopedField(teams_for, required=False, allow_null=True)
    calendar = ScopedField(calendars_for, required=False, allow_null=True)
    ladder_step = serializers.IntegerField(required=False, min_value=1, max_value=5)
    contact_target_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=3650)
    tags = ScopedListField(tags_for, required=False)
    custom = CustomValuesField(required=False)
    version = version_field()

    class Meta:
        model = Relationship
        fields = (
            "id", "organisation", "name", "kind", "status", "status_since", "end_reason", "owner", "team", "tier",
            "type", "target_type", "our_wish", "their_wish", "ladder_step", "next_review_on", "time_zone", "calendar",
            "contact_target_days", "last_contact_at", "silent_from", "next_contact_on", "health", "tags", "custom",
            "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "status", "status_since", "end_reason", "last_contact_at", "silent_from", "next_contact_on", "health",
            "created_at", "updated_at",
        )  # fmt: skip


class StepSerializer(serializers.Serializer[Any]):
    """One step in a life; suspending and ending need a reason, ending also how it ended."""

    step = serializers.ChoiceField([(step.name, step.label) for step in LIFECYCLE])
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    end_reason = serializers.ChoiceField(
        [(value, label) for value, label in EndReason.choices if value != EndReason.MERGED],
        required=False, allow_blank=True, default="",
    )  # fmt: skip


class HandOverSerializer(serializers.Serializer[Any]):
    """To whom, with what they must know."""

    to = ScopedField(colleagues_for)
    note = serializers.CharField(max_length=5000)


class HandoverSerializer(Record):
    """How a relationship passed from one manager to another (INV-57)."""

    class Meta:
        model = Handover
        fields = ("id", "relationship", "from_user", "to_user", "by", "note", "at", "acknowledged_at")


class ShareSerializer(serializers.Serializer[Any]):
    """With whom, and why."""

    user = ScopedField(colleagues_for)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)


class UnshareSerializer(serializers.Serializer[Any]):
    """With whom no longer."""

    user = ScopedField(colleagues_for)


class SharedSerializer(Record):
    """With whom a relationship is shared."""

    class Meta:
        model = RelationshipShare
        fields = ("user", "shared_by", "note", "created_at")


class RelationshipSet(WriteSet):
    """The relationships a person may see; handing over, sharing and moving is for those who are responsible."""

    title = _("Relationships")
    show = keepers
    source = staticmethod(lambda user: relationships_for(user).prefetch_related("tags"))
    serializer_class = RelationshipSerializer
    filterset_class = RelationshipFilter
    order = Sort("name", ("sort_key",))

    def get_object(self) -> Any:
        """The relationship; one that was merged is read where it lives on."""
        try:
            return super().get_object()
        except Http404:
            pk = whole(self.kwargs["pk"])
            merged = merged_relationships().filter(pk=pk).first() if pk is not None else None
            if self.action != "retrieve" or merged is None:
                raise
            self.kwargs["pk"] = current_relationship(merged).pk
            return super().get_object()

    @transaction.atomic
    def make(self, data: dict[str, Any]) -> models.Model:
        tags = data.pop("tags", ())
        owner = data.pop("owner", None) or self.person
        made = relationships.open_relationship(data.pop("organisation"), owner=owner, by=self.person, **data)
        set_tags(made, tags, by=self.person)
        return made

    @transaction.atomic
    def change(self, noun: Relationship, data: dict[str, Any], version: int | None) -> models.Model:
        for fixed in ("organisation", "kind", "owner"):
            if fixed in data and data.pop(fixed) != getattr(noun, fixed):
                raise serializers.ValidationError({fixed: [_now("This does not change here.")]})
        tags = data.pop("tags", None)
        changed = relationships.change_relationship(noun, by=self.person, expected_version=version, **data)
        if tags is not None:
            set_tags(changed, tags, by=self.person)
        return changed

    def _steered(self, noun: Relationship) -> Relationship:
        """What the caller may hand over, share or move: not by a mere share."""
        return get_object_or_404(steered_by(self.person), pk=noun.pk)

    @verb(_("Take a step in its life"), takes=StepSerializer)
    def move(self, noun: Relationship, step: str, reason: str, end_reason: str) -> Relationship:
        """activate, suspend, resume, end or revive; what stands in the way is said in `reasons`."""
        return relationships.move_relationship(
            self._steered(noun), step, by=self.person, reason=reason, end_reason=end_reason
        )

    @verb(_("Hand over"), takes=HandOverSerializer, answers=HandoverSerializer, status=201)
    def hand_over(self, noun: Relationship, to: User, note: str) -> Handover:
        """Give it to another manager, with a note; the open work goes along (INV-57)."""
        return handover.hand_over(self._steered(noun), to=to, note=note, by=self.person)

    @verb(_("With whom it is shared"), answers=SharedSerializer, many=True, method="get")
    def shares(self, noun: Relationship) -> Any:
        """Colleagues who see it and work on it."""
        return shares_of(noun).order_by("created_at", "pk")

    @verb(_("Share"), takes=ShareSerializer, answers=SharedSerializer, status=201)
    def share(self, noun: Relationship, user: User, note: str) -> RelationshipShare:
        """Let a colleague see it and work on it; responsible stays who was."""
        return sharing.share_relationship(self._steered(noun), user=user, note=note, by=self.person)

    @verb(_("End a share"), takes=UnshareSerializer, answers=NOTHING)
    def unshare(self, noun: Relationship, user: User) -> None:
        """By those who are responsible, or by the colleague."""
        relationship = noun if user.pk == self.person.pk else self._steered(noun)
        sharing.unshare_relationship(relationship, user=user, by=self.person)


class HandoverSet(ReadSet):
    """Hand-overs of the relationships a person may see."""

    title = _("Hand-overs")
    show = keepers
    source = staticmethod(handovers_for)
    serializer_class = HandoverSerializer
    filterset_fields = ("relationship", "to_user", "from_user")

    @verb(_("Take it over"))
    def acknowledge(self, noun: Handover) -> Handover:
        """The new manager has read the note."""
        if noun.to_user_id != self.person.pk:
            raise Http404
        return handover.acknowledge_handover(noun, by=self.person)
