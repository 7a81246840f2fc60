"""What a person may read of communications. Everything pages, feed and API ask for starts here (ruling 14)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.communications.enums import OccurrenceStatus, PlanStatus, VisitStatus
from brm.communications.models import (
    Addendum,
    ExecutiveVisit,
    Interaction,
    Minutes,
    NeedHeard,
    Occurrence,
    Plan,
    PlanTemplate,
    TemplateApplication,
    VisitAttendee,
)
from brm.communications.models.occurrences import UNDONE
from brm.core.narrowing import PERSON, narrowed
from brm.parties.models import Relationship


def _visible(user: User) -> "QuerySet[Relationship]":
    return Relationship.objects.visible_to(user).order_by()


def plans_for(user: User) -> "QuerySet[Plan]":
    """The plans of relationships a person may see."""
    rows = Plan.objects.select_related("relationship__organisation", "relationship__owner")
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=_visible(user).values("pk"))


def plans_of(relationship: Relationship) -> "QuerySet[Plan]":
    """The plans of one relationship whose reader has been checked, living ones first."""
    return Plan.objects.filter(relationship=relationship).exclude(status=PlanStatus.ENDED).order_by("title", "pk")


def occurrences_for(user: User) -> "QuerySet[Occurrence]":
    """The meetings of relationships a person may see."""
    rows = Occurrence.objects.all()
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=_visible(user).values("pk"))


def meetings_for(user: User) -> "QuerySet[Occurrence]":
    """The same with what a page shows of each."""
    return occurrences_for(user).select_related("plan", "relationship__organisation", "relationship__owner")


def with_usual_names(rows: "QuerySet[Occurrence]") -> "QuerySet[Occurrence]":
    """Each meeting with the names of our people who usually come by its plan."""
    through = Plan.ours.through
    names = through._default_manager.filter(plan_id=OuterRef("plan_id")).order_by("user__name").values("user__name")
    return rows.annotate(usual_names=ArraySubquery(names))


def next_meetings_of(relationship: Relationship) -> "QuerySet[Occurrence]":
    """What is to be held next, of a relationship whose reader has been checked."""
    rows = Occurrence.objects.filter(relationship=relationship, status__in=UNDONE)
    return narrowed(rows, plan=("title",)).order_by("starts_at", "pk")


def last_held_of(occurrence: Occurrence) -> Occurrence | None:
    """The meeting of the same plan that was held before this one, with its minutes."""
    rows = Occurrence.objects.filter(
        plan=occurrence.plan_id,
        status__in=[OccurrenceStatus.HELD, OccurrenceStatus.HELD_LATE],
        due_on__lt=occurrence.due_on,
    )
    return rows.select_related("minutes").order_by("-due_on").first()


def interactions_for(user: User) -> "QuerySet[Interaction]":
    """The contacts recorded on relationships a person may see."""
    rows = Interaction.objects.select_related("relationship__organisation", "recorded_by")
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=_visible(user).values("pk"))


def interactions_of(relationship: Relationship) -> "QuerySet[Interaction]":
    """The contacts of one relationship whose reader has been checked, newest first."""
    rows = narrowed(Interaction.objects.filter(relationship=relationship), recorded_by=PERSON)
    return rows.prefetch_related("contacts").order_by("-at", "-pk")


def needs_for(user: User) -> "QuerySet[NeedHeard]":
    """The needs heard on relationships a person may see."""
    return NeedHeard.objects.filter(relationship__in=_visible(user).values("pk")).select_related(
        "relationship__organisation", "reviewed_by"
    )


def visits_for(user: User) -> "QuerySet[ExecutiveVisit]":
    """The executive visits of relationships a person may see."""
    rows = ExecutiveVisit.objects.select_related("relationship__organisation", "owner")
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=_visible(user).values("pk"))


def visit_names(user: User, ids: Iterable[int]) -> dict[int, str]:
    """What visits are for, as far as a person may see them; for the history."""
    rows = visits_for(user).select_related(None).filter(pk__in=list(ids)).order_by()
    return dict(rows.values_list("pk", "purpose"))


def visits_with_people(rows: "QuerySet[ExecutiveVisit]") -> "QuerySet[ExecutiveVisit]":
    """The same with who goes and whom they see."""
    people = VisitAttendee.objects.select_related("user", "contact").order_by("pk")
    return rows.prefetch_related(Prefetch("attendees", queryset=people))


def templates_for(user: User) -> "QuerySet[PlanTemplate]":
    """Templates in use: whoever keeps relationships may give them; administrators keep them too."""
    rows = PlanTemplate.objects.filter(archived_at=None)
    return rows if user.keeps_relationships or user.has_role(Role.ADMINISTRATOR) else rows.none()


def may_keep_templates(user: User) -> bool:
    """Leads, executives and administrators make and change templates."""
    return user.has_role(Role.LEAD, Role.EXECUTIVE, Role.ADMINISTRATOR)


def applications_for(user: User) -> "QuerySet[TemplateApplication]":
    """A person's own bulk applications; executives see all."""
    rows = TemplateApplication.objects.select_related("template", "by")
    return rows if user.has_role(Role.EXECUTIVE) else rows.filter(by=user)


def my_calendar(user: User, since: datetime, until: datetime) -> "QuerySet[Occurrence]":
    """The meetings of relationships that are a person's own (or of those they stand in for), between two moments."""
    rows = meetings_for(user).filter(starts_at__gte=since, starts_at__lt=until)
    return rows.filter(relationship__owner__in=acting_ids(user)).order_by("starts_at", "pk")


def open_visits_of(relationship: Relationship) -> "QuerySet[ExecutiveVisit]":
    """The visits of one relationship that are under way."""
    over = [VisitStatus.FOLLOWED_UP, VisitStatus.CANCELLED]
    return ExecutiveVisit.objects.filter(relationship=relationship).exclude(status__in=over).select_related("owner")


def meetings_of_plan(plan: Plan) -> "QuerySet[Occurrence]":
    """The meetings of one plan whose reader has been checked."""
    return Occurrence.objects.filter(plan=plan).select_related("relationship__organisation", "plan")


def other_plans(plan: Plan) -> "QuerySet[Plan]":
    """Plans of the same relationship that may replace this one."""
    agreed = [PlanStatus.AGREED, PlanStatus.ACTIVE]
    return Plan.objects.filter(relationship=plan.relationship_id, status__in=agreed).exclude(pk=plan.pk)


def minutes_of(occurrence: Occurrence) -> Minutes | None:
    """The minutes of a meeting whose reader has been checked, with their action items."""
    rows = Minutes.objects.filter(occurrence=occurrence).select_related("author")
    return rows.prefetch_related("actions__action_item__owner", "actions__action_item__counterpart").first()


def minutes_for(user: User) -> "QuerySet[Minutes]":
    """The minutes of meetings a person may see."""
    rows = Minutes.objects.select_related("occurrence__plan", "occurrence__relationship__organisation", "author")
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(occurrence__relationship__in=_visible(user).values("pk"))


def addenda_of(record: Interaction) -> "QuerySet[Addendum]":
    """The later words on a record whose reader has been checked."""
    return Addendum.objects.filter(interaction=record).select_related("by")
