"""What time and leads do to agreements: they begin, near their end, are renewed, expire, or are terminated (4.2)."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.placing import wall
from brm.communications.domain.scope import refuse_non_lead
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.core.sweeps import sweep
from brm.parties.domain.relationships import move_relationship
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.agreements.domain.attention import ask_for_renewal, warn_of_end
from customers.agreements.domain.moments import (
    next_step_at,
    over_at,
    verdict_moment,
    warning_moments,
    zone_of_customer,
)
from customers.agreements.domain.warnings import Plan, plan_at
from customers.agreements.enums import IN_FORCE, AgreementStatus, RenewalVerdict
from customers.agreements.lifecycle import AGREEMENT
from customers.agreements.models import AgreementTerm, AgreementVersion, ServiceAgreement

EFFECT: Registry[Callable[..., None]] = Registry("how a supplementary agreement takes effect")
"""(agreement, version, *, at); registered by the module that knows, which stands on this one"""


def step_agreements(*, at: datetime | None = None) -> int:
    """Everything that is due by now, each once, in order of its moment, however long nobody looked."""
    at = at or clock.now()
    due = ServiceAgreement.objects.filter(step_at__lte=at).order_by("step_at", "pk")
    return sweep(due, lambda agreement: advance_agreement(agreement, at=at))


@transaction.atomic
def advance_agreement(
    agreement: ServiceAgreement, *, at: datetime | None = None, quietly: bool = False
) -> ServiceAgreement:
    """Bring one agreement to where its days have brought it; ``quietly`` without notices (ruling 24)."""
    at = at or clock.now()
    agreement = locked(agreement)
    zone, plan = zone_of_customer(agreement.relationship), plan_at(at)
    for version in AgreementVersion.objects.filter(agreement=agreement, applied_at=None).order_by("effective_on", "pk"):
        if wall(version.effective_on, _MIDNIGHT, zone) <= at and agreement.status in _BINDING:
            for effect in EFFECT:
                effect(agreement, version, at=at)
    if agreement.status == AgreementStatus.AGREED and wall(agreement.start_on, _MIDNIGHT, zone) <= at:
        move(agreement, "activate", by=None, at=at)
        _win(agreement.relationship, at)
    if agreement.status in IN_FORCE:
        over = over_at(agreement, zone) <= at
        passed = [days for days, moment in warning_moments(agreement, zone, plan) if moment <= at]
        if passed:
            save_changes(agreement, {"warned_days": min(passed)})
        if agreement.status == AgreementStatus.ACTIVE and (over or verdict_moment(agreement, zone) <= at):
            move(agreement, "near_end", by=None, at=at)
        if over:
            move(agreement, "renew" if _is_renewed(agreement) else "expire", by=None, at=at, ended_on=agreement.end_on)
        elif passed and not quietly and not _is_renewed(agreement) and agreement.verdict != RenewalVerdict.LET_GO:
            warn_of_end(agreement, min(passed), at, last=plan.last)
        ask_for_renewal(agreement, at)
    set_step_moment(agreement, zone, plan)
    return agreement


@transaction.atomic
def give_verdict(
    agreement: ServiceAgreement, *, verdict: str, by: User | None, note_text: str = "", at: datetime | None = None
) -> ServiceAgreement:
    """Say what we mean to do at the end: renew, renew changed, or let it end (4.6)."""
    at = at or clock.now()
    agreement = locked(agreement)
    if agreement.status not in IN_FORCE:
        raise DomainError(_("Only an agreement in force waits for a verdict."))
    if verdict not in RenewalVerdict.values:
        raise DomainError(_("Choose what is to become of the agreement."), field="verdict")
    if verdict == RenewalVerdict.LET_GO and not note_text.strip():
        raise DomainError(_("Say why the agreement is to end."), field="note_text")
    changes = save_changes(agreement, {"verdict": verdict, "verdict_note": note_text.strip()})
    if changes:
        trail.record(agreement, "agreement.verdict", by=by, changes=changes, at=at)
        _tell(agreement, "verdict", by, at, verdict=verdict, text=note_text.strip())
        ask_for_renewal(agreement, at)
    return agreement


@transaction.atomic
def terminate_agreement(
    agreement: ServiceAgreement, *, by: User | None, on: date, reason: str, at: datetime | None = None
) -> ServiceAgreement:
    """End an agreement before its day, with the reason; leads decide. The notice period must be kept (4.2)."""
    at = at or clock.now()
    agreement = locked(agreement)
    refuse_non_lead(by, agreement.relationship)
    if not reason.strip():
        raise DomainError(_("Say why the agreement is terminated."), field="reason")
    if not agreement.start_on <= on <= agreement.end_on:
        raise DomainError(_("Choose a day within the agreement."), field="on")
    move(agreement, "terminate", by=by, at=at, reason=reason.strip(), ended_on=on, end_reason=reason.strip())
    for row in AgreementTerm.objects.filter(agreement=agreement, term__valid_to__gt=on).select_related("term"):
        save_changes(row.term, {"valid_to": max(on, row.term.valid_from)})
    ask_for_renewal(agreement, at)
    return agreement


def terminate_agreements_of(relationship: Relationship, *, by: User | None, reason: str, at: datetime) -> int:
    """The relationship has ended: what was in force ends with it."""
    rows = list(ServiceAgreement.objects.filter(relationship=relationship, status__in=IN_FORCE))
    for agreement in rows:
        day = min(max(clock.day_of(at), agreement.start_on), agreement.end_on)
        terminate_agreement(agreement, by=None, on=day, reason=reason or _("The relationship has ended."), at=at)
    return len(rows)


def move(
    agreement: ServiceAgreement, step: str, *, by: User | None, at: datetime, reason: str = "", **values: Any
) -> None:
    """One step of a locked agreement's life, with history and timeline."""
    target = AGREEMENT.step(step, agreement).target
    changes = save_changes(agreement, {**values, "status": target, "status_since": at})
    shown = {name: pair for name, pair in changes.items() if name != "status_since"}
    trail.record(agreement, f"agreement.{step}", by=by, changes=shown, reason=reason, at=at)
    _tell(agreement, step, by, at, text=reason)
    set_step_moment(agreement)


