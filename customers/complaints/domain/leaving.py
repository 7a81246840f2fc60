"""When somebody leaves or a customer changes hands, complaints go along (INV-11, INV-57, INV-58, ruling 16)."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.parties.models import Contact, Handover
from customers.complaints.domain.moving import hold
from customers.complaints.domain.steps import give
from customers.complaints.enums import OPEN
from customers.complaints.models import Complaint, ComplaintMessage, ComplaintWatcher, Conflict


def count_open(user: User) -> int:
    """Open complaints a person owns, and conflicts they mediate in."""
    owned = Complaint.objects.filter(owner=user, status__in=OPEN).count()
    return owned + Conflict.objects.filter(mediator=user, settled_at=None).count()


@transaction.atomic
def pass_on(from_user: User, to_user: User, by: User | None) -> int:
    """All of them go to another person."""
    conflicts = list(Conflict.objects.filter(mediator=from_user, settled_at=None).select_related("complaint"))
    for conflict in conflicts:
        changes = save_changes(conflict, {"mediator": to_user})
        trail.record(conflict.complaint, "complaint.note_conflict", by=by, changes=changes)
    return _give(Complaint.objects.filter(owner=from_user, status__in=OPEN), to_user, by) + len(conflicts)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager takes over what the old one had in hand with this customer."""
    rows = Complaint.objects.filter(relationship=handover.relationship, owner=handover.from_user, status__in=OPEN)
    _give(rows, handover.to_user, by)


def _give(rows: "models.QuerySet[Complaint]", to_user: User, by: User | None) -> int:
    found = list(rows.order_by("pk"))
    for complaint in found:
        give(hold(complaint), to_user, by=by, at=clock.now())
    return len(found)


def open_of_contact(contact: Contact) -> int:
    """Open complaints whose complainant the contact is."""
    return Complaint.objects.filter(contact=contact, status__in=OPEN).count()


@transaction.atomic
def pass_on_contact(contact: Contact, successor: Contact, by: User | None) -> int:
    """The successor is asked and answered from now on."""
    rows = list(Complaint.objects.filter(contact=contact, status__in=OPEN).order_by("pk"))
    for complaint in rows:
        complaint = hold(complaint)
        changes = save_changes(complaint, {"contact": successor})
        trail.record(complaint, "complaint.succeed", by=by, changes=changes)
    return len(rows)


def collect_person(person: models.Model) -> dict[str, Any] | None:
    """What is known of one person here: what they complained of and wrote."""
    if isinstance(person, Contact):
        mine = Complaint.objects.filter(contact=person)
        said = ComplaintMessage.objects.filter(contact=person)
    elif isinstance(person, User):
        mine = Complaint.objects.filter(contact__user=person)
        said = ComplaintMessage.objects.filter(models.Q(user=person) | models.Q(contact__user=person))
    else:
        return None
    found = {
        "complaints": list(mine.values("matter__number", "received_at", "text", "remedy_sought")),
        "messages": list(said.values("complaint__matter__number", "at", "text")),
    }
    return {name: rows for name, rows in found.items() if rows}


def erase_person(person: models.Model) -> None:
    """The name and number of a caller go; the complaint and what was said stay, with an erased person beside them."""
    if isinstance(person, Contact):
        Complaint.objects.filter(contact=person).update(caller="", caller_reach="", updated_at=clock.now())
        ComplaintWatcher.objects.filter(contact=person).delete()


trail.label("complaint.succeed", gettext_lazy("The successor of the complainant took over"))
