"""The account of a contact who was let into the portal: made with the first access, closed with the last (ruling 13).

A contact signs in with their e-mail address. Whoever lets them in needs nothing else: the account is made, and the
invitation goes out as a signed link that expires.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from brm.accounts.domain.invitations import invite_person
from brm.accounts.domain.leaving import deactivate_person, reactivate_person
from brm.accounts.domain.people import change_person, create_person
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.editing import save_changes
from brm.core.errors import BlockedError, DomainError
from brm.parties.models import Contact, PortalAccess

FOLLOWED = ("language", "time_zone")
"""What a person chooses in their own account and we keep of the contact too, for mails and calls."""


def open_account(contact: Contact, *, by: User | None) -> User:
    """The account the contact signs in with: made and invited now, or opened again."""
    user = contact.user or _known_by_address(contact)
    if user is None:
        user = create_person(
            email=contact.email, name=contact.name, roles=[Role.CONTACT], by=by, language=contact.language,
            time_zone=contact.time_zone or settings.TIME_ZONE,
        )  # fmt: skip
    elif not user.is_active:
        user = reactivate_person(user, by=by)
        if not user.has_usable_password():
            invite_person(user, by=by)
    if contact.user_id != user.pk:
        save_changes(contact, {"user": user})
    return user


def _known_by_address(contact: Contact) -> User | None:
    """An outsider's account with this address that belongs to nobody yet; anybody else's is in the way."""
    user = User.objects.filter(email__iexact=contact.email).first()
    if user is None:
        return None
    if set(user.roles) != {Role.CONTACT} or Contact.objects.filter(user=user).exists():
        raise DomainError(
            _("Somebody else signs in with %(address)s already. Give this contact an address of their own.")
            % {"address": contact.email},
            field="email",
        )
    return user


def close_account(contact: Contact, *, by: User | None) -> None:
    """The last access is gone: the account closes and whoever is signed in with it is out."""
    user = contact.user
    if user is None or set(user.roles) != {Role.CONTACT}:
        return
    if not PortalAccess.objects.filter(contact=contact, revoked_at=None).exists():
        deactivate_person(user, by=by)


def invite_again(contact: Contact, *, by: User) -> None:
    """Send the link once more to somebody who has not chosen a password yet."""
    if contact.user is None or not PortalAccess.objects.filter(contact=contact, revoked_at=None).exists():
        raise DomainError(_("Give %(person)s access first; the invitation goes out with it.") % {"person": contact})
    if contact.user.has_usable_password():
        raise DomainError(_("%(person)s has chosen a password already.") % {"person": contact})
    invite_person(contact.user, by=by)


def follow_contact(contact: Contact, changes: dict[str, Any], *, by: User | None) -> None:
    """The account goes by the contact's name and address."""
    if contact.user is None:
        return
    fields = {name: getattr(contact, name) for name in ("name", "email") if name in changes and getattr(contact, name)}
    if fields:
        change_person(contact.user, by=by, **fields)
        if "email" in fields and not contact.user.has_usable_password() and contact.user.is_active:
            invite_person(contact.user, by=by)


def follow_profile(user: User, changes: dict[str, Any]) -> None:
    """What a contact chose in their profile holds for what we send them otherwise."""
    values = {name: getattr(user, name) for name in FOLLOWED if name in changes}
    if values and (contact := Contact.objects.filter(user=user).first()):
        save_changes(contact, values)


def leave_one_account(keep: Contact, drop: Contact, *, by: User | None) -> None:
    """Of two entries of one person with an account each, the account that was never used is closed."""
    for unused in (drop, keep):
        if unused.user is not None and not unused.user.has_usable_password():
            user = unused.user
            save_changes(unused, {"user": None})
            deactivate_person(user, by=by)
            return
    raise BlockedError(_("Both have an account of their own. Close one of the accounts first."))
