"""An agreement is signed; a supplementary agreement changes it from a day on (2.1, INV-29)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.notes import refuse_wrong_signatory
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact
from brm.timeline.domain import note
from customers.agreements.domain.attention import ask_for_renewal
from customers.agreements.domain.drafting import cover_services
from customers.agreements.domain.steps import EFFECT, advance_agreement, move, set_step_moment
from customers.agreements.enums import IN_FORCE, AgreementStatus
from customers.agreements.models import AgreementTerm, AgreementVersion, ServiceAgreement

AMENDABLE = frozenset({"fee", "currency", "end_on", "mode", "on_site_staff", "notice_days", "scope"})


@transaction.atomic
def agree_agreement(
    agreement: ServiceAgreement,
    *,
    by: User | None,
    signed_by: Contact | None,
    signed_on: date,
    at: datetime | None = None,
) -> ServiceAgreement:
    """Record who signed for the customer, and when (C-25). On its first day the agreement is active by itself."""
    at = at or clock.now()
    agreement = locked(agreement)
    refuse_wrong_signatory(agreement.relationship, signed_by, field="signed_by")
    _refuse_future(signed_on, at, "signed_on")
    move(agreement, "agree", by=by, at=at, signed_by=signed_by, signed_on=signed_on)
    save_new(
        AgreementVersion(
            agreement=agreement, number=1, title=_("As signed"), effective_on=agreement.start_on, signed_by=signed_by,
            signed_on=signed_on, applied_at=at, recorded_by=by, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    if agreement.renews is not None:
        ask_for_renewal(agreement.renews, at)
    return advance_agreement(agreement, at=at)


@transaction.atomic
def amend_agreement(
    agreement: ServiceAgreement,
    *,
    by: User | None,
    title: str,
    effective_on: date,
    signed_by: Contact | None,
    signed_on: date,
    paper: str = "",
    services: Iterable[Service] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> AgreementVersion:
    """Record a supplementary agreement: what it changes holds from its day; terms and plans may then follow it."""
    at = at or clock.now()
    agreement = locked(agreement)
    if unknown := set(facts) - AMENDABLE:
        raise TypeError(f"cannot be amended: {', '.join(sorted(unknown))}")
    if agreement.status not in (AgreementStatus.AGREED, *IN_FORCE):
        raise DomainError(_("Only a signed agreement that is not over can be amended."))
    refuse_stale(agreement, expected_version, facts)
    if not title.strip():
        raise DomainError(_("Say what is agreed."), field="title")
    refuse_wrong_signatory(agreement.relationship, signed_by, field="signed_by")
    _refuse_future(signed_on, at, "signed_on")
    if not agreement.start_on <= effective_on <= max(agreement.end_on, facts.get("end_on") or agreement.end_on):
        raise DomainError(_("Choose a day within the agreement."), field="effective_on")
    if facts.get("end_on") and facts["end_on"] < max(agreement.start_on, effective_on):
        raise DomainError(_("An agreement cannot end before it starts."), field="end_on")
    changes = {name: (getattr(agreement, name), new) for name, new in facts.items() if getattr(agreement, name) != new}
    changes |= _recover(agreement, services, effective_on, at)
    version = save_new(
        AgreementVersion(
            agreement=agreement, number=agreement.edition + 1, title=" ".join(title.split())[:200],
            paper=paper.strip(), effective_on=effective_on, signed_by=signed_by, signed_on=signed_on,
            changes=trail.plain(changes), recorded_by=by, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    save_changes(agreement, {"edition": version.number})
    trail.record(agreement, "agreement.amend", by=by, changes=changes, reason=version.title, at=at)
    note(
        agreement.relationship_id, "agreement", event="amend", at=at, subject=agreement, actor=by,
        title=agreement.title, number=agreement.number, what=version.title, effective_on=effective_on,
    )  # fmt: skip
    set_step_moment(agreement)
    advance_agreement(agreement, at=at)
    version.refresh_from_db()
    return version


def apply_version(agreement: ServiceAgreement, version: AgreementVersion, *, at: datetime) -> None:
    """The day of a supplementary agreement has come: what it changed holds now."""
    values = {
        name: _value(name, new) for name, (_old, new) in version.changes.items() if name in AMENDABLE
    }  # fmt: skip
    changes = save_changes(agreement, values)
    version.applied_at = version.updated_at = at
    version.save(update_fields=["applied_at", "updated_at"])
    trail.record(agreement, "agreement.take_effect", by=None, changes=changes, reason=version.title, at=at)
    if "end_on" in changes:
        old, new = changes["end_on"]
        for row in AgreementTerm.objects.filter(agreement=agreement, term__valid_to=old).select_related("term"):
            save_changes(row.term, {"valid_to": max(new, row.term.valid_from)})
        save_changes(agreement, {"warned_days": None, "verdict": "", "verdict_note": ""})
        if agreement.status == AgreementStatus.EXPIRING and new > old:
            move(agreement, "prolong", by=None, at=at)
        ask_for_renewal(agreement, at)


def _value(name: str, kept: Any) -> Any:
    if name == "end_on" and isinstance(kept, str):
        return parse_date(kept)
    if name == "fee" and kept is not None:
        return Decimal(str(kept))
    return kept


def _recover(
    agreement: ServiceAgreement, services: Iterable[Service] | None, from_on: date, at: datetime
) -> dict[str, tuple[Any, Any]]:
    """What the agreement covers from a day on."""
    if services is None:
        return {}
    wanted = {service.pk: service for service in services}
    if not wanted:
        raise DomainError(_("An agreement covers at least one service."), field="services")
    present = {row.service_id: row for row in agreement.covered.filter(to_on=None).select_related("service")}
    if present.keys() == wanted.keys():
        return {}
    for pk, row in present.items():
        if pk not in wanted:
            if (row.from_on or agreement.start_on) >= from_on:
                row.delete()
            else:
                row.to_on, row.updated_at = from_on - timedelta(days=1), at
                row.save(update_fields=["to_on", "updated_at"])
    cover_services(agreement, [row for pk, row in wanted.items() if pk not in present], at=at, from_on=from_on)
    old = sorted(row.service.code for row in present.values())
    return {"services": (old, sorted(row.code for row in wanted.values()))}


def _refuse_future(day: date, at: datetime, field: str) -> None:
    if day > clock.today() and day > clock.day_of(at):
        raise DomainError(_("The signature cannot lie in the future."), field=field)


EFFECT.register("agreement", apply_version)
for _name, _words in (
    ("amend", gettext_lazy("Recorded a supplementary agreement")),
    ("take_effect", gettext_lazy("A supplementary agreement took effect")),
):
    trail.label(f"agreement.{_name}", _words)
