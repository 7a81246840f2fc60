"""Service levels reached, period by period, against the target of that time (R-19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.enums import Direction
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.timeline.domain import note
from customers.agreements.domain.moments import ServiceYear, months_of
from customers.agreements.domain.queries import results_of, terms_of
from customers.agreements.enums import AgreementStatus
from customers.agreements.models import AgreementTerm, ServiceAgreement, TermResult
from customers.domain.queries import service_events_between, totals_of

KEPT_ON_TIME = "kept_on_time"
"""The metric that the service desk's own events answer."""


@dataclass(frozen=True)
class Reached:
    """What was reached in a period; ``value`` None says that it is not known."""

    value: Decimal | None
    cases: int | None = None
    remark: str = ""


@dataclass
class Line:
    """One metric of one service through the months of a year: a result or nothing for each month."""

    term: AgreementTerm
    results: list[TermResult | None] = field(default_factory=list)

    @property
    def known(self) -> int:
        return sum(1 for row in self.results if row is not None and row.is_kept is not None)

    @property
    def kept(self) -> int:
        return sum(1 for row in self.results if row is not None and row.is_kept)


@transaction.atomic
def record_results(
    agreement: ServiceAgreement,
    *,
    period_from: date,
    period_to: date,
    reached: Mapping[AgreementTerm, Reached],
    by: User | None,
    at: datetime | None = None,
) -> list[TermResult]:
    """Record what was reached in one period, for some or all terms; a period recorded before is corrected."""
    at = at or clock.now()
    if agreement.status == AgreementStatus.DRAFT:
        raise DomainError(_("Nothing is promised yet: the agreement is a draft."))
    if period_to < period_from:
        raise DomainError(_("A period cannot end before it begins."), field="period_to")
    if period_from > max(clock.today(), clock.day_of(at)):
        raise DomainError(_("This period has not begun."), field="period_from")
    if period_to < agreement.start_on or period_from > agreement.end_on:
        raise DomainError(_("This period lies outside the agreement."), field="period_from")
    changes: dict[str, tuple[Any, Any]] = {}
    rows = []
    for term, given in reached.items():
        row, pair = _record(agreement, term, period_from, period_to, given, by, at)
        rows.append(row)
        if pair is not None:
            changes[_key(term)] = pair
    if changes:
        trail.record(
            agreement, "agreement.result", by=by, changes={"result_period": (None, period_from), **changes}, at=at
        )
    return rows


def _key(row: AgreementTerm) -> str:
    """How a result is called in the history."""
    service = row.term.service
    return f"{row.term.metric.code} · {service.code}" if service else row.term.metric.code


def _record(
    agreement: ServiceAgreement,
    row: AgreementTerm,
    period_from: date,
    period_to: date,
    given: Reached,
    by: User | None,
    at: datetime,
) -> tuple[TermResult, tuple[Any, Any] | None]:
    term = row.term
    if row.agreement_id != agreement.pk:
        raise DomainError(_("Choose terms of this agreement."))
    if given.value is not None and given.value < 0:
        raise DomainError(_("A result cannot be negative."), field=f"value_{row.pk}")
    values: dict[str, Any] = {
        "value": given.value, "cases": given.cases, "remark": given.remark.strip()[:300], "target": term.target,
        "is_kept": is_kept(row, given.value), "period_to": period_to,
    }  # fmt: skip
    known = TermResult.objects.filter(term=row, period_from=period_from).first()
    before = known.is_kept if known else None
    if known is None:
        result = save_new(
            TermResult(term=row, period_from=period_from, recorded_by=by, created_at=at, updated_at=at, **values)
        )
        changed: tuple[Any, Any] | None = (None, given.value)
    else:
        result = locked(known)
        old = result.value
        changed = (old, given.value) if save_changes(result, values) else None
    if changed is not None and result.is_kept is False and before is not False:
        note(
            agreement.relationship_id, "agreement", event="missed", at=at, subject=agreement, actor=by,
            title=agreement.title, number=agreement.number, term_zh=term.metric.name_zh, term_en=term.metric.name_en,
            unit=term.unit, target=term.target, value=given.value, period=period_from,
        )  # fmt: skip
    return result, changed


def is_kept(row: AgreementTerm, value: Decimal | None) -> bool | None:
    """Whether a value keeps the promise; the target itself does."""
    if value is None:
        return None
    term = row.term
    return value <= term.target if term.direction == Direction.LOWER else value >= term.target


def suggested(row: AgreementTerm, period_from: date, period_to: date) -> Reached | None:
    """What the service desk's events say, where they say anything: the share closed within their service level."""
    if row.term.metric.code != KEPT_ON_TIME:
        return None
    totals = totals_of(service_events_between(row.agreement.relationship_id, period_from, period_to))
    if totals.made_share is None:
        return None
    return Reached(Decimal(str(round(totals.made_share * 100, 2))), totals.made + totals.missed)


def year_of_results(agreement: ServiceAgreement, year: ServiceYear) -> tuple[list[tuple[date, date]], list[Line]]:
    """The months of a service year, and each promise through them; editions of one promise share a line."""
    months = months_of(year.first, min(year.last, agreement.end_on))
    place = {begin: number for number, (begin, _end) in enumerate(months)}
    lines: dict[int, Line] = {}
    first_of: dict[int, int] = {}
    for row in terms_of(agreement).order_by("pk"):
        root = first_of.get(row.term.replaces_id or 0, row.pk)
        first_of[row.pk] = root
        if row.term.valid_from > year.last or (row.term.valid_to and row.term.valid_to < year.first):
            continue
        line = lines.setdefault(root, Line(row, [None] * len(months)))
        line.term = row
    for result in results_of(agreement, months[0][0], months[-1][1]):
        number = place.get(result.period_from.replace(day=1))
        if number is not None and (line_of := lines.get(first_of.get(result.term_id, 0))):
            line_of.results[number] = result
    return months, list(lines.values())


trail.label("agreement.result", gettext_lazy("Recorded a service level result"))
