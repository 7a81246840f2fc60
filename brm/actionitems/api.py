"""Action items for programs."""

from typing import Any

from django.db import models
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from brm.accounts.domain.queries import colleagues_for
from brm.actionitems.domain.items import add_action_item, change_action_item, move_action_item
from brm.actionitems.domain.queries import action_items_for
from brm.actionitems.models import ActionItem
from brm.api.fields import ScopedField
from brm.api.routes import router
from brm.api.views import WriteSet
from brm.parties.domain.queries import contacts_for, relationships_for


class ActionItemSerializer(serializers.ModelSerializer[ActionItem]):
    """Something promised: by whom, until when."""

    relationship = ScopedField(relationships_for)
    owner = ScopedField(colleagues_for, required=False)
    counterpart = ScopedField(contacts_for, required=False, allow_null=True)

    class Meta:
        model = ActionItem
        fields = (
            "id", "relationship", "title", "detail", "side", "owner", "counterpart", "due_on", "priority", "status",
            "done_at", "drop_reason", "visible_to_customer", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("status", "done_at", "drop_reason", "created_at", "updated_at")
        extra_kwargs = {"version": {"required": False, "read_only": False}}


class ItemStepSerializer(serializers.Serializer[Any]):
    """start, finish, verify, reopen or drop; dropping needs a reason."""

    step = serializers.CharField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class ActionItemSet(WriteSet):
    """Action items of one's relationships, and those one owns."""

    source = staticmethod(action_items_for)
    serializer_class = ActionItemSerializer
    filterset_fields = {"relationship": ["exact"], "owner": ["exact"], "status": ["exact"], "due_on": ["lte", "gte"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        data.pop("version", None)
        owner = data.pop("owner", None) or self.person
        return add_action_item(data.pop("relationship"), owner=owner, by=self.person, **data)

    def change(self, noun: ActionItem, data: dict[str, Any]) -> models.Model:
        version = data.pop("version", None)
        data.pop("relationship", None)
        return change_action_item(noun, by=self.person, expected_version=version, **data)

    @action(detail=True, methods=["post"], serializer_class=ItemStepSerializer)
    def move(self, request: Request, pk: int) -> Response:
        """Take a step in its life."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        item = move_action_item(self.get_object(), by=self.person, **said.validated_data)
        return Response(ActionItemSerializer(item, context=self.get_serializer_context()).data)


router.register("action-items", ActionItemSet, basename="action-item")
