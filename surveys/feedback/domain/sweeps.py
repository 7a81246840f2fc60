"""What feedback asks for when nobody looks: that it is answered."""

from datetime import datetime

from brm.core import clock
from brm.core.sweeps import sweep
from surveys.feedback.domain.judging import show_late
from surveys.feedback.models import FeedbackItem


def sweep_feedback(*, at: datetime | None = None) -> int:
    """Tell of everything whose day has passed. Safe to run as often as one likes."""
    at = at or clock.now()
    late = FeedbackItem.objects.filter(desk_at__lte=at).select_related(
        "matter", "owner", "relationship__organisation", "relationship__owner"
    )
    return sweep(late, lambda item: show_late(item, at))
