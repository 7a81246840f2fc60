"""Verbs about promises, and the sweeps that keep them in view."""

from brm.actionitems.domain.items import (
    add_action_item,
    change_action_item,
    finish_action_items,
    move_action_item,
    pass_on_action_items,
)
from brm.actionitems.domain.queries import action_items_for, action_items_of, assigned_action_items, late

__all__ = [
    "action_items_for",
    "action_items_of",
    "add_action_item",
    "assigned_action_items",
    "change_action_item",
    "finish_action_items",
    "late",
    "move_action_item",
    "pass_on_action_items",
]
