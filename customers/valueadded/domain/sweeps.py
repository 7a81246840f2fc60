"""What value-added services ask for when nobody looks. Safe to run as often as one likes."""

from datetime import datetime

from brm.core import clock
from brm.core.sweeps import sweep
from customers.valueadded.domain.giving import ask_for_delivery
from customers.valueadded.models import ValueAddedService


def sweep_value_added(*, at: datetime | None = None) -> int:
    """Those whose days are over without a delivery."""
    at = at or clock.now()
    due = ValueAddedService.objects.filter(sweep_at__lte=at).select_related(
        "matter", "relationship__organisation", "relationship__owner"
    )
    return sweep(due, lambda value_added: ask_for_delivery(value_added, at))
