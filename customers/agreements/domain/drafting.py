"""Writing an agreement down: what it covers, for how long, for how much, who answers for it (B-03, R-17)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.terms import promise_term
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.matters.models import NumberSeries
from brm.parties.enums import Kind, Status
from brm.parties.models import Relationship
from customers.agreements.domain.attention import ask_for_renewal
from customers.agreements.domain.queries import present_terms
from customers.agreements.enums import IN_FORCE, OVER, AgreementStatus
from customers.agreements.models import AgreementClause, AgreementTerm, CoveredService, ServiceAgreement

FACTS = frozenset(
    {
        "number", "title", "start_on", "end_on", "year_from", "fee", "currency", "mode", "on_site_staff",
        "notice_days", "scope", "owner_brm", "owner_slm",
    }
)  # fmt: skip
BOUND = frozenset(
    {"number", "start_on", "end_on", "fee", "currency", "mode", "on_site_staff", "notice_days", "scope", "services"}
)
"""What was signed: it changes only by a supplementary agreement."""


@transaction.atomic
def draft_agreement(
    relationship: Relationship,
    *,
    title: str,
    start_on: date,
    end_on: date,
    by: User | None,
    services: Iterable[Service] = (),
    renews: ServiceAgreement | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> ServiceAgreement:
    """Write an agreement down that has still to be signed."""
    at = at or clock.now()
    facts = _checked(facts | {"title": title, "start_on": start_on, "end_on": end_on})
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Service agreements are made with customers."))
    if relationship.status == Status.ENDED:
        raise DomainError(_("The relationship has ended. Open it again first."))
    facts.setdefault("owner_brm", relationship.owner)
    facts["number"] = facts.get("number") or _next_number(at)
    _refuse_wrong_owners(facts)
    agreement = save_new(
        ServiceAgreement(
            relationship=relationship, renews=renews, status_since=at, created_at=at, updated_at=at, **facts
        )
    )
    covered = list(services)
    cover_services(agreement, covered, at=at)
    shown = {name: (None, facts[name]) for name in ("number", "title", "start_on", "end_on", "fee") if facts.get(name)}
    shown["services"] = (None, [service.code for service in covered])
    trail.record(agreement, "agreement.draft", by=by, changes=shown, at=at)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: ServiceAgreement,
    *,
    by: User | None,
    services: Iterable[Service] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> ServiceAgreement:
    """Change a draft; of a signed agreement only what was not signed: title, owners, first day of the service year."""
    at = at or clock.now()
    agreement = locked(agreement)
    facts = _checked(facts)
    if agreement.status in OVER:
        raise DomainError(_("This agreement is over; it stays as it was."))
    if not facts.get("number", agreement.number):
        facts["number"] = agreement.number
    refuse_stale(agreement, expected_version, facts)
    if agreement.status != AgreementStatus.DRAFT:
        bound = sorted(name for name in facts.keys() & BOUND if getattr(agreement, name) != facts[name])
        if bound or services is not None:
            raise DomainError(
                _("This is signed. Record a supplementary agreement to change it."), field=bound[0] if bound else ""
            )
    _refuse_wrong_owners(facts)
    moved = "owner_brm" in facts and facts["owner_brm"] != agreement.owner_brm
    changes = save_changes(agreement, facts)
    if services is not None:
        changes |= _recover(agreement, list(services), at)
    if changes:
        trail.record(agreement, "agreement.change", by=by, changes=changes, at=at)
        if moved or "title" in changes:
            ask_for_renewal(agreement, at)
    return agreement


@transaction.atomic
def discard_draft(agreement: ServiceAgreement, *, by: User | None) -> None:
    """Throw a draft away that was never signed; the history keeps that it was there."""
    agreement = locked(agreement)
    if agreement.status != AgreementStatus.DRAFT:
        raise DomainError(_("Only a draft can be thrown away. A signed agreement is terminated."))
    trail.record(agreement, "agreement.discard", by=by, changes={"number": (agreement.number, None)})
    terms = [row.term for row in AgreementTerm.objects.filter(agreement=agreement).select_related("term")]
    AgreementTerm.objects.filter(agreement=agreement).delete()
    for term in terms:
        term.delete()
    agreement.delete()


@transaction.atomic
def prepare_renewal(
    agreement: ServiceAgreement, *, by: User | None, at: datetime | None = None, **facts: Any
) -> ServiceAgreement:
    """Draft the agreement that follows: the same services, clauses and terms for as long again, to be negotiated."""
    at = at or clock.now()
    agreement = locked(agreement)
    if agreement.status not in IN_FORCE:
        raise DomainError(_("Only an agreement in force is renewed."))
    if ServiceAgreement.objects.filter(renews=agreement).exists():
        raise DomainError(_("This agreement is being renewed already."))
    start = agreement.end_on + timedelta(days=1)
    kept = {
        name: getattr(agreement, name)
        for name in (
            "title", "fee", "currency", "mode", "on_site_staff", "notice_days", "scope", "owner_brm", "owner_slm",
        )
    }  # fmt: skip
    kept |= {"start_on": start, "end_on": start + (agreement.end_on - agreement.start_on), **facts}
    services = [row.service for row in agreement.covered.filter(to_on=None).select_related("service")]
    new = draft_agreement(agreement.relationship, by=by, services=services, renews=agreement, at=at, **kept)
    clauses: dict[int, AgreementClause] = {}
    for clause in agreement.clauses.order_by("pk"):
        clauses[clause.pk] = save_new(
            AgreementClause(
                agreement=new, number=clause.number, kind=clause.kind, title=clause.title, text=clause.text,
                is_reciprocal=clause.is_reciprocal, created_at=at, updated_at=at,
            )
        )  # fmt: skip
    for row in present_terms(agreement).exclude(term__valid_to__lt=agreement.end_on):
        term = promise_term(
            new.relationship, metric=row.term.metric, target=row.term.target, valid_from=new.start_on,
            valid_to=new.end_on, service=row.term.service, unit=row.term.unit, window=row.term.window,
            window_text=row.term.window_text, at=at,
        )  # fmt: skip
        save_new(
            AgreementTerm(
                term=term, agreement=new, clause=clauses.get(row.clause_id or 0), penalty=row.penalty,
                penalty_text=row.penalty_text,
            )
        )  # fmt: skip
    return new


def cover_services(
    agreement: ServiceAgreement, services: Iterable[Service], *, at: datetime, from_on: date | None = None
) -> None:
    """Let the agreement cover these services too."""
    CoveredService.objects.bulk_create(
        CoveredService(agreement=agreement, service=service, from_on=from_on, created_at=at, updated_at=at)
        for service in services
    )


def _recover(agreement: ServiceAgreement, wanted: list[Service], at: datetime) -> dict[str, tuple[Any, Any]]:
    """Exchange what a draft covers."""
    before = {row.service_id: row for row in agreement.covered.select_related("service")}
    ids = {service.pk for service in wanted}
    if before.keys() == ids:
        return {}
    for pk, row in before.items():
        if pk not in ids:
            row.delete()
    cover_services(agreement, [service for service in wanted if service.pk not in before], at=at)
    old = sorted(row.service.code for row in before.values())
    return {"services": (old, sorted(service.code for service in wanted))}


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of an agreement: {', '.join(sorted(unknown))}")
    for name in ("title", "number"):
        if name in facts:
            facts[name] = " ".join(str(facts[name]).split())
    if "currency" in facts:
        facts["currency"] = facts["currency"].strip().upper()
    if "scope" in facts:
        facts["scope"] = facts["scope"].strip()
    if facts.get("title") == "":
        raise DomainError(_("Give the agreement a title."), field="title")
    if "end_on" in facts and "start_on" in facts and facts["end_on"] < facts["start_on"]:
        raise DomainError(_("An agreement cannot end before it starts."), field="end_on")
    return facts


def _refuse_wrong_owners(facts: dict[str, Any]) -> None:
    for name in ("owner_brm", "owner_slm"):
        user = facts.get(name)
        if user is not None and not stays(user):
            raise DomainError(_("Choose one of our own active people."), field=name)


def _next_number(at: datetime) -> str:
    """The next free number of the year: SA-2026-00001. Two at once wait for one another."""
    series, _made = NumberSeries.objects.select_for_update().get_or_create(kind="agreement", year=at.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"SA-{at.year}-{series.last:05d}"


for _name, _words in (
    ("draft", gettext_lazy("Drafted the service agreement")),
    ("change", gettext_lazy("Changed the service agreement")),
    ("discard", gettext_lazy("Threw the draft of a service agreement away")),
):
    trail.label(f"agreement.{_name}", _words)
