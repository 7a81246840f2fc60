"""What a person may read of agreements, and what others ask of them: what is covered, what it is worth (ruling 14)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.communications.enums import PlanStatus
from brm.communications.models import Plan
from brm.core import clock
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.parties.enums import PortalRole
from brm.parties.models import Relationship
from customers.agreements.enums import IN_FORCE, AgreementStatus, PenaltyStatus
from customers.agreements.models import (
    AgreementClause,
    AgreementTerm,
    AgreementVersion,
    CoveredService,
    PenaltyEvent,
    PlanClause,
    ServiceAgreement,
    TermResult,
)

BINDING = tuple(status for status in AgreementStatus if status != AgreementStatus.DRAFT)


def _seen(user: User, path: str = "relationship__in") -> Q:
    """Executives see all; others what hangs from their relationships."""
    if user.has_role(Role.EXECUTIVE):
        return Q()
    return Q(**{path: Relationship.objects.visible_to(user).order_by().values("pk")})


def agreements_for(user: User) -> "QuerySet[ServiceAgreement]":
    """The agreements of customers a person may see."""
    return ServiceAgreement.objects.filter(_seen(user)).select_related(
        "relationship__organisation", "owner_brm", "owner_slm"
    )


def shown_in_lists(rows: "QuerySet[ServiceAgreement]") -> "QuerySet[ServiceAgreement]":
    """Each with as much of its customer and owners as a list shows."""
    return narrowed(
        rows,
        relationship=("kind", "tier"),
        relationship__organisation=ORGANISATION,
        owner_brm=PERSON,
        owner_slm=PERSON,
    ).prefetch_related("services")


def agreements_open_to(user: User) -> "QuerySet[ServiceAgreement]":
    """The signed agreements of the customers an outsider was let in to see all of (ruling 13)."""
    if not user.has_role(Role.CONTACT):
        return ServiceAgreement.objects.none()
    return (
        ServiceAgreement.objects.filter(
            status__in=BINDING,
            relationship__in=Relationship.objects.open_to(user).order_by().values("pk"),
            relationship__portal_accesses__contact__user=user,
            relationship__portal_accesses__role=PortalRole.CUSTOMER,
            relationship__portal_accesses__revoked_at=None,
        )
        .select_related("relationship__organisation", "owner_brm", "owner_slm")
        .distinct()
    )


def values_for(user: User) -> "QuerySet[ServiceAgreement]":
    """What customers are worth a year: one's own customers', and all of them for finance (ruling 14, C-37)."""
    rows = ServiceAgreement.objects.filter(status__in=IN_FORCE)
    if not user.has_role(Role.FINANCE):
        rows = rows.filter(_seen(user))
    return rows.select_related("relationship__organisation", "owner_brm")


def agreements_of(relationship: Relationship) -> "QuerySet[ServiceAgreement]":
    """The agreements of one customer whose reader has been checked, newest first."""
    return ServiceAgreement.objects.filter(relationship=relationship).order_by("-start_on", "-pk")


def current_agreement(relationship: Relationship | int) -> ServiceAgreement | None:
    """The agreement in force, the latest begun where there are several."""
    rows = ServiceAgreement.objects.filter(relationship=relationship, status__in=IN_FORCE)
    return rows.order_by("-start_on", "-pk").first()


def services_covered(relationship: Relationship | int, on: date | None = None) -> set[int]:
    """The ids of the services that a signed agreement of the customer covers on a day (INV-09)."""
    on = on or clock.today()
    rows = ServiceAgreement.objects.filter(relationship=relationship, start_on__lte=on, status__in=BINDING)
    rows = rows.filter(Q(ended_on=None, end_on__gte=on) | Q(ended_on__gte=on))
    found = CoveredService.objects.filter(agreement__in=rows.order_by().values("pk"))
    found = found.filter(Q(from_on=None) | Q(from_on__lte=on)).filter(Q(to_on=None) | Q(to_on__gte=on))
    return set(found.order_by().values_list("service_id", flat=True))


def customers_served(services: Sequence[int]) -> "QuerySet[CoveredService, int]":
    """The customers whose agreement in force covers any of some services: whom a survey about them asks."""
    rows = CoveredService.objects.filter(service__in=services, to_on=None, agreement__status__in=IN_FORCE)
    return rows.order_by().values_list("agreement__relationship", flat=True)


def covered_services(relationship: Relationship, on: date | None = None) -> "QuerySet[Service]":
    """The same as services."""
    return Service.objects.filter(pk__in=services_covered(relationship, on)).select_related("category")


def yearly_value(relationships: Iterable[Relationship | int]) -> dict[int, dict[str, Decimal]]:
    """What each customer's agreements in force bring a year, by currency, never summed across (C-37, ruling 30)."""
    ids = [row if isinstance(row, int) else row.pk for row in relationships]
    rows = ServiceAgreement.objects.filter(relationship__in=ids, status__in=IN_FORCE, fee__isnull=False)
    found: dict[int, dict[str, Decimal]] = {}
    for pk, currency, total in (
        rows.order_by().values("relationship", "currency").annotate(total=Sum("fee")).values_list(
            "relationship", "currency", "total"
        )
    ):  # fmt: skip
        found.setdefault(pk, {})[currency] = total
    return found


