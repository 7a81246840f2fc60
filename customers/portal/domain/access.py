"""To what a contact was let in: which relationships, in which role. The portal starts here (ruling 13)."""

from dataclasses import dataclass

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.enums import EndReason, Kind, PortalRole
from brm.parties.models import Contact, PortalAccess, Relationship


@dataclass(frozen=True)
class Entry:
    """One relationship that is open to a contact: the organisation's matters, or only their own."""

    relationship: Relationship
    contact: Contact
    role: str

    @property
    def sees_all(self) -> bool:
        """Whether the organisation's matters are theirs to see."""
        return self.role == PortalRole.CUSTOMER


def entries_for(user: User) -> list[Entry]:
    """The customers' side that is open to a person, asked once and kept on the person while a page is made."""
    kept: list[Entry] | None = user.__dict__.get("_portal_entries")
    if kept is None:
        kept = user.__dict__["_portal_entries"] = _entries(user)
    return kept


def _entries(user: User) -> list[Entry]:
    if not user.has_role(Role.CONTACT):
        return []
    rows = (
        PortalAccess.objects.filter(
            contact__user=user, contact__left_on=None, revoked_at=None, relationship__kind=Kind.CUSTOMER
        )
        .exclude(relationship__end_reason=EndReason.MERGED)
        .select_related("relationship__organisation", "relationship__owner", "contact")
        .order_by("relationship__sort_key", "relationship_id")
    )
    return [Entry(row.relationship, row.contact, row.role) for row in rows]


def contact_of(user: User) -> Contact | None:
    """Who a person is among the customers' people, if they were let in anywhere."""
    entries = entries_for(user)
    return entries[0].contact if entries else None


def seen_whole(user: User) -> list[int]:
    """The relationships of which a person sees the organisation's matters."""
    return [entry.relationship.pk for entry in entries_for(user) if entry.sees_all]


def seen_in_part(user: User) -> list[int]:
    """The relationships of which a person sees only their own matters."""
    return [entry.relationship.pk for entry in entries_for(user) if not entry.sees_all]
