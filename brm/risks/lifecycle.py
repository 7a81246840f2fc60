"""The life of a risk on one page (4.5); a risk that turns out to be none may be closed at once."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.core.lifecycle import Lifecycle, Transition
from brm.risks.enums import Status

_S = frozenset

LIFECYCLE = Lifecycle(
    (
        Transition("assess", _S({Status.IDENTIFIED, Status.OCCURRED}), Status.ASSESSED, _("Assess")),
        Transition("treat", _S({Status.ASSESSED}), Status.TREATED, _("Treat")),
        Transition("monitor", _S({Status.TREATED}), Status.MONITORED, _("Monitor")),
        Transition("occur", _S({Status.MONITORED}), Status.OCCURRED, _("It has occurred")),
        Transition(
            "close", _S({Status.IDENTIFIED, Status.MONITORED, Status.OCCURRED}), Status.CLOSED,
            pgettext_lazy("button", "Close"),
        ),
    )
)  # fmt: skip
