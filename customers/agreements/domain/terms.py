"""Clauses and measured terms of an agreement; once signed they change only under a supplementary agreement."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.terms import correct_term, end_term, promise_term, revise_term
from brm.catalogue.enums import Window
from brm.catalogue.models import Metric, Service
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from customers.agreements.enums import OVER, AgreementStatus
from customers.agreements.models import (
    AgreementClause,
    AgreementTerm,
    AgreementVersion,
    CoveredService,
    ServiceAgreement,
)

CLAUSE_FACTS = frozenset({"number", "kind", "title", "text", "is_reciprocal"})
PROMISE = frozenset({"service", "target", "unit", "window", "window_text"})
COST = frozenset({"clause", "penalty", "penalty_text"})


@transaction.atomic
def add_clause(
    agreement: ServiceAgreement,
    *,
    by: User | None,
    amendment: AgreementVersion | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> AgreementClause:
    """Write a clause of the agreement down."""
    at = at or clock.now()
    agreement = locked(agreement)
    _refuse_unsigned(agreement, amendment)
    clause = AgreementClause(
        agreement=agreement, edition=agreement.edition, created_at=at, updated_at=at, **_clause(facts)
    )
    save_new(clause)
    trail.record(agreement, "agreement.add_clause", by=by, changes={"agreement_clause": (None, str(clause))}, at=at)
    return clause


@transaction.atomic
def change_clause(
    clause: AgreementClause,
    *,
    by: User | None,
    amendment: AgreementVersion | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> AgreementClause:
    """Change a clause; of a signed agreement under a supplementary agreement."""
    clause = locked(clause)
    agreement = clause.agreement
    facts = _clause(facts)
    refuse_stale(clause, expected_version, facts)
    _refuse_unsigned(agreement, amendment)
    changes = save_changes(clause, facts | ({"edition": amendment.number} if amendment else {}))
    if changes:
        trail.record(agreement, "agreement.change_clause", by=by, changes=changes, reason=str(amendment or ""), at=at)
    return clause


@transaction.atomic
def add_term(
    agreement: ServiceAgreement,
    *,
    metric: Metric,
    target: Decimal,
    by: User | None,
    service: Service | None = None,
    unit: str = "",
    window: str = Window.OFFICE,
    window_text: str = "",
    clause: AgreementClause | None = None,
    penalty: Decimal | None = None,
    penalty_text: str = "",
    amendment: AgreementVersion | None = None,
    at: datetime | None = None,
) -> AgreementTerm:
    """Promise a service level: what is measured, how much, when it holds, what a miss costs."""
    at = at or clock.now()
    agreement = locked(agreement)
    _refuse_unsigned(agreement, amendment)
    _refuse_strange(agreement, service, clause)
    term = promise_term(
        agreement.relationship, metric=metric, target=target, service=service, unit=unit, window=window,
        window_text=_window_text(window, window_text),
        valid_from=amendment.effective_on if amendment else agreement.start_on, valid_to=agreement.end_on, at=at,
    )  # fmt: skip
    row = save_new(
        AgreementTerm(term=term, agreement=agreement, clause=clause, penalty=penalty, penalty_text=penalty_text.strip())
    )
    trail.record(
        agreement,
        "agreement.add_term",
        by=by,
        changes={"agreement_term": (None, str(term))},
        reason=str(amendment or ""),
        at=at,
    )
    return row


@transaction.atomic
def change_term(
    row: AgreementTerm,
    *,
    by: User | None,
    amendment: AgreementVersion | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> AgreementTerm:
    """Change a term: a draft's in place; a signed one's by a new edition from the supplementary agreement's day."""
    at = at or clock.now()
    row = AgreementTerm.objects.select_for_update(of=("self",)).select_related("term").get(pk=row.pk)
    agreement = locked(row.agreement)
    if unknown := set(facts) - PROMISE - COST:
        raise TypeError(f"not part of a term: {', '.join(sorted(unknown))}")
    promise = {name: facts[name] for name in facts.keys() & PROMISE}
    if "window" in promise:
        promise["window_text"] = _window_text(promise["window"], promise.get("window_text", row.term.window_text))
    cost = {name: facts[name] for name in facts.keys() & COST}
    refuse_stale(row.term, expected_version, promise)
    _refuse_unsigned(agreement, amendment)
    _refuse_strange(agreement, promise.get("service", row.term.service), cost.get("clause", row.clause))
    before = str(row.term)
    if amendment is None:
        changes = correct_term(row.term, **promise) | save_changes(row, cost)
    else:
        changes = {name: (getattr(row.term, name), new) for name, new in promise.items()}
        changes |= {name: (getattr(row, name), new) for name, new in cost.items()}
        changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        if changes:
            new = revise_term(row.term, valid_from=amendment.effective_on, by=by, at=at, **promise)
            kept = {"clause": row.clause, "penalty": row.penalty, "penalty_text": row.penalty_text, **cost}
            row = save_new(AgreementTerm(term=new, agreement=agreement, **kept))
    if changes:
        trail.record(
            agreement, "agreement.change_term", by=by, changes={"agreement_term": (before, None), **_of_term(changes)},
            reason=str(amendment or ""), at=at,
        )  # fmt: skip
    row.term.refresh_from_db()
    return row


