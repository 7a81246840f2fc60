"""What a person may read of praise (rulings 13, 14)."""

from django.db.models import Prefetch, Q, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.parties.enums import PortalRole
from brm.parties.models import PortalAccess, Relationship
from customers.praise.enums import ON_THE_WALL, REAL
from customers.praise.models import Honour, Praise, PraisedPerson, PublicityConsent

_PRAISED = Prefetch("praised", narrowed(PraisedPerson.objects.order_by("pk"), user=PERSON))
WITH = ("matter", "relationship__organisation", "contact", "service", "team")


def praise_for(user: User) -> "QuerySet[Praise]":
    """Praise of customers a person may see, and confirmed praise of the person."""
    rows = Praise.objects.select_related(*WITH)
    if not user.is_insider:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    return rows.filter(Q(relationship__in=visible) | Q(pk__in=_about(user)))


def _about(user: User) -> "QuerySet[Praise, int]":
    """Confirmed praise that names the person."""
    return Praise.objects.filter(praised__user=user, status__in=REAL).order_by().values_list("pk", flat=True)


def praise_kept_by(user: User) -> "QuerySet[Praise]":
    """Praise a person may work on: of customers they may see."""
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    return Praise.objects.filter(relationship__in=visible).select_related(*WITH)


def shown_in_lists(rows: "QuerySet[Praise]") -> "QuerySet[Praise]":
    """Each with as much of its customer and people as a list shows."""
    return narrowed(
        rows, matter=("number", "title"), relationship=("kind",), relationship__organisation=ORGANISATION,
        contact=("name",), service=("code", "name_zh", "name_en"), team=("name",),
    ).prefetch_related(_PRAISED)  # fmt: skip


def praise_of(relationship: Relationship) -> "QuerySet[Praise]":
    """The praise of one customer whose reader has been checked, newest first."""
    rows = Praise.objects.filter(relationship=relationship).select_related("matter", "contact", "service", "team")
    return rows.prefetch_related("praised__user").order_by("-recorded_at", "-pk")


def praise_open_to(user: User) -> "QuerySet[Praise]":
    """What an outsider may see again: their own, or all of the organisation where they hold the role customer."""
    if not user.has_role(Role.CONTACT):
        return Praise.objects.none()
    open_relationships = Relationship.objects.open_to(user).order_by().values("pk")
    whole = PortalAccess.objects.filter(
        contact__user=user, contact__left_on=None, revoked_at=None, role=PortalRole.CUSTOMER
    ).values("relationship")
    rows = Praise.objects.filter(relationship__in=open_relationships)
    rows = rows.filter(Q(contact__user=user) | Q(relationship__in=whole))
    return rows.select_related(*WITH).order_by("-recorded_at", "-pk")


_ON_A_CARD = ("relationship", "contact", "service", "team", "text", "target", "status", "publicity", "published_at")


def wall_for(user: User) -> "QuerySet[Praise]":
    """Praise made known among us: everybody of ours reads it (C-19)."""
    rows = narrowed(
        Praise.objects.filter(status__in=ON_THE_WALL), _ON_A_CARD, relationship=("organisation", "kind"),
        relationship__organisation=ORGANISATION, contact=("name", "erased_at"), service=("code", "name_zh", "name_en"),
        team=("name",),
    )  # fmt: skip
    rows = rows.prefetch_related(_PRAISED)
    return rows.order_by("-published_at", "-pk") if user.is_insider else rows.none()


def honours_of(praise: Praise) -> "QuerySet[Honour]":
    """The forms one praise takes."""
    return Honour.objects.filter(praise=praise).select_related("owner").order_by("pk")


def honours_for(user: User) -> "QuerySet[Honour]":
    """Forms of praise a person may work on: of their customers, and those they see to."""
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    rows = Honour.objects.filter(Q(praise__relationship__in=visible) | Q(owner__in=acting_ids(user)))
    return rows.select_related("praise__matter", "praise__relationship__organisation", "owner")


def consents_of(praise: Praise) -> "QuerySet[PublicityConsent]":
    """Every consent given to one praise, the latest first."""
    return PublicityConsent.objects.filter(praise=praise).select_related("given_by").order_by("-pk")


def named_people(praise: Praise) -> list[User]:
    """Who is praised by name."""
    return [one.user for one in praise.praised.select_related("user").order_by("pk")]
