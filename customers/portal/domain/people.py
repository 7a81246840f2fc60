"""Whom of ours a contact knows: those who look after them, and those they met."""

from django.db.models import Q, QuerySet

from brm.accounts.domain.queries import insiders
from brm.accounts.models import User
from brm.communications.models.occurrences import HELD, OccurrenceAttendee
from customers.complaints.domain.queries import complaints_open_to
from customers.portal.domain.access import entries_for


def people_they_know(user: User) -> "QuerySet[User]":
    """The relationship managers, the owners of their complaints, and our people of meetings they attended."""
    owners = [entry.relationship.owner_id for entry in entries_for(user)]
    cared = complaints_open_to(user).filter(contact__user=user).order_by().values("owner")
    attended = OccurrenceAttendee.objects.filter(contact__user=user, occurrence__status__in=HELD).values("occurrence")
    met = OccurrenceAttendee.objects.filter(occurrence__in=attended, user__isnull=False).values("user")
    return insiders().filter(Q(pk__in=owners) | Q(pk__in=cared) | Q(pk__in=met)).order_by("name", "pk")
