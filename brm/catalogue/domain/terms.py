"""Promises kept once for both sides: made, revised under an amendment, ended, backed, re-checked (ruling 2)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.comparing import compare
from brm.catalogue.domain.happenings import BACKING_FLAGGED, tell
from brm.catalogue.enums import Verdict
from brm.catalogue.models import Metric, Service, Term, TermBacking
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship

FACTS = frozenset({"service", "target", "unit", "window", "window_text", "valid_to"})


@transaction.atomic
def promise_term(
    relationship: Relationship,
    *,
    metric: Metric,
    target: Any,
    valid_from: date,
    service: Service | None = None,
    valid_to: date | None = None,
    unit: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> Term:
    """Write a promise down. Its history stands with the agreement or contract it belongs to."""
    at = at or clock.now()
    return save_new(
        Term(
            relationship=relationship, metric=metric, service=service, target=target, unit=unit or metric.unit,
            direction=metric.direction, valid_from=valid_from, valid_to=valid_to, created_at=at, updated_at=at,
            **_checked(facts),
        )
    )  # fmt: skip


@transaction.atomic
def correct_term(term: Term, **facts: Any) -> dict[str, tuple[Any, Any]]:
    """Change a promise that binds nobody yet; answers what changed."""
    return save_changes(locked(term), _checked(facts))


@transaction.atomic
def revise_term(term: Term, *, valid_from: date, by: User | None, at: datetime | None = None, **facts: Any) -> Term:
    """Let a new edition hold from a day; what backs the promise is compared anew and flagged if short (INV-05)."""
    at = at or clock.now()
    term = locked(term)
    if Term.objects.filter(replaces=term).exists():
        raise DomainError(_("This term was replaced already; change the present one."))
    if valid_from <= term.valid_from:
        raise DomainError(_("A new edition begins after the one it replaces."), field="effective_on")
    if term.valid_to is not None and valid_from > term.valid_to:
        raise DomainError(_("The term has ended by then."), field="effective_on")
    kept = {name: getattr(term, name) for name in ("target", "unit", "window", "window_text", "valid_to", "service")}
    new = save_new(
        Term(
            relationship_id=term.relationship_id, metric_id=term.metric_id, direction=term.direction,
            valid_from=valid_from, edition=term.edition + 1, replaces=term, created_at=at, updated_at=at,
            **{**kept, **_checked(facts)},
        )
    )  # fmt: skip
    save_changes(term, {"valid_to": valid_from - timedelta(days=1)})
    for backing in TermBacking.objects.filter(term=term).select_related("backing"):
        _check(save_new(TermBacking(term=new, backing=backing.backing, verdict=backing.verdict)), by=by, at=at)
    return new


@transaction.atomic
def end_term(term: Term, *, on: date) -> Term:
    """Let a promise hold until a day, that day included."""
    term = locked(term)
    if on < term.valid_from:
        raise DomainError(_("A term cannot end before it begins."), field="on")
    save_changes(term, {"valid_to": on})
    return term


@transaction.atomic
def back_term(term: Term, *, backing: Term, by: User | None, at: datetime | None = None) -> TermBacking:
    """Say that a supplier's term stands behind a promise, and compare the two."""
    at = at or clock.now()
    row, made = TermBacking.objects.get_or_create(
        term=term, backing=backing, defaults={"verdict": Verdict.NOT_COMPARABLE, "checked_at": at, "created_at": at}
    )
    row = _check(row, by=by, at=at)
    if made:
        trail.record(
            row, "term.back", by=by, relationship_id=term.relationship_id, at=at,
            changes={"backing": (None, str(backing)), "verdict": (None, row.verdict)},
        )  # fmt: skip
    return row


@transaction.atomic
def recheck_backings(term: Term, *, by: User | None, at: datetime | None = None) -> list[TermBacking]:
    """Compare everything behind a promise, and everything it stands behind, anew (INV-05)."""
    at = at or clock.now()
    rows = TermBacking.objects.filter(term=term) | TermBacking.objects.filter(backing=term)
    return [_check(row, by=by, at=at) for row in rows.select_related("term", "backing")]


def _check(row: TermBacking, *, by: User | None, at: datetime) -> TermBacking:
    found = compare(row.term, row.backing)
    falls_short = found.verdict != Verdict.STRICTER
    newly = falls_short and row.flagged_at is None
    row.verdict, row.margin, row.checked_at = found.verdict, found.margin, at
    row.flagged_at = (row.flagged_at or at) if falls_short else None
    row.updated_at = at
    row.save(update_fields=["verdict", "margin", "checked_at", "flagged_at", "updated_at"])
    if newly:
        tell(BACKING_FLAGGED, row, by=by, at=at)
    return row


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not part of a term: {', '.join(sorted(unknown))}")
    return facts


trail.label("term.back", gettext_lazy("Named what stands behind the term"))
