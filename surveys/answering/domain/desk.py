"""The desk of follow-ups at a glance, and what following up brought (K-13)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet

from brm.core import clock
from surveys.answering.domain.queries import with_recovery
from surveys.answering.enums import OPEN_FOLLOW_UP, FollowUpStatus, Outcome
from surveys.answering.models import FollowUp

FEW = 5


@dataclass(frozen=True)
class DeskFigures:
    """How many wait, are late, have risen; how many are content again; how many points they gained, from how many."""

    open: int
    late: int
    risen: int
    done: int
    recovered: int
    gained: float | None
    measured: int

    @property
    def shown_gain(self) -> float | None:
        """Of fewer than five it says too little (ruling 30)."""
        return self.gained if self.measured >= FEW else None


def desk_figures(rows: "QuerySet[FollowUp]") -> DeskFigures:
    """Of the follow-ups a person may see, in two statements."""
    now = clock.now()
    waiting = Q(status__in=OPEN_FOLLOW_UP)
    plain = rows.select_related(None).order_by()
    counted: dict[str, Any] = plain.aggregate(
        open=Count("pk", filter=waiting), late=Count("pk", filter=waiting & Q(due_at__lte=now)),
        risen=Count("pk", filter=waiting & Q(rank__gt=0)), done=Count("pk", filter=Q(status=FollowUpStatus.DONE)),
        recovered=Count("pk", filter=Q(outcome=Outcome.RECOVERED)),
    )  # fmt: skip
    done: Any = with_recovery(plain.filter(status=FollowUpStatus.DONE, score_before__isnull=False))
    gain: dict[str, Any] = done.filter(score_after__isnull=False).aggregate(
        gained=Avg(F("score_after") - F("score_before")), measured=Count("pk")
    )
    gained = None if gain["gained"] is None else float(gain["gained"])
    return DeskFigures(**counted, gained=gained, measured=gain["measured"])
