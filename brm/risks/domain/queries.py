"""What a person may read of the risks, and the counts behind the heat map."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.enums import PortalRole
from brm.parties.models import PortalAccess, Relationship
from brm.risks.enums import OPEN
from brm.risks.models import Assessment, Risk, RiskTemplate

Cells = dict[tuple[int, int], int]


def risks_for(user: User) -> QuerySet[Risk]:
    """The risks of relationships a person may see (ruling 14)."""
    rows = Risk.objects.select_related("relationship__organisation", "owner")
    return rows.filter(relationship__in=Relationship.objects.visible_to(user).order_by().values("pk"))


def risks_of(relationship: Relationship) -> QuerySet[Risk]:
    """The register of one relationship, whose reader has been checked: the gravest first, those not weighed above."""
    rows = Risk.objects.filter(relationship=relationship).select_related("owner")
    return rows.order_by(F("score").desc(nulls_first=True), "pk")


def risks_open_to(user: User) -> QuerySet[Risk]:
    """What an outsider may read: open risks shared with them, where they see the organisation's (ruling 13)."""
    whole = PortalAccess.objects.filter(contact__user=user, role=PortalRole.CUSTOMER, revoked_at=None)
    rows = Risk.objects.filter(shared=True, status__in=OPEN).select_related("relationship__organisation")
    return rows.filter(
        relationship__in=Relationship.objects.open_to(user).order_by().values("pk"),
        relationship_id__in=whole.values("relationship_id"),
    )


def risk_templates_for(user: User) -> QuerySet[RiskTemplate]:
    """The lines of our own control table; administrators keep them, whoever keeps relationships uses them."""
    rows = RiskTemplate.objects.filter(archived_at=None)
    return rows if user.keeps_relationships or user.has_role(Role.ADMINISTRATOR) else rows.none()


def all_risk_templates(user: User) -> QuerySet[RiskTemplate]:
    """For administrators: archived ones too."""
    return RiskTemplate.objects.all() if user.has_role(Role.ADMINISTRATOR) else RiskTemplate.objects.none()


def assessments_of(risk: Risk) -> QuerySet[Assessment]:
    """How a risk was weighed over time, newest first."""
    return Assessment.objects.filter(risk=risk).select_related("by").order_by("-at", "-pk")


def with_movement(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    """Each risk with the product it had before the present one, to show where it moves."""
    earlier = Assessment.objects.filter(risk=OuterRef("pk")).order_by("-at", "-pk")
    return rows.annotate(score_before=Subquery(earlier.values(before=F("probability") * F("impact"))[1:2]))


def cells_of(rows: QuerySet[Risk]) -> Cells:
    """How many open risks stand in each field of the heat map: (probability, impact) -> count."""
    found = rows.filter(status__in=OPEN, probability__isnull=False).order_by().select_related(None)
    return {
        (probability, impact): count
        for probability, impact, count in found.values_list("probability", "impact").annotate(count=Count("pk"))
    }


def not_weighed(rows: QuerySet[Risk]) -> int:
    """How many open risks have no place on the map yet."""
    return rows.filter(status__in=OPEN, probability=None).order_by().count()


def open_risks_of_owner(user: User) -> QuerySet[Risk]:
    """The open risks somebody (or whom they stand in for) holds in check."""
    return Risk.objects.filter(owner_id__in=acting_ids(user), status__in=OPEN)
