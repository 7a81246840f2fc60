"""The life of an import: read, match, check, take over, undo (INV-60)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from brm.imports.enums import Status

_OPEN = frozenset({Status.MAPPING, Status.CHECKED, Status.FAILED})

LIFECYCLE = Lifecycle(
    (
        Transition("check", _OPEN, Status.CHECKING, _("Check")),
        Transition("checked", frozenset({Status.CHECKING}), Status.CHECKED),
        Transition("apply", frozenset({Status.CHECKED}), Status.APPLYING, _("Take over")),
        Transition("applied", frozenset({Status.APPLYING}), Status.APPLIED),
        Transition("recheck", frozenset({Status.APPLYING}), Status.CHECKING),
        Transition("undo", frozenset({Status.APPLIED, Status.UNDONE}), Status.UNDOING, _("Undo")),
        Transition("undone", frozenset({Status.UNDOING}), Status.UNDONE),
        Transition("fail", frozenset({Status.CHECKING, Status.APPLYING}), Status.FAILED),
        Transition("discard", _OPEN, Status.DISCARDED, _("Discard")),
    )
)