def set_step_moment(agreement: ServiceAgreement, zone: str | None = None, plan: Plan | None = None) -> None:
    """Store when time changes something next."""
    zone, plan = zone or zone_of_customer(agreement.relationship), plan or plan_at(clock.now())
    moment = next_step_at(agreement, zone, plan)
    if moment != agreement.step_at:
        agreement.step_at = moment
        agreement.save(update_fields=["step_at"])


def _is_renewed(agreement: ServiceAgreement) -> bool:
    return ServiceAgreement.objects.filter(renews=agreement).exclude(status=AgreementStatus.DRAFT).exists()


def _win(relationship: Relationship, at: datetime) -> None:
    """A prospect whose first agreement is active is a customer (K-01)."""
    if relationship.status == Status.PROSPECT:
        move_relationship(relationship, "activate", by=None, at=at)


def _tell(agreement: ServiceAgreement, event: str, by: User | None, at: datetime, text: str = "", **more: Any) -> None:
    note(
        agreement.relationship_id, "agreement", event=event, at=at, subject=agreement, actor=by, text=text,
        title=agreement.title, number=agreement.number, end_on=agreement.end_on, **more,
    )  # fmt: skip


_MIDNIGHT = time(0)
_BINDING = (AgreementStatus.AGREED, *IN_FORCE)

for _name, _words in (
    ("agree", gettext_lazy("Recorded that the service agreement is signed")),
    ("activate", gettext_lazy("The service agreement became active")),
    ("near_end", gettext_lazy("The service agreement nears its end")),
    ("prolong", gettext_lazy("The service agreement was prolonged")),
    ("renew", gettext_lazy("The service agreement was renewed")),
    ("expire", gettext_lazy("The service agreement expired")),
    ("terminate", gettext_lazy("Terminated the service agreement")),
    ("verdict", gettext_lazy("Gave the verdict on renewal")),
):
    trail.label(f"agreement.{_name}", _words)
