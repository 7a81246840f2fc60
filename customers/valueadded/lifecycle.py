"""The life of a value-added service on one page (4.8)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from customers.valueadded.enums import ValueStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("assess", frozenset({S.PROPOSED, S.ASSESSED}), S.ASSESSED, _("Assess")),
        Transition("approve", frozenset({S.ASSESSED}), S.APPROVED, _("Approve")),
        Transition("reject", frozenset({S.ASSESSED}), S.REJECTED, _("Reject")),
        Transition("schedule", frozenset({S.APPROVED, S.SCHEDULED}), S.SCHEDULED, _("Schedule")),
        Transition("deliver", frozenset({S.SCHEDULED}), S.DELIVERED, _("Record the delivery")),
        Transition("evaluate", frozenset({S.DELIVERED}), S.EVALUATED, _("Evaluate")),
        Transition("repeat", frozenset({S.EVALUATED}), S.REPEATED, _("Repeat")),
        Transition("convert", frozenset({S.EVALUATED}), S.CONVERTED, _("Make it an offer")),
        Transition("close", frozenset({S.EVALUATED}), S.CLOSED, _("Close")),
    )
)
