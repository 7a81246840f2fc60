"""Who may decide what about plans: the manager keeps them, the lead suspends them and decides on visits (4.8)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from brm.accounts.domain.queries import insiders, led_team_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship


def leads(user: User, relationship: Relationship) -> bool:
    """Whether the person leads the relationship's team, or is an executive."""
    return user.has_role(Role.EXECUTIVE) or (relationship.team_id in led_team_ids(user))


def refuse_non_lead(user: User | None, relationship: Relationship) -> None:
    """Only a lead of the team or an executive may do this; the system may."""
    if user is not None and not leads(user, relationship):
        raise DomainError(_("Only a lead of the team or an executive can do this. Ask one of them."))


def refuse_strangers(relationship: Relationship, ours: Iterable[User], theirs: Iterable[Contact]) -> None:
    """Attendees are our own active people and contacts of this organisation (or its sites)."""
    users, contacts = {user.pk for user in ours}, {contact.pk for contact in theirs}
    if users and insiders().filter(pk__in=users).count() < len(users):
        raise DomainError(_("Choose attendees among our own active people."), field="ours")
    if contacts and people_of(relationship).filter(pk__in=contacts).count() < len(contacts):
        raise DomainError(_("Choose attendees among the contacts of this organisation."), field="theirs")
