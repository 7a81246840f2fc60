"""What a person may read of verdicts, levels and need checks."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from customers.verdicts.models import Cognition, NeedCheck, Verdict
from surveys.asking.models import Campaign
from surveys.questionnaires.enums import Purpose


def customers_for(user: User) -> "QuerySet[Relationship]":
    """The customers a person may see."""
    return relationships_for(user, Kind.CUSTOMER)


def _visible(user: User) -> "QuerySet[Relationship, Any]":
    return Relationship.objects.visible_to(user).order_by().values("pk")


def verdicts_for(user: User) -> "QuerySet[Verdict]":
    """The verdicts on customers a person may see."""
    rows = Verdict.objects.select_related("relationship__organisation", "given_by")
    return rows.filter(relationship__in=_visible(user))


def cognitions_for(user: User) -> "QuerySet[Cognition]":
    """The levels of customers a person may see."""
    return Cognition.objects.select_related("relationship__organisation", "by").filter(relationship__in=_visible(user))


def needs_checked_for(user: User) -> "QuerySet[NeedCheck]":
    """Ideas are shared by all who keep relationships; what is heard are counts."""
    rows = NeedCheck.objects.select_related("owner", "campaign__questionnaire", "value_added__matter", "decided_by")
    return rows if user.keeps_relationships else rows.none()


def need_surveys_for(user: User) -> "QuerySet[Campaign]":
    """The campaigns that ask about needs."""
    rows = Campaign.objects.filter(questionnaire__purpose=Purpose.NEED)
    return rows if user.keeps_relationships else rows.none()


def judged_customers_for(user: User) -> "QuerySet[Relationship]":
    """The customers a person may see, each with its latest verdict and level."""
    latest = Verdict.objects.filter(relationship=OuterRef("pk")).order_by("-period_start")
    level = Cognition.objects.filter(relationship=OuterRef("pk"), persona="").order_by("-at", "-pk")
    return customers_for(user).annotate(
        verdict_light=Subquery(latest.values("light")[:1]), verdict_of=Subquery(latest.values("period_start")[:1]),
        cognition_level=Subquery(level.values("level")[:1]),
    )  # fmt: skip


def verdicts_of(relationship: Relationship) -> list[Verdict]:
    """The last verdicts on a customer whose reader has been checked, the latest first, with their answers."""
    rows = Verdict.objects.filter(relationship=relationship).select_related("given_by").prefetch_related("answers")
    return list(rows[:8])


def scope_ids(user: User) -> list[int] | None:
    """Whose levels are counted for a person; none is everybody's."""
    if user.has_role(Role.EXECUTIVE):
        return None
    return list(Relationship.objects.visible_to(user).order_by().values_list("pk", flat=True))
