"""What happens to the parties and asks for somebody: hand-overs, new and left contacts, reviews (C-34, INV-57, 58)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.attention.domain import NEW_CONTACT, attend, pass_on, settle
from brm.attention.models import Attention, Severity
from brm.attention.personal import erase_names
from brm.attention.rules import CONTACT_LEFT, FIRST_CONTACT_WITHIN, HANDOVER, REVIEW, TOLD_HERE
from brm.parties.domain import happenings
from brm.parties.enums import Status
from brm.parties.models import Contact, Handover, Relationship


def relationships_of(contact: Contact) -> list[Relationship]:
    """The living relationships a contact belongs to: of the organisation, or of the one it is a site of."""
    organisation = contact.organisation
    rows = Relationship.objects.filter(
        Q(organisation=organisation) | Q(organisation=organisation.parent_id)
        if organisation.parent_id
        else Q(organisation=organisation)
    )
    found = list(rows.exclude(status=Status.ENDED).select_related("organisation", "owner"))
    own = [row for row in found if row.organisation_id == organisation.pk]
    return own or found


def handed_over(handover: Handover, *, by: User | None) -> None:
    """What waited for the old owner waits for the new one, who reads the note first."""
    relationship = handover.relationship
    for earlier in Handover.objects.filter(relationship=relationship, acknowledged_at=None).exclude(pk=handover.pk):
        settle(HANDOVER, earlier)
    pass_on(from_user=handover.from_user, to_user=handover.to_user, relationship=relationship)
    if relationship.status == Status.ENDED:
        return
    attend(
        handover.to_user, HANDOVER, handover, severity=Severity.SOON, due_at=handover.at + timedelta(days=3),
        relationship=relationship, at=handover.at, organisation=str(relationship.organisation),
        from_user=str(handover.from_user),
    )  # fmt: skip


def handover_acknowledged(handover: Handover, *, by: User | None) -> None:
    """The note was read."""
    settle(HANDOVER, handover)


def contact_arrived(contact: Contact, *, by: User | None, at: datetime, replaced: Contact | None) -> None:
    """A new key person must be met within ten days, by whoever is responsible."""
    for relationship in relationships_of(contact):
        attend(
            relationship.owner, NEW_CONTACT, contact, severity=Severity.SOON, due_at=at + FIRST_CONTACT_WITHIN,
            relationship=relationship, at=at, name=contact.name, organisation=str(relationship.organisation),
            replaced=replaced.name if replaced else "",
        )  # fmt: skip


def contact_gone(contact: Contact, *, by: User | None, at: datetime, successor: Contact | None, open_work: int) -> None:
    """Whoever left need not be met; what still names them has to find another person."""
    settle(NEW_CONTACT, contact, at=at)
    if not open_work and successor is not None:
        return
    if not open_work and not (contact.is_key or contact.is_vip):
        return
    for relationship in relationships_of(contact):
        attend(
            relationship.owner, CONTACT_LEFT, contact, severity=Severity.DUE, relationship=relationship, at=at,
            name=contact.name, organisation=str(relationship.organisation), open_work=open_work,
        )  # fmt: skip


def relationship_changed(
    relationship: Relationship, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """A new review day ends the present call for a review."""
    if "next_review_on" in changes:
        settle(REVIEW, relationship, at=at)


def relationship_moved(relationship: Relationship, *, step: str, by: User | None, reason: str, at: datetime) -> None:
    """With the relationship ends what it asked for here."""
    if relationship.status == Status.ENDED:
        Attention.objects.filter(relationship=relationship, rule__in=TOLD_HERE, closed_at=None).update(closed_at=at)


def merged(keep: Any, drop: Any, *, by: User | None, at: datetime) -> None:
    """What asked for somebody about the dropped record is asked no more."""
    settle(None, drop, at=at)


def count_open(user: User) -> int:
    """Rows that still wait for a person, apart from what goes along with their relationships."""
    return Attention.objects.filter(assignee=user, closed_at=None).count()


def pass_on_all(from_user: User, to_user: User, by: User | None) -> int:
    """Everything that waits for a leaving person waits for the successor."""
    return pass_on(from_user=from_user, to_user=to_user)


happenings.HANDED_OVER.register("attention", handed_over)
happenings.ACKNOWLEDGED.register("attention", handover_acknowledged)
happenings.ARRIVED.register("attention", contact_arrived)
happenings.LEFT.register("attention", contact_gone)
happenings.CHANGED.register("attention", relationship_changed)
happenings.MOVED.register("attention", relationship_moved)
happenings.MERGED.register("attention", merged)
OPEN_WORK.register("attention", OpenWork("attention", _("Things on Today"), count_open, pass_on_all))
PERSONAL.register("attention", PersonalData("attention", _("Today"), lambda person: None, erase_names))
