"""The customer works by another calendar or in another zone: running clocks go on from where they were (INV-13)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.models import WorkingCalendar
from brm.core import clock
from brm.core.editing import save_changes
from brm.parties.models import Organisation, Relationship
from customers.complaints.domain.clocks import Clocks, hours_of
from customers.complaints.domain.moving import hold
from customers.complaints.enums import OPEN
from customers.complaints.models import Complaint


def switch_hours(relationships: Iterable[Relationship], *, by: User | None, at: datetime) -> int:
    """What is spent was spent in the old hours; what is left is spent in the new ones."""
    rows = Complaint.objects.filter(relationship__in=list(relationships), status__in=OPEN)
    return sum(_switch(complaint, by=by, at=at) for complaint in rows.order_by("pk"))


@transaction.atomic
def _switch(complaint: Complaint, *, by: User | None, at: datetime) -> bool:
    complaint = hold(complaint)
    clocks = Clocks(complaint)
    hours = hours_of(complaint.relationship)
    changed = clocks.switch(hours, at=at)
    moments = clocks.save(otherwise=complaint.waiting_until or complaint.status_since)
    changes = save_changes(complaint, moments)
    if changed:
        trail.record(complaint, "complaint.switch_hours", by=by, at=at, changes={"desk_at": changes["desk_at"]}
                     if "desk_at" in changes else {})  # fmt: skip
    return changed


def organisation_switched(organisation: Organisation, *, by: User | None, at: datetime) -> int:
    """Its relationships reckon in its hours unless they have their own."""
    return switch_hours(Relationship.objects.filter(organisation=organisation), by=by, at=at)


def days_changed(calendar: WorkingCalendar, days: frozenset[date] | None) -> None:
    """Days of a calendar became free or working: limits that lie ahead move with them."""
    of_it = models.Q(clocks__calendar=calendar)
    if calendar.is_default:
        of_it |= models.Q(clocks__calendar=None)
    rows = Complaint.objects.filter(of_it, status__in=OPEN, clocks__stopped_at=None).order_by().distinct()
    for pk in list(rows.values_list("pk", flat=True)):
        complaint = hold(Complaint(pk=pk))
        moments = Clocks(complaint).save(otherwise=complaint.waiting_until or complaint.status_since)
        Complaint.objects.filter(pk=pk).update(**moments, updated_at=clock.now())


trail.label("complaint.switch_hours", gettext_lazy("The customer’s working hours changed"))
