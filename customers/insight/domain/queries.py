"""What a person may read of the knowledge about customers. Everything an edge shows starts here (rulings 13, 14)."""

from typing import Any

from django.db.models import Q, QuerySet

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.communications.domain.queries import needs_for
from brm.communications.models import NeedHeard
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from customers.insight.models import (
    ContactPoint,
    Difficulty,
    Enquiry,
    Expectation,
    FactorScoring,
    MajorEvent,
    Objective,
    ObjectiveReview,
    Profile,
)


def customers_for(user: User) -> QuerySet[Relationship]:
    """The customers a person may see."""
    return relationships_for(user, Kind.CUSTOMER)


def _visible(user: User) -> QuerySet[Relationship, Any]:
    return Relationship.objects.visible_to(user).order_by().values("pk")


def expectations_for(user: User) -> QuerySet[Expectation]:
    """The expectations of customers a person may see."""
    rows = Expectation.objects.filter(relationship__in=_visible(user))
    return rows.select_related("relationship__organisation", "contact")


def difficulties_for(user: User) -> QuerySet[Difficulty]:
    """The difficulties with customers a person may see."""
    rows = Difficulty.objects.filter(relationship__in=_visible(user))
    return rows.select_related("relationship__organisation", "owner", "action")


def major_events_for(user: User) -> QuerySet[MajorEvent]:
    """The major events of customers a person may see."""
    rows = MajorEvent.objects.filter(matter__relationship__in=_visible(user))
    return rows.select_related("matter__relationship__organisation", "owner", "mediator", "visit")


def objectives_for(user: User) -> QuerySet[Objective]:
    """The objectives with customers a person may see."""
    rows = Objective.objects.filter(relationship__in=_visible(user))
    return rows.select_related("relationship__organisation")


def reviews_of(objective: Objective) -> QuerySet[ObjectiveReview]:
    """How an objective stood over time, newest first."""
    return ObjectiveReview.objects.filter(objective=objective).select_related("by", "occurrence__plan")


def scorings_for(user: User) -> QuerySet[FactorScoring]:
    """The scorings of customers a person may see."""
    rows = FactorScoring.objects.filter(relationship__in=_visible(user))
    return rows.select_related("relationship__organisation", "scored_by").prefetch_related("scores")


def contact_points_for(user: User) -> QuerySet[ContactPoint]:
    """The contact points of customers a person may see, and those that serve everybody."""
    rows = ContactPoint.objects.select_related("relationship__organisation")
    if not user.keeps_relationships:
        return rows.none()
    return rows.filter(Q(relationship=None) | Q(relationship__in=_visible(user)))


def own_contact_points_for(user: User) -> QuerySet[ContactPoint]:
    """Those of single customers: what whoever keeps the customer may change."""
    return contact_points_for(user).exclude(relationship=None)


def shared_contact_points(user: User) -> QuerySet[ContactPoint]:
    """Those for every customer: administrators keep them."""
    rows = ContactPoint.objects.filter(relationship=None)
    return rows if user.has_role(Role.ADMINISTRATOR) else rows.none()


def points_of(relationship: Relationship) -> QuerySet[ContactPoint]:
    """The contact points that serve one customer, its own first."""
    rows = ContactPoint.objects.filter(Q(relationship=relationship) | Q(relationship=None), withdrawn_at=None)
    return rows.order_by("relationship_id", "name", "pk")


def points_open_to(user: User) -> QuerySet[ContactPoint]:
    """The published contact points an outsider may turn to (ruling 13)."""
    open_to = Relationship.objects.open_to(user).order_by().values("pk")
    rows = ContactPoint.objects.filter(published=True, withdrawn_at=None)
    return rows.filter(Q(relationship=None) | Q(relationship__in=open_to))


def enquiries_for(user: User) -> QuerySet[Enquiry]:
    """The enquiries of customers a person may see."""
    rows = Enquiry.objects.filter(relationship__in=_visible(user))
    return rows.select_related("point", "relationship__organisation", "contact")


def signals_for(user: User) -> QuerySet[NeedHeard]:
    """The changing needs of customers a person may see, with what was judged of them (C-30)."""
    rows = needs_for(user).filter(relationship__kind=Kind.CUSTOMER)
    return rows.select_related("relationship__organisation", "review", "reviewed_by")


def profile_of(relationship: Relationship) -> Profile:
    """Which group a customer belongs to; an unsaved plain one where nobody has said."""
    return Profile.objects.filter(relationship=relationship).first() or Profile(relationship=relationship)
