"""What a person may read of answers (rulings 13, 14, 32)."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.models import Relationship
from surveys.answering.models import Answer, FollowUp, Response

if TYPE_CHECKING:
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


def response_of(invitation: "Invitation") -> Response | None:
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
