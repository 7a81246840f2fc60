"""What a person may read of answers (rulings 13, 14, 32)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.models import Relationship
from surveys.answering.enums import OPEN_FOLLOW_UP
from surveys.answering.models import Answer, FollowUp, Response
from surveys.asking.domain.queries import reachable_for
from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Invitation


def taken() -> "QuerySet[Response]":
    """Every response that was given to the end; drafts are nobody's business but the person's who writes."""
    return Response.objects.filter(answered_on__isnull=False)


def responses_for(user: User) -> "QuerySet[Response]":
    """Responses one by one, of the customers a person may see. Anonymous ones are never shown one by one."""
    rows = taken().filter(contact__isnull=False).select_related(
        "relationship__organisation", "contact", "service", "version__questionnaire", "campaign", "matter"
    )  # fmt: skip
    if not user.is_insider:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=Relationship.objects.visible_to(user).order_by().values("pk"))


def answers_for(user: User) -> "QuerySet[Answer]":
    """The answers within these responses."""
    rows = responses_for(user).order_by().values("pk")
    return Answer.objects.filter(response__in=rows).select_related("response__relationship__organisation", "question")


def answers_of(response: Response) -> "QuerySet[Answer]":
    """The answers of one response whose reader has been checked, in the order of the questions."""
    return Answer.objects.filter(response=response).select_related("question").order_by("question__position", "pk")


def response_of(invitation: Invitation) -> Response | None:
    """What this invitation brought, if it was answered to the end."""
    return taken().filter(invitation=invitation).first()


def follow_ups_for(user: User) -> "QuerySet[FollowUp]":
    """Follow-ups of customers a person may see, and those the person (or whom they stand in for) sees to."""
    rows = FollowUp.objects.select_related(
        "relationship__organisation", "owner", "response__contact", "response__service",
        "response__version__questionnaire",
    )  # fmt: skip
    if not user.is_insider:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    return rows.filter(Q(relationship__in=visible) | Q(owner__in=acting_ids(user)))


def words_for(user: User) -> "QuerySet[Answer]":
    """What people wrote in their own words, one by one."""
    return answers_for(user).exclude(text="").select_related("response__contact", "response__service")


def ids_saying(text: str) -> "QuerySet[Answer, Any]":
    """Which responses hold these words, to narrow those a reader may see."""
    return Answer.objects.filter(text__icontains=text).exclude(text="").values_list("response", flat=True)


def to_write_down_for(user: User) -> "QuerySet[Invitation]":
    """Invitations whose answer a person may write down: sent and not anonymous, of customers they may see, or whom they
    were named to call."""
    return reachable_for(user).filter(status=InvitationStatus.SENT).exclude(campaign__is_anonymous=True)


def follow_up_of(response: Response) -> FollowUp | None:
    """Who sees to a low answer, if it is one. The reader has been checked."""
    return FollowUp.objects.select_related("owner", "risen_to").filter(response=response).first()


def with_recovery(rows: "QuerySet[FollowUp]") -> "QuerySet[FollowUp]":
    """Each with the first score the same person gave afterwards: what the follow-up brought (K-13)."""
    later = Response.objects.filter(
        contact=OuterRef("response__contact"), answered_on__isnull=False, score__isnull=False,
        submitted_at__gt=OuterRef("opened_at"),
    ).exclude(pk=OuterRef("response"))  # fmt: skip
    return rows.annotate(score_after=Subquery(later.order_by("submitted_at").values("score")[:1]))


def last_score_of(relationship: Relationship, before: datetime) -> tuple[datetime, Decimal] | None:
    """The latest satisfaction anybody of a customer told us by name before a moment (K-13)."""
    rows = taken().filter(
        relationship=relationship, score__isnull=False, submitted_at__isnull=False, submitted_at__lt=before
    )
    latest = rows.order_by("-submitted_at").only("submitted_at", "score").first()
    if latest is None or latest.submitted_at is None or latest.score is None:
        return None
    return latest.submitted_at, latest.score


def responses_of(relationship: Relationship) -> "QuerySet[Response]":
    """The responses by name of one customer whose reader has been checked, the latest first."""
    rows = taken().filter(relationship=relationship, contact__isnull=False)
    return rows.select_related("contact", "matter", "campaign", "service").order_by("-answered_on", "pk")


def follow_ups_of(relationship: Relationship) -> "QuerySet[FollowUp]":
    """Whom of one customer somebody is to speak with, the most urgent first. The reader has been checked."""
    rows = FollowUp.objects.filter(relationship=relationship, status__in=OPEN_FOLLOW_UP)
    return rows.select_related("owner", "response__contact").order_by("due_at", "pk")
