"""What a person may read of the promises."""

from datetime import date

from django.db.models import Q, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.models import User
from brm.actionitems.models import OPEN, ActionItem
from brm.core.narrowing import PERSON, narrowed
from brm.parties.models import Contact, Relationship


def action_items_for(user: User) -> QuerySet[ActionItem]:
    """Items of relationships the person may see, and items that are theirs (or of those they stand in for)."""
    rows = ActionItem.objects.select_related("relationship__organisation", "owner", "counterpart")
    if not user.is_insider:
        return rows.none()
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    return rows.filter(Q(owner_id__in=acting_ids(user)) | Q(relationship__in=visible))


def assigned_action_items(user: User) -> QuerySet[ActionItem]:
    """The open items that are the person's own to do (or of those they stand in for)."""
    rows = ActionItem.objects.select_related("relationship__organisation", "owner", "counterpart")
    return rows.filter(owner_id__in=acting_ids(user), status__in=OPEN)


def action_items_of(relationship: Relationship) -> QuerySet[ActionItem]:
    """The promises of one relationship, whose reader has been checked."""
    rows = ActionItem.objects.filter(relationship=relationship)
    return narrowed(rows, owner=PERSON, counterpart=("name",))


def late(rows: QuerySet[ActionItem], day: date) -> QuerySet[ActionItem]:
    """Those that are open past their day."""
    return rows.filter(status__in=OPEN, due_on__lt=day)


def named_contact_count(contact: Contact) -> int:
    """How many open items name a contact as the person on the other side."""
    return ActionItem.objects.filter(counterpart=contact, status__in=OPEN).count()
