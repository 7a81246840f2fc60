"""What a person may read of feedback (rulings 13, 14)."""

from django.db.models import Count, Prefetch, Q, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.parties.enums import PortalRole
from brm.parties.models import PortalAccess, Relationship
from surveys.feedback.enums import OPEN_FEEDBACK, FeedbackKind
from surveys.feedback.models import FeedbackItem, FeedbackWord

WITH = ("matter", "relationship__organisation", "contact", "service", "owner")


def feedback_for(user: User) -> "QuerySet[FeedbackItem]":
    """Feedback of relationships a person may see, and what was given to them."""
    if not user.is_insider:
        return FeedbackItem.objects.none()
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    rows = FeedbackItem.objects.filter(Q(relationship__in=visible) | Q(owner__in=acting_ids(user)))
    return rows.select_related(*WITH)


def shown_in_lists(rows: "QuerySet[FeedbackItem]") -> "QuerySet[FeedbackItem]":
    """Each with as much of its customer and people as a list shows."""
    return narrowed(
        rows, matter=("number", "title"), relationship=("kind",), relationship__organisation=ORGANISATION,
        contact=("name",), service=("code", "name_zh", "name_en"), owner=PERSON,
    )  # fmt: skip


def with_words(rows: "QuerySet[FeedbackItem]") -> "QuerySet[FeedbackItem]":
    """Each with what the teller wrote later."""
    return rows.prefetch_related(Prefetch("words", FeedbackWord.objects.select_related("contact").order_by("pk")))


def feedback_of(relationship: Relationship) -> "QuerySet[FeedbackItem]":
    """The feedback of one customer whose reader has been checked, newest first."""
    rows = FeedbackItem.objects.filter(relationship=relationship)
    return rows.select_related("matter", "contact", "service", "owner").order_by("-matter_id")


def feedback_open_to(user: User) -> "QuerySet[FeedbackItem]":
    """What an outsider may see again: their own, or all of the organisation where they hold the role customer."""
    if not user.has_role(Role.CONTACT):
        return FeedbackItem.objects.none()
    open_relationships = Relationship.objects.open_to(user).order_by().values("pk")
    whole = PortalAccess.objects.filter(
        contact__user=user, contact__left_on=None, revoked_at=None, role=PortalRole.CUSTOMER
    ).values("relationship")
    rows = FeedbackItem.objects.filter(relationship__in=open_relationships)
    rows = rows.filter(Q(contact__user=user) | Q(relationship__in=whole))
    return rows.select_related(*WITH).order_by("-matter_id")


def counts_for(user: User) -> dict[str, int]:
    """How the inbox stands: to be judged, to be answered, and what became of the rest."""
    rows = feedback_for(user).select_related(None).order_by()
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in FeedbackKind.values if kind}
    counted: dict[str, int] = rows.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN_FEEDBACK)), received=Count("pk", filter=Q(status="received")),
        classified=Count("pk", filter=Q(status="classified")), unconfirmed=Count("pk", filter=Q(confirmed_at=None)),
        all=Count("pk"), **kinds,
    )  # fmt: skip
    return counted
