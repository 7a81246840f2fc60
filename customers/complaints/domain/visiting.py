"""A complaint that began as severity 1 gets its executive visit proposed, assessed or not (INV-15)."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.core.sweeps import sweep
from customers.complaints.domain.steps import visit_proposed_for
from customers.complaints.models import Complaint


def propose_visits(*, at: datetime | None = None) -> int:
    """Those not assessed within half a working day: the portal proposes the visit itself."""
    now = at or clock.now()
    due = Complaint.objects.filter(visit_at__lte=now).select_related(
        "matter", "relationship__organisation", "relationship__owner"
    )
    return sweep(due, lambda complaint: _propose(complaint, now))


def _propose(complaint: Complaint, now: datetime) -> None:
    visit = complaint.visit or visit_proposed_for(complaint, by=None, at=now)
    changes = save_changes(complaint, {"visit": visit, "visit_at": None})
    trail.record(complaint, "complaint.propose_visit", by=None, changes={"visit": changes.get("visit", (None, visit))})


trail.label("complaint.propose_visit", gettext_lazy("Proposed an executive visit"))
