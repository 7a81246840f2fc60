"""What happens in the catalogue, for the parts above to act on in the same transaction."""

from collections.abc import Callable
from typing import Any

from brm.core.registry import Registry

Receiver = Callable[..., Any]

RISK_DECIDED: Registry[Receiver] = Registry("receiver of a customer's decision about a risk")
"""(decision, *, by, at)"""
BACKING_FLAGGED: Registry[Receiver] = Registry("receiver of a backing that no longer suffices")
"""(backing, *, by, at): the promise got stricter than what stands behind it (INV-05)"""


def tell(registry: Registry[Receiver], *subjects: Any, **facts: Any) -> None:
    """Call everybody who wants to know."""
    for receiver in registry:
        receiver(*subjects, **facts)
