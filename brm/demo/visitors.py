"""A few of the customers' people who were let into the portal, so that one can look at it from their side."""

from typing import TYPE_CHECKING

from brm.accounts.domain.people import set_password
from brm.demo.cast import PASSWORD, VISITORS
from brm.parties.domain.contacts import grant_portal_access

if TYPE_CHECKING:
    from brm.demo.story import Story


def let_in(story: "Story") -> None:
    """Each with the access their place asks for; they have chosen their passwords already."""
    for visitor in VISITORS:
        known = story.of(visitor.party)
        contact = known.contacts[visitor.position]
        access = grant_portal_access(contact, known.relationship, by=known.owner, role=visitor.role)
        known.contacts[visitor.position] = access.contact
        if user := access.contact.user:
            set_password(user, PASSWORD, by=user)
