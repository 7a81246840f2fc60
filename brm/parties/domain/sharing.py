"""Letting a colleague in on a relationship, and out again."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.parties.domain import happenings
from brm.parties.models import Relationship, RelationshipShare
from brm.parties.models.relationships import forget_shares


@transaction.atomic
def share_relationship(relationship: Relationship, *, user: User, by: User | None, note: str = "") -> RelationshipShare:
    """Let a colleague see and work on a relationship; responsible stays who was."""
    if relationship.owner_id == user.pk:
        raise DomainError(_("%(person)s is responsible for it anyway.") % {"person": user}, field="user")
    if not user.keeps_relationships:
        raise DomainError(_("%(person)s has no role that works on relationships.") % {"person": user}, field="user")
    share = save_new(RelationshipShare(relationship=relationship, user=user, shared_by=by, note=note.strip()))
    forget_shares(user)
    trail.record(relationship, "relationship.share", by=by, changes={"shared_with": (None, user)}, reason=note.strip())
    happenings.tell(happenings.SHARED, share, by=by)
    return share


@transaction.atomic
def unshare_relationship(relationship: Relationship, *, user: User, by: User | None) -> None:
    """End a share."""
    gone, _rows = RelationshipShare.objects.filter(relationship=relationship, user=user).delete()
    forget_shares(user)
    if gone:
        trail.record(relationship, "relationship.unshare", by=by, changes={"shared_with": (user, None)})


trail.label("relationship.share", gettext_lazy("Shared the relationship"))
trail.label("relationship.unshare", gettext_lazy("Ended a share"))
