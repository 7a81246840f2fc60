"""Passing a relationship to another manager: never without a note, never without a task to make contact (INV-57)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import Membership, User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from brm.parties.domain import happenings
from brm.parties.domain.relationships import refuse_unfit_owner, team_of
from brm.parties.models import Handover, Relationship, RelationshipShare
from brm.parties.models.relationships import forget_shares


@transaction.atomic
def hand_over(
    relationship: Relationship, *, to: User, note: str, by: User | None, at: datetime | None = None
) -> Handover:
    """Make ``to`` the one responsible. The open work of the old owner here goes along (receivers of HANDED_OVER)."""
    at = at or clock.now()
    relationship = locked(relationship)
    note = note.strip()
    if not note:
        raise DomainError(_("Write a note: what the next person must know."), field="note")
    if relationship.owner_id == to.pk:
        raise DomainError(_("%(person)s is responsible already.") % {"person": to}, field="to")
    refuse_unfit_owner(to)
    before, team = relationship.owner, relationship.team
    in_team = team is not None and Membership.objects.filter(team=team, user=to).exists()
    changes = save_changes(relationship, {"owner": to, "team": team if in_team else team_of(to) or team})
    RelationshipShare.objects.filter(relationship=relationship, user=to).delete()
    forget_shares(to)
    handover = Handover.objects.create(
        relationship=relationship, from_user=before, to_user=to, by=by, note=note, at=at, created_at=at, updated_at=at
    )
    trail.record(relationship, "relationship.hand_over", by=by, changes=changes, reason=note, at=at)
    happenings.tell(happenings.HANDED_OVER, handover, by=by)
    return handover


@transaction.atomic
def hand_over_many(
    relationships: Iterable[Relationship], *, to: User, note: str, by: User | None, at: datetime | None = None
) -> int:
    """Hand over many at once; those that are theirs already are left alone. Answers how many changed hands."""
    done = 0
    for relationship in relationships:
        if relationship.owner_id != to.pk:
            hand_over(relationship, to=to, note=note, by=by, at=at)
            done += 1
    return done


@transaction.atomic
def acknowledge_handover(handover: Handover, *, by: User, at: datetime | None = None) -> Handover:
    """The new owner has read the note and taken the relationship on."""
    handover = locked(handover)
    if handover.acknowledged_at is None:
        save_changes(handover, {"acknowledged_at": at or clock.now()})
        trail.record(handover.relationship, "relationship.acknowledge_handover", by=by, at=at)
        happenings.tell(happenings.ACKNOWLEDGED, handover, by=by)
    return handover


def count_relationships(user: User) -> int:
    """How many relationships would be without an owner if the person left (INV-58)."""
    return Relationship.objects.filter(owner=user).living().count()


def pass_on_relationships(from_user: User, to_user: User, by: User | None) -> int:
    """Hand over everything a leaving person is responsible for, ended relationships too."""
    rows = Relationship.objects.filter(owner=from_user).select_related("organisation", "owner", "team")
    note = _("%(person)s is leaving; everything they were responsible for is passed on.") % {"person": from_user}
    return hand_over_many(rows, to=to_user, note=note, by=by)


trail.label("relationship.hand_over", gettext_lazy("Handed the relationship over"))
trail.label("relationship.acknowledge_handover", gettext_lazy("Took the relationship over"))
