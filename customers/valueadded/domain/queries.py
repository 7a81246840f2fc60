"""What a person may read of value-added services, and what they cost (ruling 14, K-23)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core import clock
from brm.core.narrowing import ORGANISATION, narrowed
from brm.parties.models import Relationship
from customers.valueadded.enums import ALLOWED
from customers.valueadded.models import Deliverer, PrincipleAnswer, ValueAddedService, ValuePolicy

WITH = ("matter", "relationship__organisation", "service", "agreement", "proposed_by")


def value_added_for(user: User) -> "QuerySet[ValueAddedService]":
    """Those of customers a person may see, and those they deliver (or somebody they stand in for)."""
    rows = ValueAddedService.objects.select_related(*WITH)
    if not user.is_insider:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    mine = Deliverer.objects.filter(user__in=acting_ids(user)).order_by().values("value_added")
    return rows.filter(Q(relationship__in=visible) | Q(pk__in=mine))


def value_added_kept_by(user: User) -> "QuerySet[ValueAddedService]":
    """Those a person may work on: of customers they may see."""
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    return ValueAddedService.objects.filter(relationship__in=visible).select_related(*WITH)


def shown_in_lists(rows: "QuerySet[ValueAddedService]") -> "QuerySet[ValueAddedService]":
    """Each with as much of its customer as a list shows."""
    return narrowed(
        rows, matter=("number", "title"), relationship=("kind",), relationship__organisation=ORGANISATION,
        service=("code", "name_zh", "name_en"), proposed_by=("name", "email", "erased_at"),
    ).prefetch_related("delivered_by__user")  # fmt: skip


def value_added_of(relationship: Relationship) -> "QuerySet[ValueAddedService]":
    """Those of one customer whose reader has been checked, newest first."""
    rows = ValueAddedService.objects.filter(relationship=relationship).select_related("matter", "proposed_by")
    return rows.order_by("-proposed_at", "-pk")


def answers_of(value_added: ValueAddedService) -> "QuerySet[PrincipleAnswer]":
    """The answers to the four principles."""
    return PrincipleAnswer.objects.filter(value_added=value_added).select_related("assessor").order_by("principle")


def policy_on(at: object = None) -> ValuePolicy:
    """The rules that hold at a moment; before anybody set any: six months, tier A ([D])."""
    row = ValuePolicy.objects.filter(since__lte=at or clock.now()).order_by("-since", "-pk").first()
    return row or ValuePolicy(months=6, tiers=["A"], cost_limit=Decimal(5000), currency="CNY", since=clock.now())


def policies_for(user: User) -> "QuerySet[ValuePolicy]":
    """What was decided, newest first, for leads and executives."""
    rows = ValuePolicy.objects.select_related("set_by").order_by("-since", "-pk")
    return rows if user.has_role(Role.LEAD, Role.EXECUTIVE) else rows.none()


def costs_of(relationships: Iterable[Relationship | int], since: date, until: date) -> dict[int, dict[str, Decimal]]:
    """What value-added services cost us per customer and currency, of those decided between two days (K-23, F-13).

    The actual cost where it is known, else the estimate that was approved; currencies are never added (ruling 30).
    """
    ids = [row if isinstance(row, int) else row.pk for row in relationships]
    rows = ValueAddedService.objects.filter(
        relationship__in=ids, status__in=ALLOWED, decided_at__date__gte=since, decided_at__date__lte=until
    )
    found: dict[int, dict[str, Decimal]] = {}
    totals = (
        rows.order_by()
        .values("relationship", "currency")
        .annotate(total=Sum(Coalesce(F("actual_cost"), F("cost_estimate"))))
    )
    for row in totals:
        found.setdefault(row["relationship"], {})[row["currency"]] = row["total"]
    return found
