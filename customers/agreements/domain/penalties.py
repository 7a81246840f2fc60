"""Penalties: claimed by either side, accepted or contested, settled (R-19, 4.5)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.timeline.domain import note
from customers.agreements.domain.attention import ask_about_penalty
from customers.agreements.enums import AgreementStatus, ClauseKind, PenaltySide
from customers.agreements.lifecycle import PENALTY
from customers.agreements.models import AgreementClause, PenaltyEvent, ServiceAgreement, TermResult


@transaction.atomic
def claim_penalty(
    agreement: ServiceAgreement,
    *,
    clause: AgreementClause,
    side: str,
    amount: Decimal,
    cause: str,
    occurred_on: date,
    by: User | None,
    result: TermResult | None = None,
    currency: str = "",
    at: datetime | None = None,
) -> PenaltyEvent:
    """Record that a penalty clause was triggered. The customer pays only where the clause is reciprocal."""
    at = at or clock.now()
    if agreement.status == AgreementStatus.DRAFT:
        raise DomainError(_("Nothing is promised yet: the agreement is a draft."))
    if clause.agreement_id != agreement.pk or clause.kind != ClauseKind.PENALTY:
        raise DomainError(_("Choose a penalty clause of this agreement."), field="clause")
    if side == PenaltySide.THEIRS and not clause.is_reciprocal:
        raise DomainError(_("This clause binds only us: it is not reciprocal."), field="side")
    if result is not None and (result.term.agreement_id != agreement.pk or result.is_kept is not False):
        raise DomainError(_("Choose a missed result of this agreement."), field="result")
    if not cause.strip():
        raise DomainError(_("Say what caused the penalty."), field="cause")
    if occurred_on > clock.today() and occurred_on > clock.day_of(at):
        raise DomainError(_("It cannot have happened in the future."), field="occurred_on")
    penalty = save_new(
        PenaltyEvent(
            agreement=agreement, clause=clause, result=result, side=side, amount=amount,
            currency=(currency or agreement.currency).strip().upper(), cause=cause.strip(), occurred_on=occurred_on,
            recorded_by=by, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    _record(penalty, "claim", by, at, {"amount": (None, amount), "side": (None, side)})
    return penalty


@transaction.atomic
def accept_penalty(penalty: PenaltyEvent, *, by: User | None, at: datetime | None = None) -> PenaltyEvent:
    """Whoever pays agrees that it is due."""
    return _step(penalty, "accept", by, at or clock.now(), {})


@transaction.atomic
def contest_penalty(penalty: PenaltyEvent, *, reason: str, by: User | None, at: datetime | None = None) -> PenaltyEvent:
    """Whoever is to pay says why it is not due."""
    if not reason.strip():
        raise DomainError(_("Say why the penalty is contested."), field="reason")
    return _step(penalty, "contest", by, at or clock.now(), {"contest_reason": reason.strip()})


@transaction.atomic
def settle_penalty(
    penalty: PenaltyEvent,
    *,
    amount: Decimal,
    on: date,
    by: User | None,
    outcome: str = "",
    at: datetime | None = None,
) -> PenaltyEvent:
    """How it ended: at how much, on which day; nothing where it was dropped."""
    at = at or clock.now()
    if amount < 0 or amount > penalty.amount:
        raise DomainError(_("It is settled at nothing, at what was claimed, or between."), field="amount")
    if not penalty.occurred_on <= on <= max(clock.today(), clock.day_of(at)):
        raise DomainError(_("Choose a day since it happened, not in the future."), field="on")
    return _step(penalty, "settle", by, at, {"settled_amount": amount, "settled_on": on, "outcome": outcome.strip()})


def _step(penalty: PenaltyEvent, step: str, by: User | None, at: datetime, values: dict[str, Any]) -> PenaltyEvent:
    penalty = locked(penalty)
    changes = save_changes(penalty, {**values, "status": PENALTY.step(step, penalty).target})
    _record(penalty, step, by, at, changes)
    return penalty


def _record(
    penalty: PenaltyEvent, step: str, by: User | None, at: datetime, changes: dict[str, tuple[Any, Any]]
) -> None:
    relationship = penalty.agreement.relationship_id
    trail.record(penalty, f"penalty.{step}", by=by, changes=changes, relationship_id=relationship, at=at)
    note(
        relationship, "penalty", event=step, at=at, subject=penalty, actor=by,
        text=penalty.cause if step == "claim" else "",
        amount=penalty.amount, currency=penalty.currency, side=penalty.side, title=penalty.agreement.title,
        settled=penalty.settled_amount,
    )  # fmt: skip
    ask_about_penalty(penalty, at)


for _name, _words in (
    ("claim", gettext_lazy("Recorded a penalty event")),
    ("accept", gettext_lazy("Accepted the penalty")),
    ("contest", gettext_lazy("Contested the penalty")),
    ("settle", gettext_lazy("Settled the penalty")),
):
    trail.label(f"penalty.{_name}", _words)