def clauses_for(user: User) -> "QuerySet[AgreementClause]":
    """The clauses of agreements a person may see."""
    return AgreementClause.objects.filter(_seen(user, "agreement__relationship__in")).select_related("agreement")


def clauses_of(agreement: ServiceAgreement) -> "QuerySet[AgreementClause]":
    """The clauses of an agreement whose reader has been checked, with the plans that fulfil them."""
    return AgreementClause.objects.filter(agreement=agreement).prefetch_related("plans__plan").order_by("number", "pk")


def terms_for(user: User) -> "QuerySet[AgreementTerm]":
    """The terms of agreements a person may see."""
    rows = AgreementTerm.objects.filter(_seen(user, "agreement__relationship__in"))
    return rows.select_related("term__metric", "term__service", "clause", "agreement__relationship__organisation")


def terms_of(agreement: ServiceAgreement, on: date | None = None) -> "QuerySet[AgreementTerm]":
    """The terms of an agreement, all editions, or those that hold on a day."""
    rows = AgreementTerm.objects.filter(agreement=agreement).select_related("term__metric", "term__service", "clause")
    if on is not None:
        rows = rows.filter(term__valid_from__lte=on).filter(Q(term__valid_to=None) | Q(term__valid_to__gte=on))
    return rows.order_by("term__service__code", "term__metric__position", "pk")


def present_terms(agreement: ServiceAgreement) -> "QuerySet[AgreementTerm]":
    """The terms as they stand now, or as they will when a draft begins: those nothing has replaced."""
    return terms_of(agreement).filter(term__replaced_by=None)


def results_for(user: User) -> "QuerySet[TermResult]":
    """The results of agreements a person may see."""
    return TermResult.objects.filter(_seen(user, "term__agreement__relationship__in")).select_related(
        "term__term__metric", "term__agreement"
    )


def results_of(agreement: ServiceAgreement, since: date, until: date) -> "QuerySet[TermResult]":
    """The results of an agreement whose periods begin between two days."""
    rows = TermResult.objects.filter(term__agreement=agreement, period_from__gte=since, period_from__lte=until)
    return rows.order_by("period_from", "pk")


def versions_of(agreement: ServiceAgreement) -> "QuerySet[AgreementVersion]":
    """The agreement as signed and its supplementary agreements, newest first."""
    rows = AgreementVersion.objects.filter(agreement=agreement).select_related("signed_by", "recorded_by")
    return rows.order_by("-number")


def versions_for(user: User) -> "QuerySet[AgreementVersion]":
    """The versions of agreements a person may see."""
    return AgreementVersion.objects.filter(_seen(user, "agreement__relationship__in"))


def penalties_for(user: User) -> "QuerySet[PenaltyEvent]":
    """The penalty events of agreements a person may see."""
    return PenaltyEvent.objects.filter(_seen(user, "agreement__relationship__in")).select_related(
        "agreement__relationship__organisation", "clause", "result__term__term__metric"
    )


def penalties_of(agreement: ServiceAgreement) -> "QuerySet[PenaltyEvent]":
    """The penalty events of one agreement whose reader has been checked."""
    return PenaltyEvent.objects.filter(agreement=agreement).select_related("clause").order_by("-occurred_on", "-pk")


def plan_clauses_for(user: User) -> "QuerySet[PlanClause]":
    """The communication plans that agreements a person may see lay down (C-05)."""
    rows = PlanClause.objects.filter(_seen(user, "clause__agreement__relationship__in"))
    return rows.select_related("plan", "clause__agreement")


def open_penalties(rows: "QuerySet[PenaltyEvent]") -> "QuerySet[PenaltyEvent]":
    """Those that are not settled."""
    return rows.exclude(status=PenaltyStatus.SETTLED)


def amendments_of(agreement: ServiceAgreement) -> "QuerySet[AgreementVersion]":
    """The supplementary agreements of an agreement, newest first: what terms and clauses may change under."""
    return AgreementVersion.objects.filter(agreement=agreement, number__gte=2).order_by("-number")


def missed_results_of(agreement: ServiceAgreement) -> "QuerySet[TermResult]":
    """Where service levels were missed, the latest first."""
    rows = TermResult.objects.filter(term__agreement=agreement, is_kept=False)
    return rows.select_related("term__term__metric").order_by("-period_from", "pk")


def linkable_plans(agreement: ServiceAgreement) -> "QuerySet[Plan]":
    """Living plans of the customer that fulfil no clause yet."""
    rows = Plan.objects.filter(relationship=agreement.relationship_id, clause=None)
    return rows.exclude(status=PlanStatus.ENDED).order_by("title", "pk")


def customers_with(user: User, service: Service) -> tuple[list[ServiceAgreement], int]:
    """The agreements in force that cover a service: those a person may see, and how many more there are (ruling 14)."""
    every = ServiceAgreement.objects.filter(status__in=IN_FORCE, covered__service=service, covered__to_on=None)
    seen = every.filter(_seen(user)).select_related("relationship__organisation").order_by("relationship__sort_key")
    shown = list(seen[:50])
    return shown, every.count() - len(shown)


def values_by_currency(rows: "QuerySet[ServiceAgreement]") -> list[tuple[str, Decimal]]:
    """What these agreements bring a year, each currency for itself (ruling 30)."""
    totals = rows.order_by().filter(fee__isnull=False).values("currency").annotate(total=Sum("fee"))
    return [(row["currency"], row["total"]) for row in totals.order_by("-total")]
