"""Names of what communications asks attention for, and closing it when it is done."""

from collections.abc import Iterable
from datetime import datetime

from brm.attention.models import Attention
from brm.communications.models import Occurrence
from brm.core import clock
from brm.parties.models import Relationship

DUE = "meeting_due"
MISSED = "meeting_missed"
MISSED_TEAM = "meeting_missed_team"
SILENCE = "silence"
VISIT = "executive_visit"
VISIT_APPROVAL = "visit_approval"
MEETING = "communications.occurrence"


def settle_meetings(rows: Iterable[Occurrence], *, at: datetime | None = None) -> int:
    """These meetings need nobody any more."""
    open_rows = Attention.objects.filter(subject_type=MEETING, subject_id__in=[row.pk for row in rows], closed_at=None)
    return open_rows.update(closed_at=at or clock.now())


def settle_silence(relationship: Relationship | int, *, at: datetime | None = None) -> int:
    """The relationship has been heard from."""
    pk = relationship if isinstance(relationship, int) else relationship.pk
    rows = Attention.objects.filter(rule=SILENCE, subject_type="parties.relationship", subject_id=pk, closed_at=None)
    return rows.update(closed_at=at or clock.now())
