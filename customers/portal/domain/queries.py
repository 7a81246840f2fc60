"""What a contact may read: meetings, published minutes, promises of both sides, papers given to them (ruling 13)."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from brm.accounts.models import User
from brm.actionitems.models import OPEN, ActionItem, Side
from brm.communications.models import Minutes, MinutesAction, Occurrence, Plan
from brm.communications.models.occurrences import UNDONE, OccurrenceAttendee
from brm.core import clock
from brm.core.narrowing import PERSON, narrowed
from brm.documents.models import Document
from customers.portal.domain.access import contact_of, seen_in_part, seen_whole
from customers.portal.domain.complaints import complaint_files_open_to


def _invited(user: User) -> "Exists":
    """Among the attendees of a meeting."""
    return Exists(OccurrenceAttendee.objects.filter(occurrence=OuterRef("pk"), contact__user=user))


def _planned_for(user: User) -> "Exists":
    """Among those a plan usually brings together."""
    through = Plan.theirs.through
    return Exists(through._default_manager.filter(plan_id=OuterRef("plan_id"), contact__user=user))


def next_meetings_open_to(user: User) -> "QuerySet[Occurrence]":
    """The next agreed meetings a contact may know of: the organisation's, or those they come to."""
    rows = Occurrence.objects.filter(status__in=UNDONE, starts_at__gte=clock.now())
    mine = Q(relationship__in=seen_whole(user))
    if parts := seen_in_part(user):
        mine |= Q(relationship__in=parts) & (Q(_invited(user)) | Q(_planned_for(user)))
    return narrowed(rows.filter(mine), plan=("title",)).order_by("starts_at", "pk")


def minutes_open_to(user: User) -> "QuerySet[Minutes]":
    """The minutes that were given to the other side: the organisation's, or of meetings they attended."""
    there = Exists(OccurrenceAttendee.objects.filter(occurrence=OuterRef("pk"), contact__user=user))
    mine = Q(occurrence__relationship__in=seen_whole(user))
    if parts := seen_in_part(user):
        mine |= Q(occurrence__relationship__in=parts) & Q(there)
    rows = Minutes.objects.filter(mine, published_at__isnull=False)
    return rows.select_related("occurrence__plan", "occurrence__relationship__organisation", "author")


def promises_open_to(user: User) -> "QuerySet[ActionItem]":
    """Promises of both sides: those shown on purpose, and those that stand in published minutes."""
    published = MinutesAction.objects.filter(action_item=OuterRef("pk"), minutes__published_at__isnull=False)
    mine = Q(relationship__in=seen_whole(user)) & (Q(visible_to_customer=True) | Q(Exists(published)))
    if (parts := seen_in_part(user)) and (contact := contact_of(user)):
        own = Q(visible_to_customer=True) | Q(Exists(published))
        mine |= Q(relationship__in=parts, counterpart=contact) & own
    rows = ActionItem.objects.filter(mine).exclude(status="dropped")
    return narrowed(rows, owner=PERSON, counterpart=("name",))


def open_promises(user: User) -> "QuerySet[ActionItem]":
    """Those that are still to be kept, the next due first."""
    return promises_open_to(user).filter(status__in=OPEN).order_by("due_on", "pk")


def own_promises_due(user: User) -> "QuerySet[ActionItem]":
    """What the contact themselves promised and has not done."""
    return open_promises(user).filter(side=Side.THEIRS, counterpart=contact_of(user))


def actions_of(minutes: Minutes) -> "QuerySet[MinutesAction]":
    """What was promised in a meeting whose reader has been checked."""
    items = ActionItem.objects.select_related("owner", "counterpart")
    return minutes.actions.exclude(action_item__status="dropped").prefetch_related(
        Prefetch("action_item", queryset=items)
    )


def papers_open_to(user: User) -> "QuerySet[Document]":
    """Papers that were given to the organisation on purpose."""
    rows = Document.objects.filter(relationship__in=seen_whole(user), shared_with_customer=True, archived_at=None)
    rows = rows.exclude(subject_type__startswith="complaints.").exclude(subject_type__startswith="praise.")
    return rows.order_by("-created_at", "-pk")


def documents_open_to(user: User) -> "QuerySet[Document]":
    """Every file a contact may take along: papers given to them, and what came with complaints and praise."""
    papers = papers_open_to(user).order_by().values("pk")
    complaints = complaint_files_open_to(user).order_by().values("pk")
    return Document.objects.filter(Q(pk__in=papers) | Q(pk__in=complaints))
