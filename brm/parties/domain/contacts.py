"""Contacts: adding, changing, leaving, letting into the portal. New key people must be met promptly (C-34)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.domain import happenings
from brm.parties.domain.fields import clean_custom
from brm.parties.domain.organisations import refuse_unknown, refuse_wrong_zone
from brm.parties.domain.portal_accounts import close_account, follow_contact, open_account
from brm.parties.enums import ContactKind, FieldSubject, PortalRole
from brm.parties.models import Contact, Organisation, PortalAccess, Relationship
from brm.parties.text import sort_key

PERSONAL = frozenset(
    {"name", "job_title", "department", "phone", "email", "preferences", "culture_notes", "sort_key", "custom"}
)
"""Fields whose values the history keeps apart, so that they can be erased (ruling 16)."""

FACTS = frozenset(
    {
        "name", "job_title", "department", "kind", "persona", "is_vip", "is_key", "grade", "phone", "email",
        "mail_wrong", "language", "time_zone", "influence", "interest", "preferences", "culture_notes", "valid_from",
        "valid_to", "custom", "organisation",
    }
)  # fmt: skip


@dataclass(frozen=True)
class OpenWork:
    """Open work that names a contact: how much of it there is, and how it goes to a successor (INV-58)."""

    name: str
    label: object
    count: Callable[[Contact], int]
    pass_on: Callable[[Contact, Contact, "User | None"], int]


OPEN_WORK: Registry[OpenWork] = Registry("open work of a contact")


@transaction.atomic
def add_contact(
    organisation: Organisation,
    *,
    by: User | None,
    name: str,
    at: datetime | None = None,
    kind: str = ContactKind.CUSTOMER,
    replaces: Contact | None = None,
    **facts: Any,
) -> Contact:
    """Add a person of the other side, of a stated kind: who signs, who uses, who pays (C-25)."""
    at = at or clock.now()
    facts |= {"name": _plain_name(name), "kind": kind}
    refuse_unknown(facts, FACTS - {"organisation"})
    refuse_wrong_zone(facts.get("time_zone", ""))
    facts["custom"] = clean_custom(FieldSubject.CONTACT, facts.get("custom") or {})
    contact = Contact(
        organisation=organisation, replaces=replaces, sort_key=sort_key(facts["name"]), created_at=at, updated_at=at,
        **facts,
    )  # fmt: skip
    save_new(contact)
    _record(contact, "contact.add", by, {"name": ("", contact.name), "kind": (None, kind)}, at=at)
    if is_key(contact) or replaces is not None:
        happenings.tell(happenings.ARRIVED, contact, by=by, at=at, replaced=replaces)
    return contact


@transaction.atomic
def change_contact(contact: Contact, *, by: User | None, expected_version: int | None = None, **facts: Any) -> Contact:
    """Change what we know of a person. One who becomes key has to be met like a new one."""
    contact = locked(contact)
    refuse_unknown(facts, FACTS)
    refuse_wrong_zone(facts.get("time_zone", ""))
    if "custom" in facts:
        facts["custom"] = clean_custom(FieldSubject.CONTACT, facts["custom"], kept=contact.custom)
    if "name" in facts:
        facts["name"] = _plain_name(facts["name"])
    refuse_stale(contact, expected_version, facts)
    if "name" in facts and facts["name"] != contact.name:
        facts["sort_key"] = sort_key(facts["name"])
    if "email" in facts and facts["email"] != contact.email:
        facts.setdefault("mail_wrong", False)
    was_key = is_key(contact)
    if changes := save_changes(contact, facts):
        _record(contact, "contact.change", by, changes)
        follow_contact(contact, changes, by=by)
        if is_key(contact) and not was_key:
            happenings.tell(happenings.ARRIVED, contact, by=by, at=clock.now(), replaced=None)
    return contact


@transaction.atomic
def contact_left(
    contact: Contact, *, on: date, by: User | None, successor: Contact | None = None, at: datetime | None = None
) -> Contact:
    """The person has left: portal closed, open work passed to the successor or flagged (INV-58, C-34)."""
    at = at or clock.now()
    contact = locked(contact)
    if contact.left_on is not None:
        raise DomainError(_("%(person)s has left already.") % {"person": contact}, field="on")
    if successor is not None and (successor.pk == contact.pk or successor.has_left):
        raise DomainError(_("Choose a successor who is still there."), field="successor")
    changes = save_changes(contact, {"left_on": on, "valid_to": contact.valid_to or on})
    for access in PortalAccess.objects.filter(contact=contact, revoked_at=None):
        revoke_portal_access(access, by=by, at=at)
    _record(contact, "contact.leave", by, changes, at=at)
    work = {entry.name: entry.count(contact) for entry in OPEN_WORK}
    if successor is not None:
        _succeed(contact, locked(successor), by, at)
    open_work = 0 if successor is not None else sum(work.values())
    happenings.tell(happenings.LEFT, contact, by=by, at=at, successor=successor, open_work=open_work)
    return contact


def _succeed(contact: Contact, successor: Contact, by: User | None, at: datetime) -> None:
    """The successor takes over the open work, and is key if the other was."""
    changes = save_changes(
        successor, {"replaces": successor.replaces or contact, "is_key": successor.is_key or contact.is_key}
    )
    if changes:
        _record(successor, "contact.succeed", by, changes, at=at)
    for entry in OPEN_WORK:
        entry.pass_on(contact, successor, by)
    happenings.tell(happenings.ARRIVED, successor, by=by, at=at, replaced=contact)


@transaction.atomic
def contact_returned(contact: Contact, *, by: User | None) -> Contact:
    """The person is there again, or never left."""
    contact = locked(contact)
    if changes := save_changes(contact, {"left_on": None, "valid_to": None}):
        _record(contact, "contact.return", by, changes)
    return contact


@transaction.atomic
def grant_portal_access(
    contact: Contact, relationship: Relationship, *, by: User, role: str = PortalRole.USER, at: datetime | None = None
) -> PortalAccess:
    """Let a contact see one relationship in the portal, in one role (ruling 13), and invite them by mail."""
    contact = locked(contact)
    if contact.has_left:
        raise DomainError(_("%(person)s has left.") % {"person": contact}, field="contact")
    if not contact.email:
        raise DomainError(_("An e-mail address is needed to sign in."), field="email")
    access = save_new(
        PortalAccess(contact=contact, relationship=relationship, role=role, granted_by=by, granted_at=at or clock.now())
    )
    trail.record(access, "contact.grant_portal", by=by, changes={"role": (None, role)}, show="", at=at)
    open_account(contact, by=by)
    return access


@transaction.atomic
def revoke_portal_access(access: PortalAccess, *, by: User | None, at: datetime | None = None) -> PortalAccess:
    """Close the portal for a contact on one relationship."""
    if changes := save_changes(access, {"revoked_at": at or clock.now()}):
        trail.record(access, "contact.revoke_portal", by=by, changes=changes, show="", at=at)
        close_account(access.contact, by=by)
    return access


def open_work_of(contact: Contact) -> list[tuple[object, int]]:
    """What open work names this contact: (words, how many), nothing left out."""
    return [(entry.label, count) for entry in OPEN_WORK if (count := entry.count(contact))]


def is_key(contact: Contact) -> bool:
    """Whose coming and going changes the relationship: key contacts and VIPs."""
    return contact.is_key or contact.is_vip


def _record(
    contact: Contact, action: str, by: User | None, changes: dict[str, Any], at: datetime | None = None
) -> None:
    trail.record(
        contact,
        action,
        by=by,
        changes={name: pair for name, pair in changes.items() if name not in PERSONAL},
        personal={name: pair for name, pair in changes.items() if name in PERSONAL and name != "sort_key"},
        show="",
        at=at,
    )


def _plain_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise DomainError(_("A contact needs a name."), field="name")
    return plain


trail.label("contact.add", gettext_lazy("Added the contact"))
trail.label("contact.change", gettext_lazy("Changed the contact"))
trail.label("contact.leave", gettext_lazy("Noted that the contact left"))
trail.label("contact.return", gettext_lazy("Noted that the contact is there again"))
trail.label("contact.succeed", gettext_lazy("Became successor"))
trail.label("contact.grant_portal", gettext_lazy("Opened the portal for the contact"))
trail.label("contact.revoke_portal", gettext_lazy("Closed the portal for the contact"))
