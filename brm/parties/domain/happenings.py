"""What happens to the parties, for the parts above to act on in the same transaction: timeline, attention, actions.

    HANDED_OVER.register("attention", tell_new_owner)

A receiver is called with the arguments written beside its registry.
"""

from collections.abc import Callable
from typing import Any

from brm.core.registry import Registry

Receiver = Callable[..., Any]

OPENED: Registry[Receiver] = Registry("receiver of an opened relationship")
"""(relationship, *, by, at)"""
MOVED: Registry[Receiver] = Registry("receiver of a step in a relationship's life")
"""(relationship, *, step, by, reason, at)"""
CHANGED: Registry[Receiver] = Registry("receiver of a changed relationship")
"""(relationship, *, changes, by, at); ``changes``: field -> (old, new)"""
ORGANISATION_CHANGED: Registry[Receiver] = Registry("receiver of a changed organisation")
"""(organisation, *, changes, by, at); ``changes``: field -> (old, new)"""
HANDED_OVER: Registry[Receiver] = Registry("receiver of a hand-over")
"""(handover, *, by)"""
SHARED: Registry[Receiver] = Registry("receiver of a share")
"""(share, *, by)"""
ACKNOWLEDGED: Registry[Receiver] = Registry("receiver of an acknowledged hand-over")
"""(handover, *, by)"""
ARRIVED: Registry[Receiver] = Registry("receiver of a new or replaced key contact")
"""(contact, *, by, at, replaced)"""
LEFT: Registry[Receiver] = Registry("receiver of a contact that left")
"""(contact, *, by, at, successor, open_work)"""
MERGED: Registry[Receiver] = Registry("receiver of a merge")
"""(keep, drop, *, by, at); both organisations, both contacts or both relationships, before rows are moved"""


def tell(registry: Registry[Receiver], *subjects: Any, **facts: Any) -> None:
    """Call everybody who wants to know."""
    for receiver in registry:
        receiver(*subjects, **facts)
