"""What an outsider sees of the relationships they were let in to (ruling 13): whom to turn to, when one meets next."""

from dataclasses import dataclass

from django.db.models import Q

from brm.accounts.models import User
from brm.communications.domain.queries import next_meetings_of
from brm.communications.models import Occurrence
from brm.core import clock
from brm.parties.enums import PortalRole
from brm.parties.models import PortalAccess, Relationship

MEETINGS_SHOWN = 5


@dataclass
class Entry:
    """One relationship a contact may see."""

    relationship: Relationship
    meetings: list[Occurrence]


def portal_entries(user: User) -> list[Entry]:
    """The relationships open to a contact, with the next agreed meetings they may know of."""
    rows = Relationship.objects.open_to(user).select_related("organisation", "owner").order_by("sort_key", "id")
    roles = dict(
        PortalAccess.objects.filter(contact__user=user, revoked_at=None).values_list("relationship_id", "role")
    )
    return [Entry(row, _meetings(user, row, roles.get(row.pk, PortalRole.USER))) for row in rows]


def _meetings(user: User, relationship: Relationship, role: str) -> list[Occurrence]:
    """Those of the organisation, or only those the contact attends."""
    rows = next_meetings_of(relationship).filter(starts_at__gte=clock.now())
    if role != PortalRole.CUSTOMER:
        rows = rows.filter(Q(attendees__contact__user=user) | Q(plan__theirs__user=user)).distinct()
    return list(rows[:MEETINGS_SHOWN])
