"""What we keep about a contact, to hand over or to forget (ruling 16)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from brm.audit.personal import forget, personal_values_of
from brm.core import clock
from brm.parties.models import Contact, PortalAccess

KEPT = (
    "name", "job_title", "department", "kind", "persona", "phone", "email", "language", "time_zone", "influence",
    "interest", "grade", "is_vip", "is_key", "preferences", "culture_notes", "valid_from", "valid_to", "left_on",
    "custom",
)  # fmt: skip


def find_contacts(text: str) -> list[Contact]:
    """Contacts whose name, address or phone holds the text."""
    same = Q(name__icontains=text) | Q(email__icontains=text) | Q(phone__icontains=text)
    return list(Contact.objects.filter(same, erased_at=None, merged_into=None).select_related("organisation")[:20])


def get_contact(pk: int) -> Contact | None:
    """One contact."""
    return Contact.objects.filter(pk=pk).select_related("organisation").first()


def confirm_contact(contact: Contact) -> str:
    """What must be typed before a contact is erased."""
    return contact.email or contact.name


def refuse_contact(contact: Contact) -> str:
    """Why a contact cannot be erased yet."""
    if contact.erased_at:
        return _("This person was erased already.")
    if contact.user_id and contact.user and contact.user.is_active:
        return _("This contact has an account for the portal. Close the account first.")
    return ""


def about_contact(contact: Contact) -> str:
    """Which of two people of one name it is."""
    return str(contact.organisation)


def collect_contact(person: models.Model) -> Any:
    """Everything the parties keep about a contact (also the one an account belongs to)."""
    contact = person if isinstance(person, Contact) else Contact.objects.filter(user=person.pk).first()
    if contact is None:
        return None
    kept = {name: getattr(contact, name) for name in KEPT if getattr(contact, name) not in ("", None, {})}
    accesses = PortalAccess.objects.filter(contact=contact).values_list("role", "granted_at", "revoked_at")
    return {
        **kept,
        "organisation": contact.organisation.name,
        "portal": [dict(zip(("role", "granted_at", "revoked_at"), row, strict=True)) for row in accesses],
        "history": personal_values_of(contact) if isinstance(person, Contact) else [],
    }


def erase_contact(person: models.Model) -> None:
    """Forget a contact: an empty person stays, so that what was done with them keeps its place."""
    if not isinstance(person, Contact):
        return
    now = clock.now()
    PortalAccess.objects.filter(contact=person, revoked_at=None).update(revoked_at=now)
    Contact.objects.filter(Q(pk=person.pk) | Q(merged_into=person.pk)).update(
        name=_("Erased person"), sort_key="~", job_title="", department="", phone="", email="", preferences="",
        culture_notes="", custom={}, influence=None, interest=None, is_vip=False, is_key=False, time_zone="",
        left_on=person.left_on or clock.day_of(now), erased_at=now, updated_at=now,
    )  # fmt: skip
    forget(person)
