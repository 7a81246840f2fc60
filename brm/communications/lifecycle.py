"""The lives of plans, meetings and executive visits, as tables (4.2, 4.8)."""

from django.utils.translation import gettext_lazy as _

from brm.communications.enums import OccurrenceStatus, PlanStatus, VisitStatus
from brm.core.lifecycle import Lifecycle, Transition

_S = frozenset
P, O, V = PlanStatus, OccurrenceStatus, VisitStatus  # noqa: E741 - three short names for three tables

PLAN = Lifecycle(
    (
        Transition("agree", _S({P.DRAFT}), P.AGREED, _("Record the agreement")),
        Transition("activate", _S({P.AGREED}), P.ACTIVE, _("Activate")),
        Transition("suspend", _S({P.ACTIVE}), P.SUSPENDED, _("Suspend")),
        Transition("resume", _S({P.SUSPENDED}), P.ACTIVE, _("Resume")),
        Transition("end", _S({P.ACTIVE}), P.ENDED, _("End")),
    )
)

# A meeting that is taken in hand before its day comes due first; “rescheduled” is a step and never a resting place.
OCCURRENCE = Lifecycle(
    (
        Transition("come_due", _S({O.PLANNED}), O.DUE, _("Take in hand")),
        Transition("hold", _S({O.DUE}), O.HELD, _("Record the minutes")),
        Transition("reschedule", _S({O.DUE}), O.PLANNED, _("Move to another day")),
        Transition("miss", _S({O.DUE}), O.MISSED, _("Count as missed")),
        Transition("hold_late", _S({O.MISSED}), O.HELD_LATE, _("Record the minutes, late")),
        Transition("cancel", _S({O.DUE}), O.CANCELLED, _("Cancel")),
    )
)

_OPEN = _S({V.PROPOSED, V.APPROVED, V.SCHEDULED})
VISIT = Lifecycle(
    (
        Transition("approve", _S({V.PROPOSED}), V.APPROVED, _("Approve")),
        Transition("schedule", _S({V.APPROVED, V.SCHEDULED}), V.SCHEDULED, _("Schedule")),
        Transition("hold", _S({V.SCHEDULED}), V.HELD, _("Record what was heard")),
        Transition("follow_up", _S({V.HELD}), V.FOLLOWED_UP, _("Record the follow-up")),
        Transition("cancel", _OPEN | _S({V.HELD}), V.CANCELLED, _("Cancel")),
    )
)
