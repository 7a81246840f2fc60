"""Asking the complainant, and going on when they replied or let the time pass (4.8, INV-13)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.limits import due_moment
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.sweeps import sweep
from brm.parties.models import Contact
from customers.complaints.domain.clocks import Clocks, schedule_of
from customers.complaints.domain.limits import limit_at
from customers.complaints.domain.moving import allowed, finish
from customers.complaints.domain.telling import responsible, tell_people
from customers.complaints.enums import Status, WaitEnd
from customers.complaints.models import Complaint, ComplaintWait, LimitName


def begin_wait(complaint: Complaint, *, by: User | None, at: datetime, text: str) -> Complaint:
    """The question is sent: from now on the clocks rest, for five working days at most."""
    allowed(complaint, "ask")
    limit = limit_at(LimitName.WAITING, at)
    expires = due_moment(at, limit, schedule_of(complaint.relationship))
    ComplaintWait.objects.create(complaint=complaint, since_at=at, expires_at=expires)
    return finish(
        complaint, "ask", by=by, at=at, clocks=Clocks(complaint), text=text,
        values={"waiting_from": complaint.status, "waiting_until": expires},
    )  # fmt: skip


def end_wait(
    complaint: Complaint,
    *,
    ended_by: str,
    by: User | None,
    at: datetime,
    contact: Contact | None = None,
) -> Complaint:
    """The clocks go on, in the state in which the question was asked."""
    allowed(complaint, "resume")
    close_wait(complaint, ended_by=ended_by, at=at)
    return finish(
        complaint, "resume", by=by, at=at, target=complaint.waiting_from, contact=contact,
        values={"waiting_from": "", "waiting_until": None}, told={"ended_by": ended_by},
    )  # fmt: skip


def close_wait(complaint: Complaint, *, ended_by: str, at: datetime) -> None:
    """Whatever ends the waiting: its row gets its end. Nothing happens where nobody waits."""
    for wait in ComplaintWait.objects.filter(complaint=complaint, until_at=None):
        wait.until_at, wait.ended_by = max(at, wait.since_at), ended_by
        wait.save(update_fields=["until_at", "ended_by"])


@transaction.atomic
def expire_wait(complaint: Complaint, *, at: datetime) -> Complaint:
    """No reply came in time: we go on with what we know, from the moment the time was over."""
    if complaint.status != Status.WAITING or complaint.waiting_until is None:
        raise DomainError(_("Nobody waits for the complainant."))
    over = min(complaint.waiting_until, at)
    complaint = end_wait(complaint, ended_by=WaitEnd.EXPIRED, by=None, at=over)
    tell_people(complaint, "expired", responsible(complaint), at=at)
    return complaint


def expire_waits(*, at: datetime | None = None) -> int:
    """Every question whose time to reply is over."""
    now = at or clock.now()
    due = Complaint.objects.filter(waiting_until__lte=now, status=Status.WAITING)
    return sweep(due.select_related("matter", "relationship__organisation", "relationship__owner", "owner"),
                 lambda complaint: expire_wait(complaint, at=now))  # fmt: skip


trail.label("complaint.ask", gettext_lazy("Asked the complainant"))
trail.label("complaint.resume", gettext_lazy("Went on"))
