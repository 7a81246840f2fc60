"""Action items for programs."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.actionitems.domain.items import add_action_item, change_action_item, move_action_item
from brm.actionitems.domain.queries import action_items_for
from brm.actionitems.lifecycle import LIFECYCLE
from brm.actionitems.models import ActionItem
from brm.api.fields import Record, ScopedField, version_field
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import WriteSet
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.ui.keyset import Sort


class ActionItemSerializer(Record):
    """Something promised: by whom, until when."""

    relationship = RelationshipField()
    owner = ScopedField(colleagues_for, required=False)
    counterpart = ScopedField(contacts_for, required=False, allow_null=True)
    version = version_field()

    class Meta:
        model = ActionItem
        fields = (
            "id", "relationship", "title", "detail", "side", "owner", "counterpart", "due_on", "priority", "status",
            "done_at", "drop_reason", "visible_to_customer", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("status", "done_at", "drop_reason", "created_at", "updated_at")


class ItemStepSerializer(serializers.Serializer[Any]):
    """A step; dropping needs a reason."""

    step = serializers.ChoiceField([(step.name, step.label) for step in LIFECYCLE])
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class ActionItemSet(WriteSet):
    """Action items of one's relationships, and those one owns."""

    title = _("Action items")
    source = staticmethod(action_items_for)
    serializer_class = ActionItemSerializer
    order = Sort("due", ("due_on",))
    filterset_fields = {
        "relationship": ["exact"], "owner": ["exact"], "counterpart": ["exact"], "status": ["exact"],
        "side": ["exact"], "priority": ["exact"], "due_on": ["lte", "gte"],
    }  # fmt: skip

    def make(self, data: dict[str, Any]) -> models.Model:
        owner = data.pop("owner", None) or self.person
        return add_action_item(data.pop("relationship"), owner=owner, by=self.person, **data)

    def change(self, noun: ActionItem, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        return change_action_item(noun, by=self.person, expected_version=version, **data)

    @verb(_("Take a step in its life"), takes=ItemStepSerializer)
    def move(self, noun: ActionItem, step: str, reason: str) -> ActionItem:
        """start, finish, verify, reopen or drop."""
        return move_action_item(noun, step, by=self.person, reason=reason)


router.register("action-items", ActionItemSet, basename="action-item")
