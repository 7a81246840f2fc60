"""Where others join the story of asking: whoever was asked may answer before the next is asked."""

from collections.abc import Callable
from typing import Any

from brm.core.registry import Registry
from surveys.asking.models import Invitation

ASKED: Registry[Callable[[Any, Invitation], None]] = Registry("answer in the story")
"""Called (story, invitation) at a moment after each invitation of the story went out, in the order they went."""
