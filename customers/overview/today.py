"""Customers at risk, as a figure on Today: of how many one knows, and of how many nobody does."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.dashboard.domain.figures import FIGURES, Figure, Value
from brm.health.domain.queries import counts_of
from brm.parties.enums import Kind


def at_risk(people: Sequence[int]) -> Value:
    """How many of these people's customers are at risk."""
    counted = counts_of(people, Kind.CUSTOMER)
    if not counted.known:
        return Value(None, note=_("%(n)d not known") % {"n": counted.unknown} if counted.unknown else "")
    note = _("of %(known)d known, %(unknown)d not") % {"known": counted.known, "unknown": counted.unknown}
    return Value(counted.poor, tone="red" if counted.poor else "green", note=note)


FIGURES.register("at_risk", Figure("at_risk", gettext_lazy("Customers at risk"), 35, at_risk, "customers:list"))
