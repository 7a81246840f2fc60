"""Communication plans that a clause lays down: they follow the agreement and never leave it (C-05, INV-29)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.plans import change_plan
from brm.communications.enums import Origin, PlanStatus
from brm.communications.models import Plan
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from customers.agreements.enums import OVER, AgreementStatus, ClauseKind
from customers.agreements.models import AgreementClause, PlanClause


@transaction.atomic
def link_plan(clause: AgreementClause, plan: Plan, *, by: User | None, at: datetime | None = None) -> PlanClause:
    """Say that a plan fulfils a clause on regular communication. From then on it changes only with the agreement."""
    at = at or clock.now()
    agreement, plan = clause.agreement, locked(plan)
    if clause.kind != ClauseKind.COMMUNICATION:
        raise DomainError(_("Only a clause on regular communication lays plans down."), field="clause")
    if plan.relationship_id != agreement.relationship_id:
        raise DomainError(_("Choose a plan of this customer."), field="plan")
    if plan.status == PlanStatus.ENDED or agreement.status in OVER:
        raise DomainError(_("This is over; it stays as it was."), field="plan")
    if PlanClause.objects.filter(plan=plan).exists():
        raise DomainError(_("This plan fulfils a clause already."), field="plan")
    words = f"{agreement.number} · {clause}"[:200]
    change_plan(plan, by=by, origin=Origin.AGREEMENT, agreement_clause=words, amendment=str(agreement), at=at)
    link = PlanClause.objects.create(plan=plan, clause=clause, edition=agreement.edition, created_at=at, updated_at=at)
    trail.record(agreement, "agreement.link_plan", by=by, changes={"linked_plan": (None, plan.title)}, at=at)
    return link


@transaction.atomic
def keep_plan(link: PlanClause, *, by: User | None, at: datetime | None = None) -> PlanClause:
    """The agreement has a new version, and the plan stays as it is."""
    link = locked(link)
    agreement = link.clause.agreement
    if link.edition < agreement.edition:
        save_changes(link, {"edition": agreement.edition})
        trail.record(agreement, "agreement.keep_plan", by=by, changes={"linked_plan": (None, link.plan.title)}, at=at)
    return link


class AgreementBehind:
    """What communications ask before they change a plan that comes from an agreement."""

    def refuse(self, plan: Plan) -> str | None:
        """Why the plan's agreed terms cannot change now: the agreement has not."""
        link = PlanClause.objects.select_related("clause__agreement").filter(plan=plan).first()
        if link is None or link.clause.agreement.status == AgreementStatus.DRAFT:
            return None
        if link.clause.agreement.edition > link.edition:
            return None
        return _(
            "This plan comes from clause %(clause)s of %(agreement)s. Record a supplementary agreement there first."
        ) % {"clause": link.clause.number, "agreement": link.clause.agreement.number}

    def followed(self, plan: Plan, *, at: datetime) -> None:
        """The plan stands with the agreement's present version again."""
        link = PlanClause.objects.select_related("clause__agreement").filter(plan=plan).first()
        if link is not None:
            link.edition, link.updated_at = link.clause.agreement.edition, at
            link.save(update_fields=["edition", "updated_at"])


trail.label("agreement.keep_plan", gettext_lazy("Said that the communication plan stays as it is"))
trail.label("agreement.link_plan", gettext_lazy("Linked a communication plan with its clause"))
