"""The lives of expectations, difficulties and major events, as tables (4.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.core.lifecycle import Lifecycle, Transition
from customers.insight.enums import DifficultyStatus, EventStatus, ExpectationStatus

_S = frozenset
X, D, E = ExpectationStatus, DifficultyStatus, EventStatus

EXPECTATION = Lifecycle(
    (
        Transition("confirm", _S({X.OPEN}), X.CONFIRMED, _("Confirmed with them")),
        Transition("meet", _S({X.CONFIRMED}), X.MET, _("It was met")),
        Transition("miss", _S({X.CONFIRMED}), X.UNMET, _("It was not met")),
    )
)

DIFFICULTY = Lifecycle(
    (
        Transition("work", _S({D.OPEN}), D.WORKING, _("Work on it")),
        Transition("solve", _S({D.OPEN, D.WORKING}), D.SOLVED, pgettext_lazy("button", "Solved")),
        Transition("accept", _S({D.OPEN, D.WORKING}), D.ACCEPTED, _("Live with it")),
    )
)

EVENT = Lifecycle(
    (
        Transition("take", _S({E.REPORTED}), E.IN_HAND, _("Take in hand")),
        Transition("solve", _S({E.IN_HAND}), E.SOLVED, pgettext_lazy("button", "Solved")),
        Transition("review", _S({E.SOLVED}), E.REVIEWED, _("Record the review")),
        Transition("close", _S({E.REVIEWED}), E.CLOSED, pgettext_lazy("button", "Close")),
    )
)