@transaction.atomic
def drop_term(
    row: AgreementTerm, *, by: User | None, amendment: AgreementVersion | None = None, at: datetime | None = None
) -> None:
    """Take a term out: a draft's at once; a signed one's holds until the supplementary agreement's day."""
    agreement = locked(row.agreement)
    _refuse_unsigned(agreement, amendment)
    dropped = {"agreement_term": (str(row.term), None)}
    trail.record(agreement, "agreement.drop_term", by=by, changes=dropped, reason=str(amendment or ""), at=at)
    if amendment is None:
        term = row.term
        row.delete()
        term.delete()
    else:
        end_term(row.term, on=max(row.term.valid_from, date.fromordinal(amendment.effective_on.toordinal() - 1)))


def _of_term(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """What changed of a term, under names that the history of its agreement has words for."""
    return {f"term_{name}": tuple(map(_plain, pair)) for name, pair in changes.items()}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Service | AgreementClause) else value


def _clause(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - CLAUSE_FACTS:
        raise TypeError(f"not part of a clause: {', '.join(sorted(unknown))}")
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    for name in ("number", "title"):
        if facts.get(name) == "":
            raise DomainError(_("A clause has a number and a title."), field=name)
    return facts


def _window_text(window: str, text: str) -> str:
    text = " ".join(text.split()) if window == Window.CUSTOM else ""
    if window == Window.CUSTOM and not text:
        raise DomainError(_("Describe the coverage window."), field="window_text")
    return text


def _refuse_unsigned(agreement: ServiceAgreement, amendment: AgreementVersion | None) -> None:
    """What was signed changes only by what is signed (INV-29)."""
    if agreement.status == AgreementStatus.DRAFT:
        if amendment is not None:
            raise DomainError(_("A draft is changed as it is; it has no supplementary agreement."), field="amendment")
        return
    if agreement.status in OVER:
        raise DomainError(_("This agreement is over; it stays as it was."))
    if amendment is None:
        raise DomainError(
            _("This is signed. Record a supplementary agreement first, and name it here."), field="amendment"
        )
    if amendment.agreement_id != agreement.pk or amendment.number < 2:
        raise DomainError(_("Choose a supplementary agreement of this agreement."), field="amendment")


def _refuse_strange(agreement: ServiceAgreement, service: Service | None, clause: AgreementClause | None) -> None:
    if service is not None and not CoveredService.objects.filter(agreement=agreement, service=service).exists():
        raise DomainError(_("The agreement does not cover this service."), field="service")
    if clause is not None and clause.agreement_id != agreement.pk:
        raise DomainError(_("Choose a clause of this agreement."), field="clause")


for _name, _words in (
    ("add_clause", gettext_lazy("Added a clause")),
    ("change_clause", gettext_lazy("Changed a clause")),
    ("add_term", gettext_lazy("Promised a service level")),
    ("change_term", gettext_lazy("Changed a service level")),
    ("drop_term", gettext_lazy("Took a service level out")),
):
    trail.label(f"agreement.{_name}", _words)
