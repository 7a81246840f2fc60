"""The life of an action item on one page."""

from django.utils.translation import gettext_lazy as _

from brm.actionitems.models import OPEN, Status
from brm.core.lifecycle import Lifecycle, Transition

LIFECYCLE = Lifecycle(
    (
        Transition("start", frozenset({Status.OPEN}), Status.IN_PROGRESS, _("Start")),
        Transition("finish", frozenset(OPEN), Status.DONE, _("Done")),
        Transition("verify", frozenset({Status.DONE}), Status.VERIFIED, _("Verify")),
        Transition("reopen", frozenset({Status.DONE, Status.VERIFIED, Status.DROPPED}), Status.OPEN, _("Reopen")),
        Transition("drop", frozenset(OPEN), Status.DROPPED, _("Drop")),
    )
)
