"""Who may do what to a complaint: its owner, the relationship's manager, those above, and the complainant (4.8)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from brm.accounts.domain.ladders import Ladder, ladder_of
from brm.accounts.domain.queries import acting_ids, led_team_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from brm.parties.enums import PortalRole
from brm.parties.models import Contact, PortalAccess
from customers.complaints.models import Complaint, ComplaintRise, ComplaintWatcher, Conflict


def is_outsider(user: User | None) -> bool:
    """Whether the person is a contact of a customer with an account."""
    return user is not None and user.has_role(Role.CONTACT)


def contact_of(user: User | None) -> Contact | None:
    """The contact behind an outsider's account."""
    return Contact.objects.filter(user=user).first() if user is not None and is_outsider(user) else None


def is_above(user: User, complaint: Complaint) -> bool:
    """A lead of the relationship's team, an executive, or somebody on the ladder it rises on."""
    if user.has_role(Role.EXECUTIVE) or complaint.relationship.team_id in led_team_ids(user):
        return True
    acting = acting_ids(user)
    if any(rise.person_id in acting for rise in complaint.rises.all()):
        return True
    ladder = ladder_for(complaint)
    return not ladder.is_makeshift and any(ladder.rank_of(pk) for pk in acting)


def ladder_for(complaint: Complaint) -> Ladder:
    """The ladder it rises on; asked once for a complaint in hand."""
    kept: Ladder | None = complaint.__dict__.get("_ladder")
    if kept is None:
        kept = complaint.__dict__["_ladder"] = ladder_of(complaint.relationship.team_id, names_only=True)
    return kept


def is_owner(user: User, complaint: Complaint) -> bool:
    """Whose complaint it is, or who stands in for them."""
    return complaint.owner_id in acting_ids(user)


def may_manage(user: User, complaint: Complaint) -> bool:
    """The owner, the relationship's manager, their deputies, and those above them."""
    if not user.is_insider:
        return False
    acting = acting_ids(user)
    return complaint.owner_id in acting or complaint.relationship.owner_id in acting or is_above(user, complaint)


def refuse_unless_manager(user: User | None, complaint: Complaint) -> None:
    """Only those responsible may do this; the portal itself may."""
    if user is not None and not may_manage(user, complaint):
        raise DomainError(
            _("Only the owner of the complaint, the relationship manager or a lead can do this. Ask %(person)s.")
            % {"person": complaint.owner}
        )


def refuse_unless_owner(user: User | None, complaint: Complaint) -> None:
    """Only the owner may do this (or who stands in for them)."""
    if user is not None and not is_owner(user, complaint):
        raise DomainError(_("Only the owner of the complaint, %(person)s, can do this.") % {"person": complaint.owner})


def refuse_unless_above(user: User | None, complaint: Complaint) -> None:
    """Only a lead or somebody above may do this."""
    if user is not None and not (user.is_insider and is_above(user, complaint)):
        raise DomainError(_("Only a lead of the team or an executive can do this. Ask one of them."))


def may_speak_for(contact: Contact, complaint: Complaint) -> bool:
    """The complainant themselves, a watcher, or a colleague whose portal shows the organisation's complaints."""
    if contact.has_left or contact.erased_at is not None:
        return False
    if contact.pk == complaint.contact_id or complaint.watchers.filter(contact=contact).exists():
        return True
    return PortalAccess.objects.filter(
        contact=contact, relationship=complaint.relationship_id, role=PortalRole.CUSTOMER, revoked_at=None
    ).exists()


def speaker(complaint: Complaint, by: User | None, contact: Contact | None) -> Contact | None:
    """On the complainant's side: who says it. One of ours may record it for them; then it is ours to refuse.

    Answers the contact it comes from, None where one of ours records it without naming one.
    """
    if is_outsider(by):
        contact = contact_of(by)
        if contact is None:
            raise DomainError(_("Your account belongs to no contact."))
    elif by is not None:
        refuse_unless_manager(by, complaint)
        return contact or complaint.contact
    if contact is not None and not may_speak_for(contact, complaint):
        raise DomainError(_("Only the complainant, or somebody who sees the organisation’s complaints, can do this."))
    return contact


def _naming(risen_to: list[int], mediating: list[int], watching: list[int]) -> "models.QuerySet[Any, int]":
    risen = ComplaintRise.objects.order_by().filter(person__in=risen_to).values_list("complaint_id", flat=True)
    mediated = Conflict.objects.order_by().filter(mediator__in=mediating).values_list("complaint_id", flat=True)
    watched = ComplaintWatcher.objects.order_by().filter(user__in=watching).values_list("complaint_id", flat=True)
    return risen.union(mediated, watched)


_NAMED = Prepared(_naming)


def named_ids(user: User) -> list[int]:
    """Complaints a person may read because they are named in them: escalated to, watching, mediating.

    As numbers, asked once, so that the database goes by an index.
    """
    kept = user.__dict__.get("_named_complaints")
    if kept is None:
        acting = acting_ids(user)
        kept = user.__dict__["_named_complaints"] = sorted(_NAMED(acting, acting, acting))
    return list(kept)


def named_in(user: User) -> models.Q:
    """The same as a condition on the row."""
    acting, pk = acting_ids(user), models.OuterRef("pk")
    rises = ComplaintRise.objects.filter(complaint=pk, person__in=acting)
    conflicts = Conflict.objects.filter(complaint=pk, mediator__in=acting)
    watching = ComplaintWatcher.objects.filter(complaint=pk, user__in=acting)
    return models.Q(models.Exists(rises)) | models.Q(models.Exists(conflicts)) | models.Q(models.Exists(watching))
